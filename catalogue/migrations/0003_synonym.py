"""The table of synonyms, with the pairs that a catalogue of French heritage cannot do without; the editors' own afterwards."""

from django.db import migrations, models

BOTH_WAYS = {
    "gravure": "estampe",
    "carte": "plan",
    "journal": "périodique, presse, gazette",
    "partition": "musique imprimée",
    "manuscrit": "ms",
    "photographie": "photo, cliché",
    "affiche": "placard",
    "carte postale": "carte-vue",
    "ex-libris": "provenance, ancien possesseur",
    "livre d’heures": "heures",
    "imprimeur": "typographe, imprimerie",
    "libraire": "éditeur",
    "almanach": "calendrier, annuaire",
    "psautier": "psaumes",
    "missel": "livre liturgique, bréviaire",
    "charte": "parchemin",
    "soie": "soierie",
    "canut": "ouvrier en soie, tisseur",
    "houille": "charbon",
    "chemin de fer": "voie ferrée, train",
    "coutume": "droit coutumier",
    "patois": "dialecte, francoprovençal",
    "occitan": "langue d’oc, provençal",
    "chanson": "chant",
    "sorcellerie": "sorcier, magie",
    "peste": "épidémie",
    "vigne": "viticulture, vin",
    "eaux minérales": "station thermale, thermalisme",
    "alpinisme": "ascension",
    "protestant": "huguenot, réformé",
    "jésuite": "Compagnie de Jésus",
    "théâtre": "comédie, tragédie",
    "héraldique": "armorial, blason",
    "cuisine": "gastronomie",
    "notaire": "notariat",
    "fou": "fol, folz",
    "roman": "romant",
    "lyonnais": "lyonnois, lionnois",
    "Gryphe": "Gryphius",
    "Tournes": "Tornaesius",
    "Rouillé": "Roville, Rovillius, Rouillius",
}
ONE_WAY = {
    "reliure": "relié",
}


def fill(apps, schema_editor):
    """The first lines of the table."""
    Synonym = apps.get_model("catalogue", "Synonym")
    lines = [Synonym(words=words, equivalents=others, both_ways=True) for words, others in BOTH_WAYS.items()]
    lines += [Synonym(words=words, equivalents=others, both_ways=False) for words, others in ONE_WAY.items()]
    Synonym.objects.bulk_create(lines)


class Migration(migrations.Migration):
    """One table and its first lines."""

    dependencies = [("catalogue", "0002_compress_descriptions")]
    operations = [
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=80, unique=True, verbose_name="word or words typed")),
                (
                    "equivalents",
                    models.CharField(
                        help_text="Words or groups of at most four words, separated by commas.",
                        max_length=400,
                        verbose_name="look for these as well",
                    ),
                ),
                (
                    "both_ways",
                    models.BooleanField(
                        default=True,
                        help_text="Who types one of them finds all the others. Otherwise only from the first to the others.",
                        verbose_name="both ways",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed on")),
            ],
            options={"verbose_name": "synonym", "verbose_name_plural": "synonyms", "ordering": ["words"]},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]

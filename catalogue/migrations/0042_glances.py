"""The year and the pages by which a glance tells two records apart; of those of before they are written when they are next judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns without a value: no row is written."""

    dependencies = [("catalogue", "0041_music_and_provenance")]

    operations = [
        migrations.AddField("clustermember", "year", models.IntegerField(null=True, verbose_name="year")),
        migrations.AddField("clustermember", "pages", models.IntegerField(null=True)),
        migrations.AddField("clustermember", "prelims", models.IntegerField(null=True)),
    ]

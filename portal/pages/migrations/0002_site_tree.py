"""Give the site its root: a home page in place of Wagtail's welcome page, with the institutions under it."""

from django.db import migrations


def plant(apps, schema_editor):
    """Make the two pages and point the default site at them, unless somebody already has."""
    content_types = apps.get_model("contenttypes", "ContentType")
    pages = apps.get_model("wagtailcore", "Page")
    sites = apps.get_model("wagtailcore", "Site")
    locales = apps.get_model("wagtailcore", "Locale")
    home_pages = apps.get_model("pages", "HomePage")
    indexes = apps.get_model("catalogue", "InstitutionIndex")
    if home_pages.objects.exists():
        return
    locale, _ = locales.objects.get_or_create(language_code="fr")
    root = pages.objects.filter(depth=1).order_by("path").first()
    home_type, _ = content_types.objects.get_or_create(app_label="pages", model="homepage")
    index_type, _ = content_types.objects.get_or_create(app_label="catalogue", model="institutionindex")
    sites.objects.all().delete()
    pages.objects.filter(depth=2, slug="home").delete()
    step = "0001"
    while pages.objects.filter(path=root.path + step).exists():
        step = f"{int(step) + 1:04d}"
    home = home_pages.objects.create(
        title="Traboule", draft_title="Traboule", slug="accueil", content_type=home_type, path=root.path + step, depth=2, numchild=1,
        url_path="/accueil/", locale=locale,
    )
    indexes.objects.create(
        title="Établissements", draft_title="Établissements", slug="etablissements", content_type=index_type, path=home.path + "0001", depth=3,
        numchild=0, url_path="/accueil/etablissements/", locale=locale,
    )
    root.numchild = pages.objects.filter(depth=2, path__startswith=root.path).count()
    root.save(update_fields=["numchild"])
    sites.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Traboule")


class Migration(migrations.Migration):
    """Runs once, after the tables of Wagtail, of the catalogue and of the pages."""

    dependencies = [
        ("pages", "0001_initial"),
        ("catalogue", "0001_initial"),
        ("wagtailcore", "0002_initial_data"),
        ("wagtailcore", "0054_initial_locale"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]

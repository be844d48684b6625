"""Take away the privacy of pages, which was stored and never looked at: readers saw the pages all the same."""

from django.db import migrations


def forget(apps, schema_editor):
    """No page is kept from readers by anything but not being published."""
    apps.get_model("wagtailcore", "PageViewRestriction").objects.all().delete()


class Migration(migrations.Migration):
    """Runs once."""

    dependencies = [("pages", "0002_site_tree"), ("wagtailcore", "0054_initial_locale")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]

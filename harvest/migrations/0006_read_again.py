"""Mark the file drops to be read again, once: an earlier reading could lose records of files in XML; the run says so."""

from django.db import migrations, models
from django.utils import timezone


def mark(apps, schema_editor):  # noqa: ANN001, ANN201
    """Scheduled drops are due now; the others are read in full whenever somebody harvests them."""
    drops = apps.get_model("harvest", "Endpoint").objects.filter(protocol="file_drop")
    drops.update(read_again="drops_read_again")
    drops.filter(active=True).update(next_run_at=timezone.now())


class Migration(migrations.Migration):
    """Adds the mark and sets it on the drops."""

    dependencies = [("harvest", "0005_compress_seen")]
    operations = [
        migrations.AddField("endpoint", "read_again", models.CharField(blank=True, editable=False, max_length=80, default=""), preserve_default=False),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]

"""What a run asked of its partner, so that what it may ask has a ceiling."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Three counters; a default alone, which rewrites no row."""

    dependencies = [("harvest", "0009_announced_deletions")]
    operations = [
        migrations.AddField("harvestrun", "requests", models.PositiveIntegerField(verbose_name="requests sent to the partner", default=0)),
        migrations.AddField("harvestrun", "waited_seconds", models.FloatField(verbose_name="seconds waited for its answers", default=0)),
        migrations.AddField("harvestrun", "refused_tokens", models.PositiveIntegerField(default=0)),
    ]

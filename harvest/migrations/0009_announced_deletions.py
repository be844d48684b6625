"""Announced deletions wait for the end of their run, so that the guard can look at them before anything is withdrawn."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new, empty table."""

    dependencies = [("harvest", "0008_raw_version")]
    operations = [
        migrations.CreateModel(
            "AnnouncedDeletion",
            [
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("identifier", models.TextField()),
                ("datestamp", models.CharField(blank=True, max_length=40)),
                (
                    "run",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="announced", to="harvest.harvestrun"),
                ),
            ],
        ),
        migrations.AddConstraint(
            "AnnouncedDeletion", models.UniqueConstraint(fields=["run", "identifier"], name="announced_run_identifier")
        ),
    ]

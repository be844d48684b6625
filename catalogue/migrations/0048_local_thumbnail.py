"""One small picture of each kept document."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0047_kept_documents")]

    operations = [
        migrations.CreateModel(
            name="LocalThumbnail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("kept", "kept here"), ("failed", "asked for in vain"), ("none", "there is none")], max_length=8
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300)),
                ("width", models.PositiveSmallIntegerField(default=0)),
                ("height", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("asked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.source"
                    ),
                ),
            ],
            options={
                "verbose_name": "thumbnail of a kept document",
                "verbose_name_plural": "thumbnails of kept documents",
                "constraints": [models.UniqueConstraint(fields=("source", "identifier"), name="local_thumbnail_once")],
            },
        ),
    ]

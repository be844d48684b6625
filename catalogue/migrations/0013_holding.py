"""The rows of who holds what; those of the records that are there are written by the next migration."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table and its index, both empty."""

    dependencies = [("catalogue", "0012_pages_nobody_wrote")]
    operations = [
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("record_id", "position", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("institution", models.TextField(blank=True, verbose_name="institution")),
                ("institution_name", models.TextField(blank=True, verbose_name="name of the institution")),
                ("collection", models.TextField(blank=True, verbose_name="collection")),
                ("call_number", models.TextField(blank=True, verbose_name="call number")),
                ("call_number_key", models.TextField(blank=True, db_collation="C")),
                ("ascribed", models.BooleanField(default=False)),
                ("shown", models.BooleanField(default=True)),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="catalogue.record",
                    ),
                ),
            ],
            options={"verbose_name": "copy", "verbose_name_plural": "copies"},
        ),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(
                fields=["institution", "call_number_key", "record", "position"],
                condition=models.Q(("shown", True)) & ~models.Q(("institution", "")),
                name="holding_shelf",
            ),
        ),
    ]

"""The table of arks, and the sequence that their names are minted from."""

import django.db.models.deletion
import django.db.models.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    """Schema only: 0008 mints the arks of what is there."""

    dependencies = [("catalogue", "0006_marks_of_every_kind")]
    operations = [
        migrations.CreateModel(
            name="Ark",
            fields=[
                (
                    "name",
                    models.CharField(db_collation="C", max_length=40, primary_key=True, serialize=False, verbose_name="name"),
                ),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "notice"), (2, "fonds"), (3, "component"), (4, "institution"), (5, "person")], verbose_name="kind"
                    ),
                ),
                ("namespace", models.CharField(max_length=60, verbose_name="given by")),
                ("identifier", models.TextField(verbose_name="identifier")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("tombstone", "withdrawn")],
                        db_default="active",
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("said", models.JSONField(blank=True, null=True, verbose_name="what it was")),
                ("old_number", models.BigIntegerField(blank=True, null=True, verbose_name="former number")),
                ("minted_at", models.DateTimeField(db_default=django.db.models.functions.Now(), verbose_name="minted")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="catalogue.ark",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "ark",
                "verbose_name_plural": "arks",
                "indexes": [
                    models.Index(condition=models.Q(("replaced_by__isnull", False)), fields=["replaced_by"], name="ark_replaced_by")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "namespace", "identifier"), name="ark_of_one_target"),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by", models.F("name")), _negated=True), name="ark_not_its_own_successor"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("old_number__isnull", False)), fields=("kind", "old_number"), name="ark_old_number"
                    ),
                ],
            },
        ),
        migrations.RunSQL("CREATE SEQUENCE catalogue_ark_number", "DROP SEQUENCE catalogue_ark_number"),
    ]

"""What harvesters are told of editions, as it is now; indexes of what is digitised and of finding aids in the order of their changes."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
    INSERT INTO catalogue_edition (record_id, changed_at, shown, successor)
    SELECT member.cluster, max(record.updated_at), true, NULL
    FROM catalogue_clustermember AS member JOIN catalogue_record AS record ON record.id = member.record_id
    GROUP BY member.cluster
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0025_owners")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="edition",
                        serialize=False,
                        to="catalogue.record",
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="last changed")),
                ("shown", models.BooleanField(default=True)),
                ("successor", models.BigIntegerField(null=True)),
            ],
            options={"verbose_name": "edition", "verbose_name_plural": "editions"},
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="edition", index=models.Index(fields=["changed_at", "record"], name="edition_changed")
        ),
        migrations.AddIndex(
            model_name="findingaid", index=models.Index(fields=["updated_at", "id"], name="finding_aid_updated")
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("description__has_key", "digital_copies")), fields=["updated_at", "id"], name="record_digitised_updated"
            ),
        ),
    ]

"""The journal of versions: empty until the next harvest overwrites something."""

from django.db import migrations, models

# As the raw records themselves: faster than the default to write and to read, where this PostgreSQL has it.
COMPRESS = """
DO $$ BEGIN
  ALTER TABLE harvest_rawversion ALTER COLUMN data SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("harvest", "0007_bounds")]
    operations = [
        migrations.CreateModel(
            name="RawVersion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("raw_id", models.BigIntegerField()),
                ("run_id", models.BigIntegerField(null=True)),
                ("replaced_by", models.BigIntegerField()),
                ("state", models.CharField(choices=[("active", "active"), ("tombstone", "withdrawn")], max_length=10)),
                ("datestamp", models.CharField(blank=True, max_length=40)),
                ("digest", models.BinaryField()),
                ("data", models.BinaryField()),
                ("received_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "earlier version",
                "verbose_name_plural": "earlier versions",
                "indexes": [
                    models.Index(fields=["raw_id", "id"], name="version_of_raw"),
                    models.Index(fields=["replaced_by", "raw_id"], name="version_replaced_by"),
                ],
            },
        ),
        migrations.RunSQL(COMPRESS, migrations.RunSQL.noop),
    ]

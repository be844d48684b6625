"""Compress descriptions with lz4 where this PostgreSQL has it: faster than the default to write and to read."""

from django.db import migrations

COMPRESS = """
DO $$ BEGIN
  ALTER TABLE catalogue_record ALTER COLUMN description SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Changes how new rows are written; rows that are there stay as they are."""

    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(COMPRESS, migrations.RunSQL.noop)]

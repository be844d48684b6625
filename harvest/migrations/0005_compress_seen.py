"""Compress the numbers of a page that was seen with lz4, where this PostgreSQL has it."""

from django.db import migrations

COMPRESS = """
DO $$ BEGIN
  ALTER TABLE harvest_seenpage ALTER COLUMN raw_ids SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Changes how new rows are written; rows that are there stay as they are."""

    dependencies = [("harvest", "0004_one_index_less")]
    operations = [migrations.RunSQL(COMPRESS, migrations.RunSQL.noop)]

"""What components say, stored as the object that it is: the first releases stored the text of one."""

from __future__ import annotations

from django.db import migrations

MENDED = "UPDATE catalogue_component SET unit = (unit #>> '{}')::jsonb WHERE jsonb_typeof(unit) = 'string'"


class Migration(migrations.Migration):
    """Each row once."""

    dependencies = [("catalogue", "0021_fonds")]
    operations = [migrations.RunSQL(MENDED, migrations.RunSQL.noop)]

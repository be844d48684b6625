"""Names are read by a consumer of their own; records meet under other keys, and are looked at again."""

from django.db import migrations

FORMS = "UPDATE catalogue_mark SET consumer = 'names' WHERE consumer = 'clustering' AND kind = 5"
RECORDS = """
    INSERT INTO catalogue_mark (consumer, kind, ids, at)
    SELECT 'names', kind, ids, at FROM catalogue_mark WHERE consumer = 'clustering' AND kind = 1 ORDER BY id
"""
KEYS = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(record_id ORDER BY record_id)
    FROM (SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1) / 200 AS page FROM catalogue_clustermember) AS paged
    GROUP BY page ORDER BY page
"""
TOGETHER = """
    UPDATE catalogue_mark SET consumer = 'clustering' WHERE consumer = 'names'
"""


class Migration(migrations.Migration):
    """Seconds for a million; then the worker takes them up beside what else it does, groups stay meanwhile."""

    dependencies = [("catalogue", "0054_fonds_indexed")]

    operations = [
        migrations.RunSQL(FORMS, TOGETHER),
        migrations.RunSQL(RECORDS, migrations.RunSQL.noop),
        migrations.RunSQL(KEYS, migrations.RunSQL.noop),
    ]

"""Records meet under other keys, in smaller blocks: those of before are looked at again."""

from django.db import migrations

MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(record_id ORDER BY record_id)
    FROM (SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1) / 200 AS page FROM catalogue_clustermember) AS paged
    GROUP BY page ORDER BY page
"""


class Migration(migrations.Migration):
    """Seconds for a million; then the worker takes them up beside what else it does, groups stay meanwhile."""

    dependencies = [("catalogue", "0051_editions_of_kept_documents")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]

"""Records meet under other keys, and their words are read otherwise: all are looked at again."""

from django.db import migrations

KEYS_VERSION = 5  # catalogue.clustering.keys.VERSION: a later one wants a migration like this
KEYS = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(record_id ORDER BY record_id)
    FROM (SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1) / 200 AS page FROM catalogue_clustermember) AS paged
    GROUP BY page ORDER BY page
"""


class Migration(migrations.Migration):
    """Seconds for a million; then the worker takes them up beside what else it does, groups stay meanwhile."""

    dependencies = [("catalogue", "0055_names_apart")]

    operations = [migrations.RunSQL(KEYS, migrations.RunSQL.noop)]

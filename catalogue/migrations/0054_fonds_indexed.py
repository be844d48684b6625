"""Fonds are documents of the search engines: those that are published are marked for each engine that the settings keep."""

from django.db import migrations

from catalogue.search.engines import names

MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT consumer, 2, array_agg(page_id ORDER BY page_id)
    FROM unnest(%s::text[]) AS consumer, (
        SELECT page_id, (row_number() OVER (ORDER BY page_id) - 1) / 200 AS page FROM catalogue_publishedfonds
    ) AS paged GROUP BY consumer, page ORDER BY consumer, page
"""


def mark(apps, schema_editor):
    """For the engines that the settings keep."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MARK, [list(names())])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0053_names_met")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]

"""Lists show the first of the pictures that a library deposited: the notices that have some are indexed anew."""

from django.db import migrations

from catalogue.search.engines import names

MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT consumer, 1, array_agg(id ORDER BY id)
    FROM unnest(%s::text[]) AS consumer, (
        SELECT record.id, (row_number() OVER (ORDER BY record.id) - 1) / 200 AS page FROM (
            SELECT DISTINCT record.id FROM catalogue_deposit AS deposit
            JOIN catalogue_ark AS own ON own.name = deposit.target_id
            JOIN catalogue_ark AS ark ON ark.name = coalesce(own.replaced_by_id, own.name) AND ark.kind = 1
            JOIN catalogue_source AS source ON source.slug = ark.namespace
            JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = ark.identifier
            WHERE deposit.state = 'shown'
        ) AS record
    ) AS paged GROUP BY consumer, page ORDER BY consumer, page
"""


def mark(apps, schema_editor):
    """For the engines that the settings keep."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(MARK, [list(names())])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0049_pages_of_a_deposit")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]

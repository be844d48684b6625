"""Arks for every notice, shown or withdrawn, and every institution that is there; the number in the old address is kept."""

from django.conf import settings
from django.db import migrations

from catalogue.core.ark import name_of

BATCH = 5000

# Institutions first: they are few. What has an ark already (this migration was taken back, or the table was kept) keeps it.
INSTITUTIONS = """
    SELECT 4, 'isil', 'FR-' || rcr, 'active', NULL, NULL::bigint, page_ptr_id
    FROM catalogue_institution
    WHERE page_ptr_id > %s AND rcr <> ''
      AND NOT EXISTS (SELECT FROM catalogue_ark WHERE kind = 4 AND namespace = 'isil' AND identifier = 'FR-' || rcr)
    ORDER BY page_ptr_id LIMIT %s
"""
NOTICES = """
    SELECT 1, source.slug, record.identifier, record.state,
           CASE WHEN record.state = 'tombstone' THEN jsonb_build_object(
               'who', coalesce(record.description #>> '{agents,0,name}', ''),
               'what', coalesce(record.description #>> '{titles,0,value}', ''),
               'when', coalesce(record.description #>> '{dates,0,display}', '')
           )::text END,
           record.id, record.id
    FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id
    WHERE record.id > %s
      AND NOT EXISTS (
          SELECT FROM catalogue_ark WHERE kind = 1 AND namespace = source.slug AND catalogue_ark.identifier = record.identifier
      )
    ORDER BY record.id LIMIT %s
"""
COPY = "COPY catalogue_ark (name, kind, namespace, identifier, state, said, old_number) FROM STDIN"


def mint(apps, schema_editor):
    """Page by page: memory does not grow with the catalogue."""
    with schema_editor.connection.cursor() as cursor:
        minted, looked_at = 0, 0
        for statement in (INSTITUTIONS, NOTICES):
            last = 0
            while rows := _next(cursor, statement, last):
                cursor.execute("SELECT nextval('catalogue_ark_number') FROM generate_series(1, %s)", [len(rows)])
                names = [name_of(number, naan=settings.ARK_NAAN, shoulder=settings.ARK_SHOULDER) for (number,) in cursor.fetchall()]
                with cursor.copy(COPY) as copy:
                    for name, row in zip(names, rows, strict=True):
                        copy.write_row((name, *row[:-1]))
                last = rows[-1][-1]
                minted += len(rows)
                if minted >= 2 * looked_at:  # PostgreSQL takes a table that it never looked at for a small one, and reads it whole for each row
                    looked_at = minted
                    cursor.execute("ANALYZE catalogue_ark")
        cursor.execute("ANALYZE catalogue_ark")


def _next(cursor, statement, last):
    cursor.execute(statement, [last, BATCH])
    return cursor.fetchall()


class Migration(migrations.Migration):
    """Some seconds for a hundred thousand notices. Taken back, it leaves the arks: they are for ever."""

    dependencies = [("catalogue", "0007_arks")]
    operations = [migrations.RunPython(mint, migrations.RunPython.noop)]

"""Write the holdings of the records that are there, from their descriptions: in batches, each a transaction; may be interrupted."""

import json
import re

from django.db import migrations, transaction

from catalogue.core.call_numbers import sorting_key

BATCH = 1000
# The institution's row as it is: its columns depend on which migrations of the institutions have run.
KEEPERS = """
    SELECT source.id, to_jsonb(institution)::text FROM catalogue_source AS source
    JOIN catalogue_institution AS institution ON institution.page_ptr_id = source.institution_id
"""
RECORDS = """
    SELECT id, source_id, state = 'active', (description -> 'holdings')::text
    FROM catalogue_record WHERE id > %s ORDER BY id LIMIT %s
"""
CLEAR = "DELETE FROM catalogue_holding WHERE record_id > %s AND record_id <= %s"
COPY = (
    "COPY catalogue_holding (record_id, position, institution, institution_name, collection, call_number, call_number_key, ascribed, shown)"
    " FROM STDIN"
)
RCR = re.compile(r"FR-((?:\d{2}|2[AB])\d{7})")


def fill(apps, schema_editor):
    """Batch by batch; what an interrupted run wrote of a batch is written anew."""
    connection = schema_editor.connection
    keepers = dict(_keepers(connection))
    last = 0
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(RECORDS, [last, BATCH])
            records = cursor.fetchall()
            if not records:
                return
            cursor.execute(CLEAR, [last, records[-1][0]])
            with cursor.copy(COPY) as copy:
                for record in records:
                    for row in _rows(*record, keepers=keepers):
                        copy.write_row(row)
            last = records[-1][0]


def _keepers(connection):
    """The code of each source's institution: RCR or ISIL."""
    with connection.cursor() as cursor:
        cursor.execute(KEEPERS)
        for source_id, text in cursor.fetchall():
            institution = json.loads(text)
            isil = institution.get("isil") or ""
            library = RCR.fullmatch(isil)
            yield source_id, institution.get("rcr") or (library[1] if library else isil)


def _rows(record_id, source_id, shown, text, *, keepers):
    keeper = keepers.get(source_id, "")
    holdings = json.loads(text) if text else []
    if not holdings and keeper:
        yield record_id, 0, keeper, "", "", "", "", True, shown
    for position, holding in enumerate(holdings, start=1):
        code, name, call_number = (holding.get(key, "") for key in ("institution", "institution_name", "call_number"))
        ascribed = not (code or name)
        place = (holding.get("collection", ""), call_number, sorting_key(call_number))
        yield record_id, position, keeper if ascribed else code, name, *place, ascribed, shown


class Migration(migrations.Migration):
    """Not in one transaction: a full database is read for minutes, and nothing is held meanwhile."""

    atomic = False
    dependencies = [("catalogue", "0013_holding")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

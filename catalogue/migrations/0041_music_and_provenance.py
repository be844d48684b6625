"""Scores, recordings and maps are compared by more than before, and notes of provenance name owners: records of before are looked at again."""

from django.db import migrations

MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(id ORDER BY id)
    FROM (
        SELECT id, (row_number() OVER (ORDER BY id) - 1) / 200 AS page FROM catalogue_record
        WHERE state = 'active' AND (description ->> 'material' IN ('score', 'sound', 'video', 'map')
                                    OR description ->> 'document_type' IN ('score', 'map')
                                    OR description @? '$.holdings[*].notes[*] ? (@.kind == "provenance")'
                                    OR description @? '$.notes[*] ? (@.kind == "provenance")')
    ) AS paged
    GROUP BY page ORDER BY page
"""


class Migration(migrations.Migration):
    """The descriptions are read once to find whom to mark: half a minute for a million."""

    dependencies = [("catalogue", "0040_arks_of_articles")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]

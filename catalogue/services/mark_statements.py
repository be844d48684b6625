"""The statements on marks: arrays of numbers in, arrays of numbers out; ``services.marks`` and ``services.holdings`` alone run them."""

from __future__ import annotations

MOST_IN_A_MARK = 200  # 1.6 kB: a mark of that many is not moved out of its row
MARKS_LOOKED_AT = 1000

MARK = f"""
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT consumer, %s, numbers[first : first + {MOST_IN_A_MARK - 1}]
    FROM unnest(%s::text[]) AS consumer, (SELECT %s::bigint[] AS numbers) AS given,
         generate_series(1, cardinality(numbers), {MOST_IN_A_MARK}) AS first
    ORDER BY consumer, first
"""  # noqa: S608 - numbers of ours
SUPERSEDE = "DELETE FROM catalogue_mark WHERE consumer = %s AND kind = %s"
_MARK_PAGES = f"""
    , paged AS (SELECT record_id, (row_number() OVER (ORDER BY record_id) - 1) / {MOST_IN_A_MARK} AS page FROM held)
    , marked AS (
        INSERT INTO catalogue_mark (consumer, kind, ids)
        SELECT consumer, %(kind)s, array_agg(record_id ORDER BY record_id)
        FROM unnest(%(consumers)s::text[]) AS consumer, paged GROUP BY consumer, page ORDER BY consumer, page
    )
    SELECT count(*) FROM held
"""  # noqa: S608 - numbers of ours
HELD_BY = f"""
    WITH held AS (SELECT DISTINCT record_id FROM catalogue_holding WHERE institution = %(code)s AND shown AND institution <> '')
    {_MARK_PAGES}
"""  # noqa: S608 - a statement of ours
KEPT_BY = f"""
    WITH held AS (SELECT page_id AS record_id FROM catalogue_publishedfonds WHERE keeper = ANY(ARRAY[%(code)s, 'FR-' || %(code)s]))
    {_MARK_PAGES}
"""  # noqa: S608 - a statement of ours
INVENTORIED_BY = f"""
    WITH held AS (
        SELECT component.id AS record_id FROM catalogue_component AS component
        JOIN catalogue_findingaid AS aid ON aid.id = component.finding_aid_id
        WHERE aid.institution = %(code)s AND aid.institution <> '' AND NOT component.gone
    )
    {_MARK_PAGES}
"""  # noqa: S608 - a statement of ours
SENT_BY = f"""
    WITH held AS (
        SELECT DISTINCT record_id FROM catalogue_record AS record JOIN catalogue_holding AS holding ON holding.record_id = record.id
        WHERE record.source_id = %(source)s AND holding.ascribed AND holding.shown
    )
    {_MARK_PAGES}
"""  # noqa: S608 - a statement of ours
TO_DRAIN = f"""
    SELECT id, kind, ids
    FROM (SELECT id, kind, ids, sum(cardinality(ids)) OVER (ORDER BY id) - cardinality(ids) AS before
          FROM (SELECT id, kind, ids FROM catalogue_mark WHERE consumer = %s AND kind = ANY(%s) ORDER BY id LIMIT {MARKS_LOOKED_AT})
              AS oldest) AS counted
    WHERE before < %s
    ORDER BY id
"""  # noqa: S608 - numbers of ours
DRAINED = "DELETE FROM catalogue_mark WHERE id = ANY(%s)"
BACK_OF_THE_QUEUE = """
    WITH refused AS (DELETE FROM catalogue_mark WHERE id = ANY(%s) RETURNING consumer, kind, ids, at)
    INSERT INTO catalogue_mark (consumer, kind, ids, at)
    SELECT consumer, kind, ARRAY[number], min(at) FROM refused, unnest(ids) AS number WHERE number = ANY(%s::bigint[])
    GROUP BY consumer, kind, number
"""
LAGS = """
    SELECT consumer, sum(cardinality(ids)), extract(epoch FROM now() - min(at))
    FROM catalogue_mark WHERE consumer = ANY(%s) GROUP BY consumer
"""
FORGET = "DELETE FROM catalogue_mark WHERE consumer = ANY(%s)"

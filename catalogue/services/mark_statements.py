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
HELD_BY = """
    SELECT record.id
    FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id
    LEFT JOIN catalogue_institution AS institution ON institution.page_ptr_id = source.institution_id
    WHERE record.state = 'active'
      AND (institution.isil = %s
           OR record.description @> jsonb_build_object('holdings', jsonb_build_array(jsonb_build_object('institution', %s::text))))
"""
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

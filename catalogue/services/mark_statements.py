"""The statements on index marks: arrays of records in, arrays of records out; ``services.indexing`` alone runs them."""

from __future__ import annotations

MOST_IN_A_MARK = 200  # 1.6 kB: a mark of that many is not moved out of its row
MARKS_LOOKED_AT = 1000

MARK = f"""
    INSERT INTO catalogue_indexmark (engine, record_ids)
    SELECT engine, ids[first : first + {MOST_IN_A_MARK - 1}]
    FROM unnest(%s::text[]) AS engine, (SELECT %s::bigint[] AS ids) AS given,
         generate_series(1, cardinality(ids), {MOST_IN_A_MARK}) AS first
    ORDER BY engine, first
"""  # noqa: S608 - numbers of ours
MARK_ALL = f"""
    WITH superseded AS (DELETE FROM catalogue_indexmark WHERE engine = %s)
    INSERT INTO catalogue_indexmark (engine, record_ids)
    SELECT %s, array_agg(id ORDER BY id)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / {MOST_IN_A_MARK} AS page
          FROM catalogue_record WHERE state = 'active') AS paged
    GROUP BY page ORDER BY page
"""  # noqa: S608 - numbers of ours
HELD_BY = """
    SELECT record.id
    FROM catalogue_record AS record
    JOIN catalogue_source AS source ON source.id = record.source_id
    LEFT JOIN catalogue_institution AS institution ON institution.page_ptr_id = source.institution_id
    WHERE record.state = 'active'
      AND (institution.rcr = %s
           OR record.description @> jsonb_build_object('holdings', jsonb_build_array(jsonb_build_object('institution', %s::text))))
"""
TO_DRAIN = f"""
    SELECT id, record_ids
    FROM (SELECT id, record_ids, sum(cardinality(record_ids)) OVER (ORDER BY id) - cardinality(record_ids) AS before
          FROM (SELECT id, record_ids FROM catalogue_indexmark WHERE engine = %s ORDER BY id LIMIT {MARKS_LOOKED_AT}) AS oldest) AS counted
    WHERE before < %s
    ORDER BY id
"""  # noqa: S608 - numbers of ours
DRAINED = "DELETE FROM catalogue_indexmark WHERE id = ANY(%s)"
BACK_OF_THE_QUEUE = """
    WITH refused AS (DELETE FROM catalogue_indexmark WHERE id = ANY(%s) RETURNING engine, record_ids, at)
    INSERT INTO catalogue_indexmark (engine, record_ids, at)
    SELECT engine, ARRAY[record_id], min(at) FROM refused, unnest(record_ids) AS record_id WHERE record_id = ANY(%s::bigint[])
    GROUP BY engine, record_id
"""
LAGS = """
    SELECT engine, sum(cardinality(record_ids)), extract(epoch FROM now() - min(at))
    FROM catalogue_indexmark WHERE engine = ANY(%s) GROUP BY engine
"""
FORGET = "DELETE FROM catalogue_indexmark WHERE engine = ANY(%s)"

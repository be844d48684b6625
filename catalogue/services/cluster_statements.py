"""The statements on groups: arrays of numbers in, rows out; ``services.clustering`` and ``services.components`` alone run them."""

from __future__ import annotations

STORED = "SELECT record_id, traits FROM catalogue_clustermember WHERE record_id = ANY(%s::bigint[])"
SHOWN = "SELECT id, description::text FROM catalogue_record WHERE id = ANY(%s) AND state = 'active'"
CLUSTERS = "SELECT record_id, cluster FROM catalogue_clustermember WHERE record_id = ANY(%s)"
MATES_OF_EACH = """
    SELECT mine.record_id, array_agg(mate.record_id) FROM catalogue_clustermember AS mine
    JOIN catalogue_clustermember AS mate ON mate.cluster = mine.cluster WHERE mine.record_id = ANY(%s) GROUP BY mine.record_id
"""
# Two looks in two indexes: "or" makes PostgreSQL read the table where much is asked.
FORGET_PAIRS = """
    WITH touching AS (
        SELECT one, other FROM catalogue_judgedpair WHERE one = ANY(%(ids)s) UNION
        SELECT one, other FROM catalogue_judgedpair WHERE other = ANY(%(ids)s)
    )
    DELETE FROM catalogue_judgedpair AS pair USING touching WHERE pair.one = touching.one AND pair.other = touching.other
    RETURNING pair.one, pair.other
"""
PAIRS_AMONG = "SELECT one, other FROM catalogue_judgedpair WHERE one = ANY(%(ids)s) AND other = ANY(%(ids)s)"
DROP = "DELETE FROM catalogue_clustermember WHERE record_id = ANY(%s)"
STORE = """
    INSERT INTO catalogue_clustermember AS known (record_id, cluster, traits, keys, year, pages, prelims)
    SELECT record_id, record_id, traits, keys::bigint[], year, pages, prelims
    FROM unnest(%s::bigint[], %s::bytea[], %s::text[], %s::int[], %s::int[], %s::int[])
        AS given (record_id, traits, keys, year, pages, prelims)
    ON CONFLICT (record_id) DO UPDATE SET traits = excluded.traits, keys = excluded.keys,
        year = excluded.year, pages = excluded.pages, prelims = excluded.prelims
    WHERE known.traits <> excluded.traits OR known.keys <> excluded.keys OR known.year IS DISTINCT FROM excluded.year
"""
GLANCES = "SELECT record_id, year, pages, prelims FROM catalogue_clustermember WHERE record_id = ANY(%s::bigint[]) AND year IS NOT NULL"
STORE_PAIRS = """
    INSERT INTO catalogue_judgedpair (one, other, band, points, judgement)
    SELECT one, other, band, points, judgement::jsonb
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::smallint[], %s::text[]) AS given (one, other, band, points, judgement)
"""
MOVE = """
    UPDATE catalogue_clustermember AS member SET cluster = given.cluster
    FROM unnest(%s::bigint[], %s::bigint[]) AS given (record_id, cluster)
    WHERE member.record_id = given.record_id AND member.cluster <> given.cluster
    RETURNING member.record_id
"""
# The moment of the statement: by then the transaction is known to be writing, and what lists are bounded by (``disseminated.horizon``)
# does not pass it.
TELL_EDITIONS = """
    INSERT INTO catalogue_edition AS known (record_id, changed_at, told_at, shown, successor)
    SELECT given.number, said.moment, said.moment, coalesce(member.cluster = given.number, false), nullif(member.cluster, given.number)
    FROM unnest(%s::bigint[]) AS given (number) CROSS JOIN (SELECT clock_timestamp() AS moment) AS said
    LEFT JOIN catalogue_clustermember AS member ON member.record_id = given.number
    LEFT JOIN catalogue_edition AS told ON told.record_id = given.number
    WHERE member.cluster = given.number OR told.shown
    ON CONFLICT (record_id) DO UPDATE
    SET changed_at = excluded.changed_at, shown = excluded.shown, successor = excluded.successor
"""
JOINED = """
    SELECT one, other, points FROM catalogue_judgedpair WHERE band = 'same' AND one = ANY(%(ids)s) UNION
    SELECT one, other, points FROM catalogue_judgedpair WHERE band = 'same' AND other = ANY(%(ids)s)
"""
NAMES = """
    SELECT record.id, source.slug || ' ' || record.identifier
    FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id
    JOIN catalogue_clustermember AS member ON member.record_id = record.id
    WHERE record.id = ANY(%(ids)s)
"""
NAMED = """
    SELECT record.id, given.name FROM unnest(%(names)s::text[]) AS given (name)
    JOIN catalogue_source AS source ON source.slug = split_part(given.name, ' ', 1)
    JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = substr(given.name, length(source.slug) + 2)
    JOIN catalogue_clustermember AS member ON member.record_id = record.id
"""
DECIDED = """
    SELECT id, one, other, verdict FROM catalogue_matchdecision WHERE one = ANY(%(names)s) UNION
    SELECT id, one, other, verdict FROM catalogue_matchdecision WHERE other = ANY(%(names)s)
"""
EVERYTHING = """
    SELECT id FROM catalogue_record WHERE id > %(after)s AND state = 'active' UNION
    SELECT record_id FROM catalogue_clustermember WHERE record_id > %(after)s
    ORDER BY 1 LIMIT %(limit)s
"""

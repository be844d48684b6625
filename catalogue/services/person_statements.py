"""The statements on forms of names: arrays in, rows out; ``services.persons`` alone runs them."""

from __future__ import annotations

COUNT = """
    WITH counted AS (
        SELECT form_id, count(*) AS records,
               min(year) FILTER (WHERE made) AS made_from, max(year) FILTER (WHERE made) AS made_to,
               min(year) FILTER (WHERE wrote) AS wrote_from, max(year) FILTER (WHERE wrote) AS wrote_to
        FROM catalogue_mention CROSS JOIN LATERAL (SELECT
            roles && %(makers)s::varchar[] AS made,
            NOT roles && %(makers)s::varchar[] AND (roles = '{}' OR NOT roles <@ %(owners)s::varchar[]) AS wrote) AS did
        WHERE form_id = ANY(%(ids)s) GROUP BY form_id
    ), done AS (
        SELECT form_id, array_agg(DISTINCT role ORDER BY role) AS roles
        FROM catalogue_mention CROSS JOIN LATERAL unnest(roles) AS role WHERE form_id = ANY(%(ids)s) GROUP BY form_id
    )
    UPDATE catalogue_nameform AS form SET records = coalesce(counted.records, 0), roles = coalesce(done.roles, '{}'),
        made_from = counted.made_from, made_to = counted.made_to, wrote_from = counted.wrote_from, wrote_to = counted.wrote_to
    FROM unnest(%(ids)s::bigint[]) AS given (id) LEFT JOIN counted ON counted.form_id = given.id LEFT JOIN done ON done.form_id = given.id
    WHERE form.id = given.id AND (form.records, form.roles, form.made_from, form.made_to, form.wrote_from, form.wrote_to)
        IS DISTINCT FROM (coalesce(counted.records, 0), coalesce(done.roles, '{}'), counted.made_from, counted.made_to, counted.wrote_from,
                          counted.wrote_to)
"""
"""What records say of the bearers of some forms."""
FACTS = """
    SELECT form.id, form.name, form.kind, form.dates, form.qualifier, form.roles, form.made_from, form.made_to, form.wrote_from,
           form.wrote_to, form.records, form.judged,
           ARRAY(SELECT authority FROM catalogue_personname AS named WHERE named.heading = form.heading)
    FROM catalogue_nameform AS form WHERE form.id = ANY(%(ids)s)
"""
JUDGED = """
    UPDATE catalogue_nameform AS form SET judged = given.judged
    FROM unnest(%(ids)s::bigint[], %(judged)s::text[]) AS given (id, judged) WHERE form.id = given.id
"""
MATES = """
    SELECT form.id, form.person FROM catalogue_nameform AS form
    WHERE form.records > 0 AND form.person IN (SELECT person FROM catalogue_nameform WHERE id = ANY(%(ids)s))
"""
HOLDERS = """
    SELECT wanted, ARRAY(
        SELECT id FROM catalogue_nameform WHERE keys @> ARRAY[wanted] AND records > 0 LIMIT %(most)s)
    FROM unnest(%(keys)s::text[]) AS wanted
"""
FORGET = """
    WITH touching AS (
        SELECT one, other FROM catalogue_judgedname WHERE one = ANY(%(ids)s) UNION
        SELECT one, other FROM catalogue_judgedname WHERE other = ANY(%(ids)s)
    )
    DELETE FROM catalogue_judgedname AS pair USING touching WHERE pair.one = touching.one AND pair.other = touching.other
"""
STORE = """
    INSERT INTO catalogue_judgedname (one, other, points, judgement)
    SELECT one, other, points, judgement::jsonb
    FROM unnest(%(ones)s::bigint[], %(others)s::bigint[], %(points)s::smallint[], %(judgements)s::text[])
        AS given (one, other, points, judgement)
"""
# Each form is one of those shown under the same, itself among them.
SEEDS = """
    SELECT heading FROM catalogue_nameform WHERE person IN (SELECT person FROM catalogue_nameform WHERE id = ANY(%(ids)s))
"""
# A heading with two numbers of one agency is that of two persons.
NUMBERS = """
    SELECT heading, authority, bool_or(several) OVER (PARTITION BY heading) FROM (
        SELECT heading, authority, count(*) OVER (PARTITION BY heading, split_part(authority, ':', 1)) > 1 AS several
        FROM catalogue_personname WHERE heading = ANY(%(headings)s)) AS told
"""
BEARERS = """
    SELECT heading FROM catalogue_personname WHERE authority IN (
        SELECT authority FROM catalogue_personname WHERE authority = ANY(%(numbers)s) GROUP BY authority HAVING count(*) <= %(most)s)
"""
DECIDED = """
    SELECT id, one, other, verdict FROM catalogue_namedecision WHERE one = ANY(%(headings)s) UNION
    SELECT id, one, other, verdict FROM catalogue_namedecision WHERE other = ANY(%(headings)s)
"""
UNJUDGED = "UPDATE catalogue_nameform SET judged = '' WHERE judged <> ''"
READ = """
    SELECT id FROM catalogue_record WHERE id > %(after)s AND state = 'active' UNION
    SELECT record_id FROM catalogue_mention WHERE record_id > %(after)s UNION
    SELECT record_id FROM catalogue_ownedcopy WHERE record_id > %(after)s
    ORDER BY 1 LIMIT %(limit)s
"""
"""The records whose names are to be read, and those of which any were."""
EVERYTHING = "SELECT id FROM catalogue_nameform WHERE id > %(after)s ORDER BY id LIMIT %(limit)s"
KNOWN = "SELECT heading FROM catalogue_nameform WHERE heading = ANY(%(headings)s)"
MATES_OF = "SELECT id FROM catalogue_nameform WHERE heading = ANY(%(headings)s)"
MOVE = """
    UPDATE catalogue_nameform AS form SET person = given.person
    FROM unnest(%(headings)s::text[], %(persons)s::text[]) AS given (heading, person)
    WHERE form.heading = given.heading AND form.person <> given.person
    RETURNING form.id
"""
RECORDS = "SELECT DISTINCT record_id FROM catalogue_mention WHERE form_id = ANY(%(ids)s)"

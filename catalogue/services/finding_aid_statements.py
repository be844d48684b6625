"""The statements that store a finding aid: a table of the session takes its components, one statement merges them."""

COLUMNS = (
    "key", "first", "last", "parent", "depth", "level", "title", "call_number", "dates", "digital_objects", "internal", "digest", "unit",
)  # fmt: skip
TYPES = ("text", "int4", "int4", "int4", "int2", "text", "text", "text", "text", "int4", "bool", "bytea", "jsonb")

_LIST = ", ".join(COLUMNS)
_SET = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
_OLD = ", ".join(f"known.{name}" for name in COLUMNS[1:-1])
_NEW = ", ".join(f"excluded.{name}" for name in COLUMNS[1:-1])

STAGE = """
    CREATE TEMPORARY TABLE IF NOT EXISTS staged_component (
        key text, first int4, last int4, parent int4, depth int2, level text, title text, call_number text, dates text,
        digital_objects int4, internal bool, digest bytea, unit jsonb
    ) ON COMMIT DROP
"""
COPY = f"COPY staged_component ({_LIST}) FROM STDIN (FORMAT BINARY)"
EMPTY = "TRUNCATE staged_component"
# What stays as it was is not written. The arrays: keys that are new, keys that changed or came back, keys of what is gone with its title,
# "" where it was meant for staff; the numbers of all of these.
MERGE = f"""
    WITH known AS (
        SELECT key, gone FROM catalogue_component WHERE finding_aid_id = %(aid)s
    ), written AS (
        INSERT INTO catalogue_component AS known (finding_aid_id, {_LIST}, gone)
        SELECT %(aid)s, {_LIST}, false FROM staged_component ORDER BY first
        ON CONFLICT (finding_aid_id, key) DO UPDATE SET {_SET}, gone = false
        WHERE known.gone OR ({_OLD}) IS DISTINCT FROM ({_NEW})
        RETURNING key, id
    ), left_out AS (
        UPDATE catalogue_component AS component SET gone = true
        WHERE finding_aid_id = %(aid)s AND NOT gone AND NOT EXISTS (SELECT FROM staged_component AS staged WHERE staged.key = component.key)
        RETURNING key, CASE WHEN internal THEN '' ELSE title END AS title, id
    ), told AS (
        SELECT key, id, EXISTS (SELECT FROM known WHERE known.key = written.key) AS was_there FROM written
    )
    SELECT coalesce((SELECT array_agg(key) FROM told WHERE NOT was_there), '{{}}'),
           coalesce((SELECT array_agg(key) FROM told WHERE was_there), '{{}}'),
           coalesce((SELECT array_agg(ARRAY[key, title]) FROM left_out), '{{}}'),
           coalesce((SELECT array_agg(id ORDER BY id) FROM (SELECT id FROM told UNION ALL SELECT id FROM left_out) AS touched), '{{}}')
"""  # noqa: S608 - names of columns
# What lies in a component tells the way down to it: where its title changed, what is below is told otherwise.
SHOWN = "SELECT id FROM catalogue_component WHERE finding_aid_id = %s AND NOT gone ORDER BY id"

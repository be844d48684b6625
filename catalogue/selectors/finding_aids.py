"""Finding aids as readers walk them: a component by its ark, the way down to it, what stands beside it and below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db import connection

from catalogue.core.component_arks import identifier_of, parts_of
from catalogue.core.keys import Kind
from catalogue.formats.ead.model import Header, Note, Unit
from catalogue.formats.ead.staff import for_readers
from catalogue.models import Ark

PAGE: Final = 50  # components of a list
BESIDE: Final = 4  # shown before a component, and as many after it
MOST_REFERENCES: Final = 60
LARGEST_PLACE: Final = 2**31 - 1

_COMPONENT = int(Kind.COMPONENT)
# What ``core.component_arks`` escapes, read back: what stands before the first "#" is the finding aid, what follows it the key.
_OF_AN_ARK = f"""
    WITH named AS (
        SELECT name, namespace, split_part(identifier, '#', 1) AS aid, identifier
        FROM catalogue_ark WHERE name = %(ark)s AND kind = {_COMPONENT} AND replaced_by_id IS NULL
    )
    SELECT named.name, component.first, component.last, component.level, component.title, component.call_number, component.dates,
           component.digital_objects, component.parent, component.key, component.unit::text,
           aid.id, aid.namespace, aid.eadid, aid.institution, aid.title, aid.components, aid.digital_objects, aid.header::text,
           aid.updated_at
    FROM named
    JOIN catalogue_findingaid AS aid
        ON aid.namespace = named.namespace AND aid.eadid = replace(replace(named.aid, '%%23', '#'), '%%25', '%%')
    JOIN catalogue_component AS component
        ON component.finding_aid_id = aid.id AND component.key = substr(named.identifier, length(named.aid) + 2)
    WHERE NOT component.gone AND NOT component.internal AND NOT aid.hidden
"""  # noqa: S608 - a number of ours
_ARK = f"""coalesce((SELECT name FROM catalogue_ark WHERE kind = {_COMPONENT} AND namespace = %(namespace)s
    AND identifier = %(identifier)s || CASE WHEN component.key = '' THEN '' ELSE '#' || component.key END), '')"""  # noqa: S608
_COLUMNS = ("first", "last", "level", "title", "call_number", "dates", "digital_objects")
_LINE = ", ".join((_ARK, *(f"component.{name}" for name in _COLUMNS)))
_SHOWN = "component.finding_aid_id = %(aid)s AND NOT component.gone AND NOT component.internal"
_RULES = """jsonb_path_query_array(unit, '$.notes[*] ? (@.kind == "accessrestrict" || @.kind == "userestrict")')::text"""
_AROUND = f"""
    WITH RECURSIVE above AS (
        SELECT * FROM catalogue_component AS component WHERE {_SHOWN} AND component.first = %(parent)s
        UNION ALL
        SELECT component.* FROM above JOIN catalogue_component AS component ON component.first = above.parent WHERE {_SHOWN}
    ), beside AS (
        (SELECT * FROM catalogue_component AS component WHERE {_SHOWN} AND component.parent = %(parent)s AND component.first < %(first)s
         ORDER BY component.first DESC LIMIT {BESIDE})
        UNION ALL
        (SELECT * FROM catalogue_component AS component WHERE {_SHOWN} AND component.parent = %(parent)s AND component.first > %(first)s
         ORDER BY component.first LIMIT {BESIDE})
    )
    SELECT {_LINE}, true, {_RULES} FROM above AS component UNION ALL SELECT {_LINE}, false, '[]' FROM beside AS component ORDER BY 2
"""  # noqa: S608 - statements of ours
_AFTER = f"""
    SELECT {_LINE} FROM catalogue_component AS component
    WHERE {_SHOWN} AND component.parent = %(parent)s AND component.first > %(place)s ORDER BY component.first LIMIT {PAGE + 1}
"""  # noqa: S608 - statements of ours
_BEFORE = f"""
    SELECT {_LINE} FROM catalogue_component AS component
    WHERE {_SHOWN} AND component.parent = %(parent)s AND component.first < %(place)s ORDER BY component.first DESC LIMIT {PAGE + 1}
"""  # noqa: S608 - statements of ours
_TARGETS = (
    f"SELECT identifier, name FROM catalogue_ark WHERE kind = {_COMPONENT} AND namespace = %s AND identifier = ANY(%s) AND state = 'active'"  # noqa: S608
)
_WHOLE = f"""
    SELECT ark.name, aid.title FROM catalogue_ark AS ark JOIN catalogue_findingaid AS aid USING (namespace)
    WHERE ark.kind = {_COMPONENT} AND namespace = %(namespace)s AND ark.identifier = %(identifier)s AND ark.state = 'active'
    AND aid.eadid = %(eadid)s AND NOT aid.hidden
"""  # noqa: S608 - a number of ours
_TITLES = f"""
    SELECT ark.name, aid.title FROM catalogue_ark AS ark JOIN catalogue_findingaid AS aid
    ON aid.namespace = ark.namespace AND aid.eadid = replace(replace(ark.identifier, '%%23', '#'), '%%25', '%%')
    WHERE ark.kind = {_COMPONENT} AND ark.name = ANY(%s) AND position('#' IN ark.identifier) = 0 AND NOT aid.hidden
"""  # noqa: S608 - a number of ours

_unit = msgspec.json.Decoder(Unit)
_header = msgspec.json.Decoder(Header)
_notes = msgspec.json.Decoder(tuple[Note, ...])


@dataclass(frozen=True, slots=True)
class Line:
    """A component as a list names it. ``level`` is a word of EAD, or the file's own; ``first`` is its place in the order of the file."""

    ark: str
    first: int
    last: int
    level: str
    title: str
    call_number: str
    dates: str
    digital_objects: int

    @property
    def below(self) -> int:
        """How many components lie in it, at any depth."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Aid:
    """The finding aid that a component belongs to; ``institution`` is the code of who keeps what it describes, "" where it is not said."""

    id: int
    namespace: str
    eadid: str
    institution: str
    title: str
    components: int
    digital_objects: int
    header: Header
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ShownComponent:
    """A component, or the whole of a finding aid (``parent`` is then -1), as its page shows it."""

    line: Line
    parent: int
    key: str
    unit: Unit
    aid: Aid

    @property
    def is_whole(self) -> bool:
        """Whether this is the finding aid itself."""
        return self.parent < 0


@dataclass(frozen=True, slots=True)
class Around:
    """``path``: from the whole down to the parent. ``before`` and ``after``: those of the same parent that are nearest, in order.
    ``rules``: what is said above of access and of reproduction, which holds here too (ISAD(G): not repeated), the nearest last.
    """

    path: tuple[Line, ...] = ()
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    rules: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Children:
    """A page of what lies directly in a component; ``previous`` and ``next`` are the places to go on from, None where there is no more."""

    lines: tuple[Line, ...] = ()
    previous: int | None = None
    next: int | None = None


def by_ark(name: str) -> ShownComponent | None:
    """The component of an ark ("NAAN/name"); None where it names none that is shown, or another replaces it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_AN_ARK, {"ark": name})
        row = cursor.fetchone()
    if row is None:
        return None
    parent, key, unit = row[8:11]
    number, namespace, eadid, institution, title, components, digital_objects, header, updated_at = row[11:]
    aid = Aid(number, namespace, eadid, institution, title, components, digital_objects, _header.decode(header), updated_at)
    return ShownComponent(Line(*row[:8]), parent, key, for_readers(_unit.decode(unit)), aid)


def around(found: ShownComponent) -> Around:
    """The way down to a component and its neighbours; one statement, whatever the depth; none for a whole."""
    if found.is_whole:
        return Around()
    rows = [(Line(*row[:8]), *row[8:]) for row in _rows(_AROUND, found.aid, parent=found.parent, first=found.line.first)]
    beside = [line for line, is_above, _ in rows if not is_above]
    return Around(
        path=tuple(line for line, is_above, _ in rows if is_above),
        before=tuple(line for line in beside if line.first < found.line.first),
        after=tuple(line for line in beside if line.first > found.line.first),
        rules=tuple(note for _, _, rules in rows for note in _notes.decode(rules)),
    )


def children(found: ShownComponent, *, after: int | None = None, before: int | None = None) -> Children:
    """A page of what lies in a component, after or before a place, else the first; one statement, none where nothing lies in it."""
    if not found.line.below:
        return Children()
    parent = found.line.first
    if before is not None:
        rows = _rows(_BEFORE, found.aid, parent=parent, place=before)
        lines = tuple(Line(*row) for row in reversed(rows[:PAGE]))
        return Children(lines, lines[0].first if len(rows) > PAGE else None, lines[-1].first if lines else None)
    rows = _rows(_AFTER, found.aid, parent=parent, place=parent if after is None else after)
    lines = tuple(Line(*row) for row in rows[:PAGE])
    begun = after is not None and after > parent
    return Children(lines, lines[0].first if begun and lines else None, lines[-1].first if len(rows) > PAGE else None)


def targets(aid: Aid, keys: Iterable[str]) -> dict[str, str]:
    """The arks of the components of these keys that are shown, by key; one statement, none for none."""
    wanted = {identifier_of(aid.eadid, key): key for key in list(dict.fromkeys(keys))[:MOST_REFERENCES] if key}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TARGETS, [aid.namespace, list(wanted)])
        return {wanted[identifier]: name for identifier, name in cursor.fetchall()}


def finding_aid_of(ark: Ark) -> tuple[str, str]:
    """The ark and the title of the finding aid in which a component was that is gone; "" and "" where it is gone too. One statement."""
    eadid, key = parts_of(ark.identifier)
    if not key:
        return "", ""
    with connection.cursor() as cursor:
        cursor.execute(_WHOLE, {"namespace": ark.namespace, "identifier": identifier_of(eadid, ""), "eadid": eadid})
        return cursor.fetchone() or ("", "")


def titles(names: Sequence[str]) -> dict[str, str]:
    """The titles of the finding aids of these arks, without their authority, by it; one statement, none for none."""
    wanted = list(names)[:MOST_REFERENCES]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [[f"{settings.ARK_NAAN}/{name}" for name in wanted]])
        return {name.partition("/")[2]: title for name, title in cursor.fetchall()}


def _rows(statement: str, aid: Aid, **values: int) -> Sequence[Any]:
    asked: Mapping[str, Any] = {"aid": aid.id, "namespace": aid.namespace, "identifier": identifier_of(aid.eadid, ""), **values}
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()

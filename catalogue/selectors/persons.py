"""Persons and bodies: the forms of a name that are one person's, and the copies that somebody once owned, wherever they are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalogue.core.isil import code_of
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.rules.owners import rank_of
from catalogue.models import Record
from catalogue.selectors.statements import rows

PERSON = "person"
_ROUNDS = 6  # from a form to the numbers that it has, from these to other forms: more is nobody's name
# A form that several persons bear (two numbers of one agency) joins nothing.
_FORMS = """
    SELECT heading, authority, label, heading IN (
        SELECT heading FROM catalogue_personname
        WHERE heading IN (SELECT heading FROM catalogue_personname WHERE authority = ANY(%(numbers)s))
        GROUP BY heading, split_part(authority, ':', 1) HAVING count(*) > 1
        UNION ALL
        SELECT heading FROM catalogue_personname WHERE heading = ANY(%(headings)s)
        GROUP BY heading, split_part(authority, ':', 1) HAVING count(*) > 1)
    FROM catalogue_personname WHERE heading = ANY(%(headings)s) OR authority = ANY(%(numbers)s)
"""
_NAMED = f"SELECT identifier FROM catalogue_ark WHERE kind = {int(Kind.PERSON)} AND name = %(name)s AND replaced_by_id IS NULL"  # noqa: S608 - a number of ours
_ARKS = (
    f"SELECT identifier, name FROM catalogue_ark WHERE kind = {int(Kind.PERSON)} AND namespace = '{PERSON}' AND identifier = ANY(%(keys)s)"  # noqa: S608 - a number and a word of ours
)
# Two records of one edition that give one call number of one library speak of one copy; of several works bound together each is one.
_MINE = f"""
    WITH mine AS (
        SELECT DISTINCT ON (copy.place, copy.name) owned.record_id, owned.position, owned.year, owned.label, owned.kind, copy.place,
               coalesce(held.institution_name, '') AS house, coalesce(held.call_number, '') AS call_number
        FROM catalogue_ownedcopy AS owned
        JOIN catalogue_record AS record ON record.id = owned.record_id AND record.state = '{Record.State.ACTIVE.value}'
        JOIN catalogue_source AS source ON source.id = record.source_id
        JOIN catalogue_institution AS keeper ON keeper.page_ptr_id = source.institution_id
        LEFT JOIN catalogue_clustermember AS member ON member.record_id = owned.record_id
        LEFT JOIN catalogue_holding AS held ON held.record_id = owned.record_id AND held.position = owned.position
        CROSS JOIN LATERAL (SELECT
            coalesce(nullif(held.institution, ''), nullif(held.institution_name, ''), keeper.isil) AS place,
            coalesce(member.cluster, owned.record_id) || ' '
                || coalesce(nullif(held.call_number_key, ''), owned.record_id || '/' || owned.position) AS name) AS copy
        WHERE owned.heading = ANY(%(headings)s) AND (owned.authority = '' OR owned.authority = ANY(%(numbers)s))
        ORDER BY copy.place, copy.name, owned.record_id, owned.rank)
"""  # noqa: S608 - a word of ours
_COUNTED = f"{_MINE} SELECT place, max(house), count(*) FROM mine GROUP BY place ORDER BY 3 DESC, 1"  # noqa: S608 - conditions of ours
_YEARS = f"{_MINE} SELECT year / 10 * 10, count(*) FROM mine WHERE year IS NOT NULL GROUP BY 1 ORDER BY 1"  # noqa: S608 - conditions of ours
_SAID = f"{_MINE} SELECT label, kind, count(*) FROM mine GROUP BY 1, 2 ORDER BY 3 DESC, 1"  # noqa: S608 - conditions of ours
_COPIES = f"""{_MINE}
    SELECT record_id, position, place, house, call_number FROM mine
    ORDER BY year NULLS LAST, record_id, position LIMIT %(size)s OFFSET %(first)s
"""  # noqa: S608 - conditions of ours
_SHOWN = f"""
    SELECT name FROM catalogue_ark AS ark WHERE kind = {int(Kind.PERSON)} AND namespace = '{PERSON}' AND replaced_by_id IS NULL
      AND EXISTS (SELECT FROM catalogue_ownedcopy AS owned WHERE coalesce(nullif(owned.authority, ''), owned.heading) = ark.identifier)
    ORDER BY name LIMIT %(most)s
"""  # noqa: S608 - a number and a word of ours


class Person(NamedTuple):
    """One person, family or body: ``key`` is what the ark is given to, the number of the first agency or else the heading; ``headings``,
    every form of the name, that of the page first; ``numbers``, those of agencies; ``labels``: the forms as written; ``ark``: "" where
    none was minted.
    """

    key: str
    headings: tuple[str, ...]
    numbers: tuple[str, ...]
    labels: tuple[str, ...]
    ark: str = ""


class OwnedHere(NamedTuple):
    """Copies of an institution (RCR or ISIL), which a source names so."""

    institution: str
    name: str
    copies: int


class Owned(NamedTuple):
    """A copy: of which record, the which of its copies (0: nobody says), where it is, under which call number."""

    key: DocumentKey
    position: int
    institution: str
    institution_name: str
    call_number: str


def of_heading(heading: str) -> Person:
    """Who is named so, under every form of the name; two statements for most."""
    return _person({heading}, set())


def by_ark(name: str) -> Person | None:
    """Whom an ark names; None where it names none, or whose copies are all gone."""
    found = rows(_NAMED, name=name)
    if not found:
        return None
    key = str(found[0][0])
    person = _person(set(), {key}) if ":" in key else of_heading(key)
    written = said(person) if person.headings else ()
    return person._replace(labels=tuple(dict.fromkeys((*(label for label, _kind, _count in written), *person.labels)))) if written else None


def owned(person: Person) -> tuple[OwnedHere, ...]:
    """Where the copies are now that somebody once owned, most first; empty for who owned none. One statement."""
    found: dict[str, OwnedHere] = {}
    for place, name, count in rows(_COUNTED, **_values(person)):
        code = code_of(place)
        before = found.get(code)
        found[code] = OwnedHere(code, name, count + (before.copies if before else 0))
    return tuple(sorted(found.values(), key=lambda one: -one.copies))


def decades(person: Person) -> dict[int, int]:
    """How many of these copies are of each decade, by its first year; one statement."""
    return dict(rows(_YEARS, **_values(person)))


def said(person: Person) -> tuple[tuple[str, str, int], ...]:
    """(name as written, kind of agent, copies) of each form under which copies are said to be of somebody; one statement."""
    return tuple(rows(_SAID, **_values(person)))


def copies(person: Person, *, first: int, size: int) -> tuple[Owned, ...]:
    """Some of these copies, the oldest documents first; one statement."""
    found = rows(_COPIES, **_values(person), first=first, size=size)
    return tuple(Owned(DocumentKey(Kind.NOTICE, record), position, code_of(isil), *rest) for record, position, isil, *rest in found)


def arks_of_owners(*, most: int) -> tuple[str, ...]:
    """The arks of those who owned something that is shown; one statement."""
    return tuple(name for (name,) in rows(_SHOWN, most=most))


def _person(headings: set[str], numbers: set[str]) -> Person:
    labels: dict[str, str] = {}
    for _round in range(_ROUNDS):
        before = len(headings) + len(numbers)
        for heading, number, label, homonyms in rows(_FORMS, headings=sorted(headings), numbers=sorted(numbers)):
            if homonyms and number not in numbers:
                continue
            labels.setdefault(heading, label)
            headings.add(heading)
            if not homonyms:
                numbers.add(number)
        if len(headings) + len(numbers) == before:
            break
    ordered = sorted(headings, key=lambda heading: (-len(heading), heading))
    first = sorted(numbers, key=rank_of)
    keys = [*first[:1], *ordered]
    known = dict(rows(_ARKS, keys=keys)) if keys else {}
    key = next((one for one in keys if one in known), keys[0] if keys else "")
    return Person(key, tuple(ordered), tuple(first), tuple(labels[one] for one in ordered if one in labels), known.get(key, ""))


def _values(person: Person) -> dict[str, Sequence[str]]:
    return {"headings": list(person.headings), "numbers": list(person.numbers)}

"""Persons and bodies: the forms of a name that are one person's, and the copies that somebody once owned, wherever they are now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from catalogue.core.headings import SEPARATOR
from catalogue.core.isil import code_of
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.rules.owners import rank_of
from catalogue.models import Record
from catalogue.selectors.statements import rows

PERSON = "person"
# The forms of one person; the numbers of agencies that are hers; then the headings that bear one of them and are those of several persons
# (two numbers of one agency): what such a heading says is hers where the number stands with it, and it joins nothing.
_MEMBERS = f"""
    WITH members AS (
        SELECT heading, label, person FROM catalogue_nameform
        WHERE person = (SELECT person FROM catalogue_nameform WHERE heading = %(heading)s)
    ), told AS (
        SELECT heading, authority, bool_or(several) OVER (PARTITION BY heading) AS several FROM (
            SELECT heading, authority, count(*) OVER (PARTITION BY heading, split_part(authority, ':', 1)) > 1 AS several
            FROM catalogue_personname WHERE heading IN (SELECT heading FROM members)) AS each
    ), sure AS (SELECT authority FROM told WHERE NOT several)
    SELECT 'form', heading, label, person FROM members UNION ALL
    SELECT 'number', authority, '', '' FROM sure UNION ALL
    (SELECT 'shared', heading, min(label), '' FROM catalogue_personname
     WHERE heading NOT IN (SELECT heading FROM members)
       AND heading IN (SELECT heading FROM catalogue_personname WHERE authority IN (SELECT authority FROM sure))
     GROUP BY heading, split_part(authority, ':', 1) HAVING count(*) > 1) UNION ALL
    SELECT 'ark', identifier, name, '' FROM catalogue_ark
    WHERE kind = {int(Kind.PERSON)} AND namespace = '{PERSON}'
      AND identifier IN (SELECT heading FROM members UNION SELECT authority FROM sure UNION SELECT %(heading)s)
"""  # noqa: S608 - a number and a word of ours
_BEARERS = """
    SELECT heading, label, EXISTS (
        SELECT FROM catalogue_personname AS other WHERE other.heading = named.heading AND other.authority <> named.authority
           AND split_part(other.authority, ':', 1) = split_part(named.authority, ':', 1))
    FROM catalogue_personname AS named WHERE authority = %(number)s ORDER BY length(heading) DESC, heading
"""
_ELSEWHERE = """
    SELECT form.heading, form.person, kept.label FROM catalogue_nameform AS form
    JOIN catalogue_nameform AS kept ON kept.heading = form.person WHERE form.person <> form.heading
"""
_OF_THESE = f"{_ELSEWHERE} AND form.heading = ANY(%(headings)s)"
_BEGUN = f"{_ELSEWHERE} AND form.heading >= %(first)s AND form.heading < %(last)s ORDER BY form.heading LIMIT %(most)s"
_RECORDS = """
    SELECT form.person, count(DISTINCT coalesce(member.cluster, mention.record_id))
    FROM catalogue_nameform AS form JOIN catalogue_mention AS mention ON mention.form_id = form.id
    LEFT JOIN catalogue_clustermember AS member ON member.record_id = mention.record_id
    WHERE form.person = ANY(%(persons)s) GROUP BY form.person
"""
_FIRST = f"""
    SELECT record.id FROM catalogue_nameform AS form JOIN catalogue_mention AS mention ON mention.form_id = form.id
    JOIN catalogue_record AS record ON record.id = mention.record_id AND record.state = '{Record.State.ACTIVE.value}'
    WHERE form.heading = ANY(%(headings)s) ORDER BY record.id LIMIT 1
"""  # noqa: S608 - a word of ours
_NAMED = f"SELECT identifier FROM catalogue_ark WHERE kind = {int(Kind.PERSON)} AND name = %(name)s AND replaced_by_id IS NULL"  # noqa: S608 - a number of ours
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


class Elsewhere(NamedTuple):
    """The heading under whose page the bearer of another form of the name is shown, and its label."""

    heading: str
    label: str


def of_heading(heading: str) -> Person:
    """Who is named so, under every form of the name, that of the page first; one statement."""
    said: dict[str, dict[str, str]] = {"form": {}, "number": {}, "shared": {}, "ark": {}}
    page = heading
    for what, key, label, shown_under in rows(_MEMBERS, heading=heading):
        said[what][key] = label
        page = shown_under or page
    labels = {**said["shared"], **said["form"]}
    ordered = sorted(labels, key=lambda one: (one != page, one not in said["form"], -len(one), one)) or [heading]
    return _person(ordered, list(said["number"]), labels, said["ark"])


def first_notice(headings: Sequence[str]) -> DocumentKey | None:
    """The oldest shown record that names somebody so; None where none does.

    An edition shows one form of each name: the others stand in its own records, and lead to them.
    """
    return next((DocumentKey(Kind.NOTICE, number) for (number,) in rows(_FIRST, headings=list(headings))), None)


def by_ark(name: str) -> Person | None:
    """Whom an ark names; None where it names none, or whose copies are all gone."""
    found = rows(_NAMED, name=name)
    if not found:
        return None
    key = str(found[0][0])
    person = _of_number(key, name) if ":" in key else of_heading(key)
    written = said(person) if person.headings else ()
    return person._replace(labels=tuple(dict.fromkeys((*(label for label, _kind, _count in written), *person.labels)))) if written else None


def headings_elsewhere() -> dict[str, str]:
    """Of each form whose bearer is shown under another, the heading of that one as engines keep it (``core.headings``); one statement."""
    return {heading: f"{page}{SEPARATOR}{label}" for heading, page, label in rows(_ELSEWHERE)}


def elsewhere(headings: Collection[str]) -> dict[str, Elsewhere]:
    """Of those of some headings whose bearer is shown under another: which; one statement, none for no heading."""
    found = rows(_OF_THESE, headings=list(headings)) if headings else []
    return {heading: Elsewhere(page, label) for heading, page, label in found}


def begun(heading: str, *, most: int) -> tuple[tuple[Elsewhere, int], ...]:
    """Whom a form that begins so names, where she is shown under another, with the editions that name her; two statements at most."""
    found = rows(_BEGUN, first=heading, last=f"{heading}\U0010ffff", most=most)
    pages = {page: Elsewhere(page, label) for _heading, page, label in found}
    counts = dict(rows(_RECORDS, persons=list(pages))) if pages else {}
    return tuple((one, counts[page]) for page, one in pages.items() if page in counts)


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


def _of_number(number: str, ark: str) -> Person:
    """Whom an agency's number names: under the forms that are hers alone, else under those that she shares with others."""
    bearers = rows(_BEARERS, number=number)
    if mine := next((heading for heading, _label, several in bearers if not several), ""):
        return of_heading(mine)
    labels = {heading: label for heading, label, _several in bearers}
    return _person(list(labels), [number], labels, {number: ark})


def _person(headings: Sequence[str], numbers: Sequence[str], labels: Mapping[str, str], arks: Mapping[str, str]) -> Person:
    ranked = sorted(numbers, key=rank_of)
    keys = [*ranked, *headings]
    key = next((one for one in keys if one in arks), keys[0] if keys else "")
    return Person(key, tuple(headings), tuple(ranked), tuple(labels[one] for one in headings if one in labels), arks.get(key, ""))


def _values(person: Person) -> dict[str, Sequence[str]]:
    return {"headings": list(person.headings), "numbers": list(person.numbers)}

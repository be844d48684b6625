"""Who is named by which record, under which form of a name: written as the records are read; what changes is marked to be judged.

In the transaction that takes their marks, so that a killed process loses and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from catalogue.clustering.persons.keys import keys
from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label
from catalogue.core.keys import Kind
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.owners import authority_of, heading_of, owners_in_notes
from catalogue.core.rules.provenance import FORMER_OWNER
from catalogue.services import marks
from catalogue.services.consumers import NAMES

_NAMES = """
    INSERT INTO catalogue_personname (heading, authority, label)
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING RETURNING heading
"""
# Of two ways to write one heading the greater is kept (``_Form``), with accents rather than without: whichever came first.
_FORMS = """
    INSERT INTO catalogue_nameform AS known (heading, label, name, kind, dates, qualifier, person, keys)
    SELECT heading, label, name, kind, dates, qualifier, heading, string_to_array(keys, ' ')
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS given (heading, label, name, kind, dates, qualifier, keys)
    ON CONFLICT (heading) DO UPDATE SET label = excluded.label, name = excluded.name, kind = excluded.kind, dates = excluded.dates,
        qualifier = excluded.qualifier, keys = excluded.keys
    RETURNING heading, id
"""
_KNOWN = """
    SELECT heading, id, label, qualifier, name, dates, kind, array_to_string(keys, ' ') FROM catalogue_nameform
    WHERE heading = ANY(%s::text[])
"""
_BEFORE = "SELECT record_id, form_id, array_to_string(roles, ' '), year FROM catalogue_mention WHERE record_id = ANY(%s)"
_FORGET = """
    DELETE FROM catalogue_mention AS mention USING unnest(%s::bigint[], %s::bigint[]) AS gone (record_id, form_id)
    WHERE mention.record_id = gone.record_id AND mention.form_id = gone.form_id
"""
_MENTIONS = """
    INSERT INTO catalogue_mention (record_id, form_id, roles, year)
    SELECT record_id, form_id, string_to_array(roles, ' '), year
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::int[]) AS given (record_id, form_id, roles, year)
"""


class _Form(NamedTuple):
    """What a record writes of somebody; compared in this order, the greatest is kept."""

    label: str
    qualifier: str
    name: str
    dates: str
    kind: str


class _Mention(NamedTuple):
    record: int
    heading: str
    form: _Form
    roles: str
    year: int | None


def write(ids: Collection[int], shown: Mapping[int, Description]) -> None:
    """Write anew whom some records name, and mark the forms of whom that changes anything; ``shown``: those of ``ids`` that readers see.
    Two statements where nothing changed, at most five more.
    """
    mentions = [one for record, description in shown.items() for one in _mentions(record, description)]
    before = set(_run(_BEFORE, list(ids)))
    numbers, changed = _stored(mentions)
    after = {(one.record, numbers[one.heading], one.roles, one.year) for one in mentions}
    _columns(_FORGET, sorted({row[:2] for row in before - after}))
    _columns(_MENTIONS, sorted(after - before, key=str))
    changed.update(form for _record, form, _roles, _year in before ^ after)
    changed.update(numbers[heading] for heading in _numbered(shown.values()))
    if changed:
        marks.mark_for(NAMES, Kind.PERSON, sorted(changed))


def _stored(mentions: Collection[_Mention]) -> tuple[dict[str, int], set[int]]:
    """The number of each form, those that nobody had met stored first; and which of them say something else than before."""
    forms: dict[str, _Form] = {}
    for one in mentions:
        forms[one.heading] = max(one.form, forms.get(one.heading, one.form))
    numbers: dict[str, int] = {}
    told = dict(forms)
    for heading, number, *known, written in _run(_KNOWN, sorted(forms)) if forms else ():
        numbers[heading] = number
        form = max(_Form(*known), forms[heading]) if written else forms[heading]
        told[heading] = form
        if form == _Form(*known) and written == _keys(form):
            del told[heading]
    rows = [(heading, one.label, one.name, one.kind, one.dates, one.qualifier, _keys(one)) for heading, one in sorted(told.items())]
    new = dict(_columns(_FORMS, rows))
    return {**numbers, **new}, set(new.values())


def _keys(form: _Form) -> str:
    return " ".join(sorted({key.replace(" ", "") for key in keys(form.name, form.kind, form.qualifier).held}))


def _numbered(descriptions: Collection[Description]) -> set[str]:
    """Write the forms whose bearer an agency knows; the headings of those that were not known yet."""
    found = sorted({name for description in descriptions for name in _names(description)})
    return {heading for (heading,) in _columns(_NAMES, found)}


def _names(description: Description) -> Iterator[tuple[str, str, str]]:
    """(heading, authority, label) of everybody whom an agency knows."""
    for agent, _did in _everybody(description):
        heading, authority = heading_of(agent), text(authority_of(agent))
        if heading and authority:
            yield heading, authority, text(agent_label(agent))


def _mentions(record: int, description: Description) -> Iterator[_Mention]:
    """Everybody named, each form once with all that was done under it."""
    date = principal_date(description)
    roles: dict[str, set[str]] = {}
    forms: dict[str, _Form] = {}
    for agent, did in _everybody(description):
        if heading := text(heading_of(agent)):
            form = _Form(*(text(part) for part in (agent_label(agent), agent.qualifier, agent.name, agent.dates.strip("() "), agent.kind)))
            forms[heading] = max(form, forms.get(heading, form))
            roles.setdefault(heading, set()).update(text(role[:3]) for role in did)
    for heading, form in forms.items():
        yield _Mention(record, heading, form, " ".join(sorted(roles[heading])), date.start if date else None)


def _everybody(description: Description) -> Iterator[tuple[Agent, tuple[str, ...]]]:
    """With what each did: who stands with a copy without a word once had it."""
    yield from ((agent, agent.roles or ((FORMER_OWNER,) if agent.copy else ())) for agent in description.agents)
    for holding in description.holdings:
        yield from ((owner, owner.roles or (FORMER_OWNER,)) for owner in holding.former_owners)
    yield from ((one.agent, one.agent.roles or (FORMER_OWNER,)) for one in owners_in_notes(description))


def text(value: str) -> str:
    """Text that PostgreSQL takes, whatever a partner's bytes held."""
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _columns(statement: str, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A statement on some rows, given column by column; none for no row."""
    return _run(statement, *(list(column) for column in zip(*rows, strict=True))) if rows else []


def _run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

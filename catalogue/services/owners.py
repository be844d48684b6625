"""Former owners and forms of names: what records say of whose copies they describe, written as the records are grouped.

In the transaction that groups them, so that a killed process loses and doubles nothing. An owner has an ark from the first meeting on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from django.db import connection

from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label
from catalogue.core.keys import Kind
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.owners import authority_of, heading_of, owners_of
from catalogue.models import Ark
from catalogue.services import arks

PERSON = "person"
"""The namespace of the arks of persons: the identifier is what ``selectors.persons`` calls them by."""
_FORGET = "DELETE FROM catalogue_ownedcopy WHERE record_id = ANY(%s)"
_OWNED = """
    INSERT INTO catalogue_ownedcopy (record_id, rank, position, heading, label, kind, authority, roles, year)
    SELECT record_id, rank, position, heading, label, kind, authority, string_to_array(roles, ' '), year
    FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
        AS given (record_id, rank, position, heading, label, kind, authority, roles, year)
"""
_NAMES = """
    INSERT INTO catalogue_personname (heading, authority, label)
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING
"""


class _Row(NamedTuple):
    record: int
    rank: int
    position: int
    heading: str
    label: str
    kind: str
    authority: str
    roles: str
    year: int | None


def write(ids: Collection[int], shown: Mapping[int, Description]) -> None:
    """Write anew what some records say of former owners and of names; ``shown``: those of ``ids`` that readers see. Two statements, three
    more where anything is said.
    """
    rows = [row for record, description in shown.items() for row in _rows(record, description)]
    names = sorted({name for description in shown.values() for name in _names(description)})
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(ids)])
        if rows:
            cursor.execute(_OWNED, [list(column) for column in zip(*rows, strict=True)])
        if names:
            cursor.execute(_NAMES, [list(column) for column in zip(*names, strict=True)])
    _mint({row.authority or row.heading for row in rows})


def _mint(keys: set[str]) -> None:
    """An ark for those who have none: names that are drawn for the others would be lost at each harvest."""
    known = Ark.objects.filter(kind=Kind.PERSON, namespace=PERSON, identifier__in=keys) if keys else Ark.objects.none()
    arks.mint(Kind.PERSON, namespace=PERSON, identifiers=sorted(keys.difference(known.values_list("identifier", flat=True))))


def _rows(record: int, description: Description) -> Iterator[_Row]:
    date = principal_date(description)
    year = date.start if date else None
    seen: set[tuple[int, str]] = set()
    for position, agent in owners_of(description):
        heading = heading_of(agent)
        if (position, heading) not in seen:
            seen.add((position, heading))
            told = (heading, _text(agent_label(agent)), agent.kind, _text(authority_of(agent)), " ".join(agent.roles))
            yield _Row(record, len(seen), position, *told, year)


def _names(description: Description) -> Iterator[tuple[str, str, str]]:
    """(heading, authority, label) of everybody whom an agency knows."""
    for agent in _everybody(description):
        heading, authority = heading_of(agent), _text(authority_of(agent))
        if heading and authority:
            yield heading, authority, _text(agent_label(agent))


def _everybody(description: Description) -> Iterator[Agent]:
    yield from description.agents
    for holding in description.holdings:
        yield from holding.former_owners


def _text(value: str) -> str:
    """Text that PostgreSQL takes, whatever a partner's bytes held."""
    return value.replace("\0", "\ufffd").encode("utf-8", "replace").decode()

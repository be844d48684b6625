"""Former owners: what records say of whose copies they describe, written as the records are read for their names.

In the transaction that takes their marks, so that a killed process loses and doubles nothing. An owner has an ark from the first
meeting on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from django.db import connection

from catalogue.core.description import Description
from catalogue.core.headings import agent_label
from catalogue.core.keys import Kind
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.owners import authority_of, heading_of, owners_of
from catalogue.models import Ark
from catalogue.services import arks
from catalogue.services.mentions import text

PERSON = "person"
"""The namespace of the arks of persons: the identifier is what ``selectors.persons`` calls them by."""
_FORGET = "DELETE FROM catalogue_ownedcopy WHERE record_id = ANY(%s)"
_OWNED = """
    INSERT INTO catalogue_ownedcopy (record_id, rank, position, heading, label, kind, authority, roles, year)
    SELECT record_id, rank, position, heading, label, kind, authority, string_to_array(roles, ' '), year
    FROM unnest(%s::bigint[], %s::smallint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
        AS given (record_id, rank, position, heading, label, kind, authority, roles, year)
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
    """Write anew what some records say of former owners; ``shown``: those of ``ids`` that readers see. Two statements, two more where
    anything is said.
    """
    rows = [row for record, description in shown.items() for row in _rows(record, description)]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(ids)])
        if rows:
            cursor.execute(_OWNED, [list(column) for column in zip(*rows, strict=True)])
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
            told = (heading, text(agent_label(agent)), agent.kind, text(authority_of(agent)), " ".join(agent.roles))
            yield _Row(record, len(seen), position, *told, year)

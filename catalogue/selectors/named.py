"""Persons by many names at once: their numbers at agencies, the arks of those who owned copies, and what these libraries are."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from catalogue.core.keys import Kind
from catalogue.models import Record
from catalogue.selectors.persons import PERSON
from catalogue.selectors.statements import rows

_NUMBERS = "SELECT heading, authority FROM catalogue_personname WHERE heading = ANY(%(headings)s) ORDER BY heading, authority"
_OWN = f"ark.kind = {int(Kind.PERSON)} AND ark.namespace = '{PERSON}' AND ark.replaced_by_id IS NULL"
_ARKS = f"""
    SELECT DISTINCT owned.heading, ark.identifier LIKE '%%:%%' AS by_number, ark.name
    FROM catalogue_ownedcopy AS owned JOIN catalogue_ark AS ark ON {_OWN} AND ark.identifier IN (owned.heading, owned.authority)
    WHERE owned.heading = ANY(%(headings)s) ORDER BY owned.heading, by_number
"""  # noqa: S608 - a condition of ours
_LIBRARIES = f"""
    WITH named AS (
        SELECT ark.name, ark.identifier, ark.identifier AS heading FROM catalogue_ark AS ark WHERE {_OWN} AND ark.name = ANY(%(names)s)
        UNION
        SELECT ark.name, ark.identifier, form.heading FROM catalogue_ark AS ark
        JOIN catalogue_personname AS form ON form.authority = ark.identifier WHERE {_OWN} AND ark.name = ANY(%(names)s))
    SELECT named.name, array_agg(DISTINCT owned.label), array_agg(DISTINCT coalesce(nullif(held.institution, ''), keeper.isil))
    FROM named JOIN catalogue_ownedcopy AS owned ON owned.heading = named.heading
         AND (owned.heading = named.identifier OR owned.authority IN ('', named.identifier))
    JOIN catalogue_record AS record ON record.id = owned.record_id AND record.state = '{Record.State.ACTIVE.value}'
    JOIN catalogue_source AS source ON source.id = record.source_id
    JOIN catalogue_institution AS keeper ON keeper.page_ptr_id = source.institution_id
    LEFT JOIN catalogue_holding AS held ON held.record_id = owned.record_id AND held.position = owned.position
    GROUP BY named.name
"""  # noqa: S608 - conditions of ours


class Owner(NamedTuple):
    """Somebody who owned copies: the names written in these, the RCR or ISIL of who keeps them now."""

    labels: tuple[str, ...]
    institutions: tuple[str, ...]


def numbers(headings: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The numbers of agencies ("idref:027…") of those of some headings that have any; one statement."""
    found: dict[str, tuple[str, ...]] = {}
    for heading, number in rows(_NUMBERS, headings=list(headings)) if headings else ():
        found[heading] = (*found.get(heading, ()), number)
    return found


def arks_of(headings: Collection[str]) -> dict[str, str]:
    """The ark ("NAAN/name") under which the library of each of some headings is shown, where one is; one statement."""
    return {heading: name for heading, _by_number, name in rows(_ARKS, headings=list(headings))} if headings else {}


def owners(names: Collection[str]) -> dict[str, Owner]:
    """What is told of those of some arks ("NAAN/name") who owned copies that are shown; one statement."""
    found = rows(_LIBRARIES, names=list(names)) if names else []
    return {name: Owner(tuple(labels), tuple(institutions)) for name, labels, institutions in found}

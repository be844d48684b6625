"""What arks name, for those who count what is read: of which kind, kept by whom, under which title; a statement for each kind at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.models import Ark, PublishedFonds
from catalogue.selectors import institutions, notices


class Read(NamedTuple):
    """What an ark names. ``keepers``: the ISILs of the institutions of which something is read there; none of a person."""

    kind: Kind
    keepers: tuple[str, ...] = ()


# Every record of the edition counts: its page shows the copies of all.
_NOTICES = f"""
    WITH asked AS (
        SELECT ark.name, record.id FROM catalogue_ark AS ark
        JOIN catalogue_source AS source ON source.slug = ark.namespace
        JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = ark.identifier
        WHERE ark.kind = {int(Kind.NOTICE)} AND ark.name = ANY(%s)
    ), members AS (
        SELECT asked.name, coalesce(mate.record_id, asked.id) AS record FROM asked
        LEFT JOIN catalogue_clustermember AS own ON own.record_id = asked.id
        LEFT JOIN catalogue_clustermember AS mate ON mate.cluster = own.cluster
    )
    SELECT DISTINCT members.name, holding.institution FROM members
    JOIN catalogue_holding AS holding ON holding.record_id = members.record AND holding.shown AND holding.institution <> ''
"""  # noqa: S608 - a number of ours
_COMPONENTS = f"""
    SELECT ark.name, aid.institution,
           coalesce(nullif(component.title, ''), nullif(component.call_number, ''), aid.title) || CASE WHEN component.key = '' THEN ''
               ELSE ' (' || aid.title || ')' END
    FROM catalogue_ark AS ark
    JOIN catalogue_findingaid AS aid ON aid.namespace = ark.namespace
        AND aid.eadid = replace(replace(split_part(ark.identifier, '#', 1), '%%23', '#'), '%%25', '%%')
    LEFT JOIN catalogue_component AS component ON component.finding_aid_id = aid.id
        AND component.key = substr(ark.identifier, length(split_part(ark.identifier, '#', 1)) + 2)
    WHERE ark.kind = {int(Kind.COMPONENT)} AND ark.name = ANY(%s)
"""  # noqa: S608 - a number of ours


def of_arks(names: Iterable[str]) -> dict[str, Read]:
    """What each of these arks ("NAAN/name") names; those never minted are left out. Four statements, however many there are."""
    minted = _minted(names)
    keepers: dict[str, set[str]] = defaultdict(set)
    for name, (kind, identifier) in minted.items():
        if kind == Kind.INSTITUTION:
            keepers[name].add(identifier)
    for name, code in _rows(_NOTICES, _of_kind(minted, Kind.NOTICE)):
        keepers[name].add(isil(code))
    for name, code, _title in _rows(_COMPONENTS, _of_kind(minted, Kind.COMPONENT)):
        if code:
            keepers[name].add(isil(code))
    numbers = {minted[name][1]: name for name in _of_kind(minted, Kind.FONDS)}
    for number, keeper in PublishedFonds.objects.filter(number__in=numbers).values_list("number", "keeper") if numbers else ():
        keepers[numbers[number]].add(keeper)
    return {name: Read(kind, tuple(sorted(keepers[name]))) for name, (kind, _) in minted.items()}


def titles(names: Iterable[str]) -> dict[str, str]:
    """The title of what each of these arks names now, for people at work; "" of what is gone. Six statements, however many there are."""
    minted = _minted(names)
    found = dict.fromkeys(minted, "")
    found |= {name: notice.description.title for name, notice in notices.by_arks(_of_kind(minted, Kind.NOTICE)).items()}
    found |= {name: title or "" for name, _code, title in _rows(_COMPONENTS, _of_kind(minted, Kind.COMPONENT))}
    numbers = {minted[name][1]: name for name in _of_kind(minted, Kind.FONDS)}
    for number, title in PublishedFonds.objects.filter(number__in=numbers).values_list("number", "title") if numbers else ():
        found[numbers[number]] = title
    isils = {minted[name][1]: name for name in _of_kind(minted, Kind.INSTITUTION)}
    for known in institutions.by_code(isils).values():
        found[isils[known.isil]] = known.title
    return found


def _minted(names: Iterable[str]) -> dict[str, tuple[Kind, str]]:
    wanted = [name for name in dict.fromkeys(names) if name]
    rows = Ark.objects.filter(name__in=wanted).values_list("name", "kind", "identifier") if wanted else ()
    return {name: (Kind(kind), identifier) for name, kind, identifier in rows}


def _of_kind(minted: Mapping[str, tuple[Kind, str]], kind: Kind) -> list[str]:
    return [name for name, (own, _) in minted.items() if own == kind]


def _rows(statement: str, names: list[str]) -> Sequence[Any]:
    if not names:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(statement, [names])
        return cursor.fetchall()

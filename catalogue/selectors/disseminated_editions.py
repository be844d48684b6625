"""Editions as machines harvest them, in the order of their last change: one notice each, those that went or were merged among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from catalogue.core.keys import Kind
from catalogue.models import Record, Source
from catalogue.selectors import notices
from catalogue.selectors.disseminated import Place
from catalogue.selectors.notices import ShownNotice

_TOLD = f"""
    SELECT edition.record_id, edition.changed_at, edition.shown, ark.name
    FROM {{editions}} AS edition
    JOIN catalogue_record AS record ON record.id = edition.record_id
    JOIN catalogue_source AS source ON source.id = record.source_id
    JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.NOTICE)} AND ark.namespace = source.slug AND ark.identifier = record.identifier
"""  # noqa: S608 - a number of ours
_PAGE = """
    SELECT * FROM catalogue_edition WHERE (changed_at, record_id) > (%s, %s) AND changed_at < %s ORDER BY changed_at, record_id LIMIT %s
"""
_ONE = "SELECT * FROM catalogue_edition WHERE record_id = %s"
COUNT = "SELECT count(*) FROM catalogue_edition WHERE changed_at >= %(after)s AND changed_at < {before}"
_TOGETHER = """
    WITH page AS MATERIALIZED ({page})
    SELECT record_id FROM page UNION
    SELECT mate.record_id FROM page JOIN catalogue_clustermember AS mate ON mate.cluster = page.record_id WHERE page.shown
"""


class ToldEdition(NamedTuple):
    """An edition on its way to a harvester, under the ark of the record that it is shown under, or was."""

    number: int
    changed: datetime
    shown: bool
    ark: str


class Described(NamedTuple):
    """An edition, what it says (None where it is shown no more) and the record that it is told by."""

    told: ToldEdition
    said: ShownNotice | None
    record: Any


def page(after: Place, *, before: datetime, size: int) -> list[ToldEdition]:
    """At most ``size`` editions that changed after a place and before a moment. One statement."""
    return _told(f"({_PAGE})", "ORDER BY edition.changed_at, edition.record_id", [after.changed, after.number, before, size])


def described(after: Place, *, before: datetime, size: int, beside: Mapping[str, Any]) -> list[Described]:
    """The same with what they say, each with its record; ``beside``: more to be read of a record. One statement."""
    records = _records(_PAGE, [after.changed, after.number, before, size], beside)
    # Of the page are the first of those that changed in its period: a mate that changed there too comes after them.
    place = (after.changed, after.number)
    inside = [one for one in records if one.changed is not None and place < (one.changed, one.pk) and one.changed < before]
    return _of_page(sorted(inside, key=lambda record: (record.changed, record.pk))[:size], records)


def described_one(told: ToldEdition, *, beside: Mapping[str, Any]) -> list[Described]:
    """The same of one edition. One statement."""
    records = _records(_ONE, [told.number], beside)
    return _of_page([record for record in records if record.pk == told.number], records)


def _records(page: str, values: Sequence[Any], beside: Mapping[str, Any]) -> list[Any]:
    """The records of the editions of a page, by number: those that they are told by, and all that readers see of each."""
    chosen = RawSQL(_TOGETHER.format(page=page), values)  # noqa: S611 - a statement of ours
    told = notices.described(Record.objects.filter(pk__in=chosen)).order_by("pk")
    return list(told.annotate(changed=F("edition__changed_at"), told=F("edition__shown"), **beside))


def _of_page(page: Iterable[Any], records: Iterable[Any]) -> list[Described]:
    mates: dict[int, list[Any]] = {}
    for record in records:
        if record.state == Record.State.ACTIVE:
            mates.setdefault(record.cluster, []).append(record)
    return [_described(record, mates.get(record.pk, [])) for record in page if record.ark]


def _described(record: Any, mates: list[Any]) -> Described:
    said = None
    if record.told and mates and record.source.standing != Source.Standing.PREPARED:
        said = notices.of_edition(record, mates)
    return Described(ToldEdition(record.pk, record.changed, said is not None, record.ark), said, record)


def one(ark: str) -> ToldEdition | None:
    """The edition of an ark ("NAAN/name"); None where it never named one. One statement."""
    return next(iter(_told("catalogue_edition", "WHERE ark.name = %s", [ark])), None)


def _told(editions: str, rest: str, values: Sequence[Any]) -> list[ToldEdition]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_TOLD.format(editions=editions)} {rest}", values)
        return [ToldEdition._make(row) for row in cursor.fetchall()]

"""Editions as machines harvest them, in the order of their last change: one notice each, those that went or were merged among them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from catalogue.core.keys import Kind
from catalogue.selectors import notices
from catalogue.selectors.disseminated import Place
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.statements import rows

_TOLD = f"""
    SELECT edition.record_id, edition.changed_at, edition.shown, ark.name
    FROM {{editions}} AS edition
    JOIN catalogue_record AS record ON record.id = edition.record_id
    JOIN catalogue_source AS source ON source.id = record.source_id
    JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.NOTICE)} AND ark.namespace = source.slug AND ark.identifier = record.identifier
"""  # noqa: S608 - a number of ours
_PAGE = """(
    SELECT * FROM catalogue_edition WHERE (changed_at, record_id) > (%(after)s, %(number)s) AND changed_at < %(before)s
    ORDER BY changed_at, record_id LIMIT %(size)s
)"""
_COUNT = "SELECT count(*) FROM catalogue_edition WHERE changed_at >= %(after)s AND changed_at < %(before)s"


class ToldEdition(NamedTuple):
    """An edition on its way to a harvester, under the ark of the record that it is shown under, or was."""

    number: int
    changed: datetime
    shown: bool
    ark: str


def page(after: Place, *, before: datetime, size: int) -> list[ToldEdition]:
    """At most ``size`` editions that changed after a place and before a moment. One statement."""
    values = {"after": after.changed, "number": after.number, "before": before, "size": size}
    return _told(_PAGE, "ORDER BY edition.changed_at, edition.record_id", values)


def count(since: datetime, *, before: datetime) -> int:
    """How many changed since a moment, itself counted, and before another. One statement."""
    total: int = rows(_COUNT, after=since, before=before)[0][0]
    return total


def one(ark: str) -> ToldEdition | None:
    """The edition of an ark ("NAAN/name"); None where it never named one. One statement."""
    return next(iter(_told("catalogue_edition", "WHERE ark.name = %(ark)s", {"ark": ark})), None)


def said(told: Iterable[ToldEdition]) -> dict[int, ShownNotice]:
    """What those that are shown say, by their number; two statements for any number."""
    found = notices.by_keys(notices.key_of(each.number) for each in told if each.shown)
    return {key.id: notice for key, notice in found.items() if not notice.is_withdrawn and not notice.edition}


def _told(editions: str, rest: str, values: dict[str, Any]) -> list[ToldEdition]:
    return [ToldEdition._make(row) for row in rows(f"{_TOLD.format(editions=editions)} {rest}", **values)]

"""What changed of all that has an address, in one order: editions, fonds and finding aids, each at its last change, a page at a time.

A place in the order is that of a change and is no count: what changes again goes to the end, and no other place moves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from catalogue.core.keys import Kind
from catalogue.models import Source
from catalogue.models.ark import FONDS
from catalogue.selectors.statements import rows

PAGE = 100


class Place(NamedTuple):
    """A place in the order of changes; ``kind`` and ``number`` part those of one moment."""

    changed: datetime
    kind: int
    number: int


class Change(NamedTuple):
    """The last change of a thing: its ark; ``new``: it was first shown then; ``successor``: the ark that it is found under since, "" of
    one that is shown, or that is gone.
    """

    place: Place
    ark: str
    shown: bool
    new: bool
    successor: str


class Page(NamedTuple):
    """The changes after a place. ``before``: the place after which the page before begins, None where less than a page stands before;
    ``is_first``: nothing does; ``next``: the place after which the next page begins, None where there is none.
    """

    changes: tuple[Change, ...]
    before: Place | None
    is_first: bool
    next: Place | None


# (kind, table, its number, its moment), each in the order of an index. A finding aid is stored in some milliseconds.
_TABLES = {
    Kind.NOTICE: ("catalogue_edition", "record_id", "changed_at"),
    Kind.FONDS: ("catalogue_toldfonds", "id", "changed_at"),
    Kind.COMPONENT: ("catalogue_findingaid", "id", "updated_at"),
}

_PART = """(
    SELECT {moment} AS changed, {kind} AS kind, {number} AS number FROM {table}
    WHERE {moment} {first}= %(changed)s AND ({moment}, {kind}, {number}) {beside} (%(changed)s, %(kind)s, %(number)s)
    AND {moment} < %(horizon)s ORDER BY {moment} {order}, {number} {order} LIMIT %(size)s
)"""
_NEAREST = "SELECT * FROM ({parts}) AS every ORDER BY changed {order}, kind {order}, number {order} LIMIT %(size)s"


def _some(beside: str, order: str) -> str:
    """The nearest of each table on one side of a place (``>`` after it, ``<=`` up to it), then the nearest of all."""
    parts = [_PART.format(kind=int(kind), table=table, number=number, moment=moment, first=beside[0], beside=beside, order=order)
             for kind, (table, number, moment) in _TABLES.items()]  # fmt: skip
    return _NEAREST.format(parts=" UNION ALL ".join(parts), order=order)


_AFTER, _UP_TO = _some(">", ""), _some("<=", "DESC")
_ARK_OF_RECORD = f"""SELECT ark.name FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id
    JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.NOTICE)} AND ark.namespace = source.slug AND ark.identifier = record.identifier
    WHERE record.id ="""  # noqa: S608 - a number of ours
_PAGE = f"""
    WITH page AS MATERIALIZED ({_AFTER})
    SELECT page.changed, page.kind, page.number, coalesce(ark.name, ''),
           edition.shown AND source.standing <> '{Source.Standing.PREPARED.value}', edition.told_at = edition.changed_at,
           coalesce(({_ARK_OF_RECORD} nullif(member.cluster, page.number)), ark.replaced_by_id, '')
    FROM page JOIN catalogue_edition AS edition ON edition.record_id = page.number
    JOIN catalogue_record AS record ON record.id = page.number JOIN catalogue_source AS source ON source.id = record.source_id
    LEFT JOIN catalogue_ark AS ark ON ark.kind = page.kind AND ark.namespace = source.slug AND ark.identifier = record.identifier
    LEFT JOIN catalogue_clustermember AS member ON member.record_id = page.number
    WHERE page.kind = {int(Kind.NOTICE)}
    UNION ALL
    SELECT page.changed, page.kind, page.number, coalesce(ark.name, ''), told.shown, told.told_at = told.changed_at, ''
    FROM page JOIN catalogue_toldfonds AS told ON told.id = page.number
    LEFT JOIN catalogue_ark AS ark ON ark.kind = page.kind AND ark.namespace = '{FONDS}' AND ark.identifier = told.number
    WHERE page.kind = {int(Kind.FONDS)}
    UNION ALL
    SELECT page.changed, page.kind, page.number, coalesce(ark.name, ''), NOT (whole.gone OR whole.internal OR aid.hidden),
           aid.updated_at - aid.created_at < interval '1 second', ''
    FROM page JOIN catalogue_findingaid AS aid ON aid.id = page.number
    JOIN catalogue_component AS whole ON whole.finding_aid_id = aid.id AND whole.key = ''
    LEFT JOIN catalogue_ark AS ark ON ark.kind = page.kind AND ark.namespace = aid.namespace
        AND ark.identifier = replace(replace(aid.eadid, '%%', '%%25'), '#', '%%23')
    WHERE page.kind = {int(Kind.COMPONENT)}
    ORDER BY 1, 2, 3
"""  # noqa: S608 - words of ours
_TOTAL = " + ".join(f"(SELECT count(*) FROM {table} WHERE {moment} < %(horizon)s)" for table, _, moment in _TABLES.values())  # noqa: S608 - names of ours


def page(after: Place, *, horizon: datetime) -> Page:
    """What changed after a place, before the horizon (``selectors.disseminated``); two statements."""
    values = {"changed": after.changed, "kind": after.kind, "number": after.number, "horizon": horizon, "size": PAGE + 1}
    found = rows(_PAGE, **values)
    before = rows(_UP_TO, **values)
    return Page(
        changes=tuple(_change(row) for row in found[:PAGE] if row[3]),
        before=Place(*before[PAGE]) if len(before) > PAGE else None,
        is_first=not before,
        next=Place(*found[PAGE - 1][:3]) if len(found) > PAGE else None,
    )


def last(*, horizon: datetime) -> Place | None:
    """The place after which the last changes stand; None where one page holds them all. One statement."""
    values = {"changed": horizon, "kind": 0, "number": 0, "horizon": horizon, "size": PAGE + 1}
    found = rows(_UP_TO, **values)
    return Place(*found[PAGE]) if len(found) > PAGE else None


def total(*, horizon: datetime) -> int:
    """How many things have changed before the horizon; one statement."""
    counted: int = rows(f"SELECT {_TOTAL}", horizon=horizon)[0][0]
    return counted


def _change(row: tuple[Any, ...]) -> Change:
    changed, kind, number, ark, shown, new, successor = row
    return Change(Place(changed, kind, number), ark, shown, shown and bool(new), "" if shown else successor)

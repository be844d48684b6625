"""Fonds as machines harvest them, each with all that stands under it, in the order of their last change; the withdrawn among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.models.ark import FONDS
from catalogue.selectors.disseminated import Place
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.fonds_files import whole
from catalogue.selectors.statements import rows

_KEPT = "(%(keeper)s = '' OR keeper = %(keeper)s OR %(keeper)s = ANY(former))"
# In the set of an institution that keeps it no more it is told as deleted.
_SHOWN = "(told.shown AND (%(keeper)s = '' OR told.keeper = %(keeper)s))"
_PAGE = f"""(
    SELECT * FROM catalogue_toldfonds WHERE (changed_at, id) > (%(after)s, %(number)s) AND changed_at < %(before)s AND {_KEPT}
    ORDER BY changed_at, id LIMIT %(size)s
)"""  # noqa: S608 - a condition of ours
_ARK = f"JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.FONDS)} AND ark.namespace = '{FONDS}' AND ark.identifier = told.number"
_TOLD = f"SELECT told.id, told.changed_at, {_SHOWN} AS shown, ark.name, told.keeper FROM {{told}} AS told {_ARK}"  # noqa: S608 - words of ours
_DESCRIBED = f"""
    SELECT told.id, told.changed_at, {_SHOWN} AS shown, ark.name, told.keeper, fonds.page_id, fonds.path, fonds.description::text
    FROM {{told}} AS told {_ARK}
    LEFT JOIN catalogue_publishedfonds AS head ON {_SHOWN} AND head.number = told.number
    LEFT JOIN catalogue_publishedfonds AS fonds ON fonds.top = head.top AND starts_with(fonds.path, head.path)
"""  # noqa: S608 - words of ours
_ORDER = "ORDER BY told.changed_at, told.id"
_ONE = "WHERE ark.name = %(ark)s"
COUNT = f"SELECT count(*) FROM catalogue_toldfonds WHERE changed_at >= %(after)s AND changed_at < {{before}} AND {_KEPT}"  # noqa: S608
_description = msgspec.json.Decoder(FondsDescription, strict=False)


class ToldFonds(NamedTuple):
    """A fonds on its way to a harvester, under its ark; ``keeper``: the ISIL of the institution."""

    number: int
    changed: datetime
    shown: bool
    ark: str
    keeper: str


def page(after: Place, *, before: datetime, size: int, keeper: str) -> list[ToldFonds]:
    """At most ``size`` fonds, of an institution ("": of all), that changed after a place and before a moment; those that it keeps no more
    are shown no more. One statement.
    """
    return [ToldFonds._make(row) for row in rows(f"{_TOLD.format(told=_PAGE)} {_ORDER}", **_asked(after, before, size, keeper))]


def described(after: Place, *, before: datetime, size: int, keeper: str) -> list[tuple[ToldFonds, FondsDescription | None]]:
    """The same with what they say, their sous-fonds in them; None of one that is shown no more. One statement."""
    return _described(rows(f"{_DESCRIBED.format(told=_PAGE)} {_ORDER}, fonds.path", **_asked(after, before, size, keeper)))


def one(ark: str) -> tuple[ToldFonds, FondsDescription | None] | None:
    """The fonds of an ark ("NAAN/name") with what it says; None where it names none that was told of. One statement."""
    found = _described(rows(f"{_DESCRIBED.format(told='catalogue_toldfonds')} {_ONE} ORDER BY fonds.path", ark=ark, keeper=""))
    return next(iter(found), None)


def keepers() -> list[tuple[str, str]]:
    """The institutions whose fonds are told of, or were: their ISIL, and the name that their fonds give them ("": none is left).
    One statement.
    """
    statement = """
        SELECT keeper, max(name) FROM (
            SELECT told.keeper, coalesce(fonds.description #>> '{keeper,name}', '') AS name FROM catalogue_toldfonds AS told
            LEFT JOIN catalogue_publishedfonds AS fonds ON fonds.number = told.number
            UNION ALL SELECT unnest(former), '' FROM catalogue_toldfonds
        ) AS told GROUP BY keeper ORDER BY keeper
    """
    return [(keeper, name) for keeper, name in rows(statement)]


def _asked(after: Place, before: datetime, size: int, keeper: str) -> dict[str, Any]:
    return {"after": after.changed, "number": after.number, "before": before, "size": size, "keeper": keeper}


def _described(found: Sequence[tuple[Any, ...]]) -> list[tuple[ToldFonds, FondsDescription | None]]:
    return [_with_parts(lines) for _, lines in groupby(found, key=itemgetter(0))]


def _with_parts(lines: Iterator[tuple[Any, ...]]) -> tuple[ToldFonds, FondsDescription | None]:
    several = list(lines)
    told = ToldFonds._make(several[0][:5])
    shown = [ShownFonds(pk, told.keeper, path, "", _description.decode(text)) for *_, pk, path, text in several if pk is not None]
    return (told, whole(shown[0], shown[1:])) if shown else (told._replace(shown=False), None)

"""Finding aids as machines harvest them, in the order of their last change; those that were withdrawn among them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from catalogue.core.keys import Kind
from catalogue.selectors.disseminated import Place
from catalogue.selectors.statements import rows

# A finding aid that is meant for staff was never told of, unless it was shown before: then it is told as withdrawn.
_AIDS = f"""
    SELECT aid.id, aid.updated_at, NOT (whole.gone OR whole.internal), ark.name, aid.institution
    FROM catalogue_findingaid AS aid
    JOIN catalogue_component AS whole ON whole.finding_aid_id = aid.id AND whole.key = ''
    JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.COMPONENT)} AND ark.namespace = aid.namespace
        AND ark.identifier = replace(replace(aid.eadid, '%%', '%%25'), '#', '%%23')
"""  # noqa: S608 - a number of ours
_PAGE = f"""{_AIDS} WHERE (aid.updated_at, aid.id) > (%(after)s, %(number)s) AND aid.updated_at < %(before)s
    ORDER BY aid.updated_at, aid.id LIMIT %(size)s
"""
_COUNT = "SELECT count(*) FROM catalogue_findingaid WHERE updated_at >= %(after)s AND updated_at < %(before)s"


class ToldAid(NamedTuple):
    """A finding aid on its way to a harvester; ``institution``: RCR or ISIL of who keeps what it describes, "" where it is not said."""

    number: int
    changed: datetime
    shown: bool
    ark: str
    institution: str


def page(after: Place, *, before: datetime, size: int) -> list[ToldAid]:
    """At most ``size`` finding aids that changed after a place and before a moment. One statement."""
    return _told(_PAGE, {"after": after.changed, "number": after.number, "before": before, "size": size})


def count(since: datetime, *, before: datetime) -> int:
    """How many changed since a moment, itself counted, and before another. One statement."""
    total: int = rows(_COUNT, after=since, before=before)[0][0]
    return total


def one(ark: str) -> ToldAid | None:
    """The finding aid of an ark ("NAAN/name"); None where it names none. One statement."""
    return next(iter(_told(f"{_AIDS} WHERE ark.name = %(ark)s", {"ark": ark})), None)


def _told(statement: str, values: dict[str, Any]) -> list[ToldAid]:
    return [ToldAid._make(row) for row in rows(statement, **values)]

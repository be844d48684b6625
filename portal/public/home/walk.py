"""Where a visitor without a question may go: one digitised work of each century, other ones each day, and a notice by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass

from catalogue.search.engine import SearchUnavailable
from catalogue.search.facets import DIGITAL
from catalogue.search.request import SearchRequest
from catalogue.search.result import Hit
from catalogue.selectors import notices, search
from catalogue.selectors.notices import ShownNotice
from portal.public.home.showcase import STEP, day, kept
from portal.shown import lines as results
from portal.shown import words
from portal.shown.query import Query

MOST, LEAST = 8, 3  # centuries shown; fewer than three make no walk
_AMONG = 30  # works of a century among which the day chooses
_READABLE = 60  # letters of a title that holds under a small picture


@dataclass(frozen=True, slots=True)
class Stop:
    """A century: its name, the search for its digitised works, and one of them."""

    century: str
    url: str
    line: results.Line


def walk() -> tuple[Stop, ...]:
    """The centuries in their order, the same works for everyone from midnight to midnight; () where too few are digitised."""
    return kept(f"walk-{day()}", _choose)


def by_chance() -> ShownNotice | None:
    """A notice that chance gives; None in an empty catalogue."""
    return notices.one_from(random.getrandbits(63))


def _choose() -> tuple[Stop, ...]:
    try:
        counted = search.search(SearchRequest(filters=(DIGITAL,), size=0, facets=("century",), highlight=False))
        values = [int(value.value) for value in counted.facets.get("century", ()) if value.count]
        stops = [stop for century in sorted(values)[-MOST:] if (stop := _stop(century))]
    except SearchUnavailable:
        return ()
    return tuple(stops) if len(stops) >= LEAST else ()


def _stop(century: int) -> Stop | None:
    found = search.search(SearchRequest(filters=(DIGITAL, ("century", str(century))), size=_AMONG, sort="title", highlight=False))
    shown = [hit for hit in found.hits if hit.display.get("picture") is not None]
    best = [hit for hit in shown if _stands_alone(hit)] or shown
    if not best:
        return None
    (line,) = results.lines([best[day() * STEP % len(best)]])
    address = Query(digital=True).toggled("century", str(century)).url()
    return Stop(words.century(century), address, line)


def _stands_alone(hit: Hit) -> bool:
    return len(hit.display.get("title", "")) <= _READABLE and not hit.display.get("title", "").startswith("[")

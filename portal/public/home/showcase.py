"""What the home page shows and keeps for a few minutes: figures counted by the engine, the doors, the work of the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from catalogue.search.engine import SearchUnavailable
from catalogue.search.facets import DIGITAL
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.search.result import FacetValue, Hit
from catalogue.selectors import fonds, institutions, notices, search
from catalogue.selectors.facet_counts import search_counted
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.memory import memory
from catalogue.selectors.notices import ShownNotice
from catalogue.services import changes
from portal.public import addresses
from portal.public.headings.presenters import called
from portal.public.maps import drawing as maps
from portal.public.search.presenters import facets
from portal.shown import notice as presenter
from portal.shown.filters import COUNTED
from portal.shown.query import Query

Kept = TypeVar("Kept")
SECONDS = 300
NEWS = 5
KEEPERS = 7
CENTURIES = 9
PARTNERS = 30
_OLD = 1915  # what was made before is what a heritage library is proud of
_SERIALS = ("periodical", "newspaper")
_READABLE = range(8, 90)  # letters of a title that stands alone
STEP = 2_654_435_761  # spreads consecutive days over the catalogue (Knuth's multiplicative hashing)


@dataclass(frozen=True, slots=True)
class Door:
    """One value to enter by: what it is called, how many notices it opens on, where it leads, its share of the widest one."""

    label: str
    count: int
    url: str
    share: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole catalogue in counts; ``institutions_count`` and the others are counted, never written.

    ``keepers`` are the institutions that keep most, ``partners`` more of them in the order of the alphabet.
    """

    notices: int
    institutions_count: int
    digitised: int
    languages_count: int
    types: tuple[Door, ...]
    centuries: tuple[Door, ...]
    keepers: tuple[Door, ...]
    partners: tuple[Door, ...]
    map: maps.Map


@dataclass(frozen=True, slots=True)
class Feature:
    """The work of the day with an example of a search that finds something."""

    notice: presenter.Notice
    example: str
    example_url: str


def overview() -> Overview | None:
    """The counts of the whole catalogue in the language of the page; None while the engine does not answer."""
    try:
        return kept("overview", _count, worth=lambda overview: overview.notices > 0)
    except SearchUnavailable:
        return None


def feature() -> Feature | None:
    """The work of the day, the same for everyone from midnight to midnight; None in an empty catalogue."""
    return kept(f"feature-{timezone.localdate().isoformat()}", _choose)


def news() -> tuple[presenter.Notice, ...]:
    """The notices that came or changed last."""
    return kept("news", _latest)


def fonds_described() -> int:
    """How many fonds are described."""
    return kept("fonds", fonds.described, worth=lambda count: count >= 0)


def kept(name: str, make: Callable[[], Kept], *, worth: Callable[[Kept], bool] = bool) -> Kept:
    """What ``make`` gives, kept for a while if it is ``worth`` it: the figures of a catalogue still empty are not."""
    key = f"home-{name}-{get_language()}"
    found = memory.get(key)
    if found is None:
        found = make()
        if worth(found):
            memory.set(key, found, SECONDS)
    return found


def _count() -> Overview:
    result = search_counted(SearchRequest(size=0, facets=COUNTED, highlight=False), generation=changes.stamp())
    counts = result.facets
    held = [value for value in counts.get("institution", ()) if value.value]
    known = institutions.by_code(value.value for value in held)
    keepers = _keepers([value for value in held if value.value in known][:PARTNERS], known)
    return Overview(
        notices=result.total,
        institutions_count=len(held),
        digitised=sum(value.count for value in counts.get("digital", ()) if value.value == "1"),
        languages_count=len(counts.get("language", ())),
        types=_doors("document_type", counts.get("document_type", ())[:8]),
        centuries=_doors("century", counts.get("century", ())[-CENTURIES:]),
        keepers=keepers[:KEEPERS],
        partners=tuple(sorted(keepers, key=lambda door: facets.fold(door.label))),
        map=_map(counts.get("department", ())),
    )


def _map(values: Sequence[FacetValue]) -> maps.Map:
    """The departments of the region with what their institutions keep, each leading to its page."""
    kept = {value.value: value.count for value in values}
    counts = {code: kept.get(code, 0) for code in maps.region()} or kept
    return maps.departments_map(counts, links=lambda code: reverse("public:department", kwargs={"code": code}), name="region")


def _doors(name: str, values: Sequence[FacetValue]) -> tuple[Door, ...]:
    choices = facets.choices(Query(), name, values, facets.NOBODY)
    return tuple(_door(choice.label, choice.url, value.count, values) for value, choice in zip(values, choices, strict=True))


def _keepers(values: Sequence[FacetValue], known: Mapping[str, KnownInstitution]) -> tuple[Door, ...]:
    found = ((value.count, known[value.value]) for value in values)
    return tuple(_door(one.placed, addresses.institution(one), count, values) for count, one in found)


def _door(label: str, url: str, count: int, among: Sequence[FacetValue]) -> Door:
    widest = max(value.count for value in among)
    return Door(label, count, url, max(round(100 * count / widest), 1))


def _choose() -> Feature | None:
    chosen = _digitised() or _any()
    if chosen is None:
        return None
    (page,) = presenter.present_all([chosen])
    example = called(chosen.description.agents[0]) if chosen.description.agents else page.title.text
    return Feature(page, example, Query(words=example).url())


def _digitised() -> ShownNotice | None:
    """The best of a hundred digitised works of the region, of any where it has none, another hundred each day; None where nothing can be
    shown or the engine is down.
    """
    here = tuple(("area", code) for code in maps.region())
    try:
        shown = _pictured((DIGITAL, *here)) or _pictured((DIGITAL,))
    except SearchUnavailable:
        return None
    if not shown:
        return None
    most = max(_worth(hit) for hit in shown)
    best = [hit for hit in shown if _worth(hit) == most]
    return notices.by_key(best[day() * STEP % len(best)].key)


def _pictured(filters: tuple[tuple[str, str], ...]) -> list[Hit]:
    """The hundred of the day among the digitised works that filters keep: those that have a picture."""
    wanted = SearchRequest(filters=filters, size=MAX_SIZE, sort="oldest", highlight=False)
    found = search.search(wanted)
    pages = -(-found.total // MAX_SIZE)
    if pages > 1:
        found = search.search(replace(wanted, page=day() * STEP % pages + 1))
    return [hit for hit in found.hits if hit.display.get("picture") is not None]


def _worth(hit: Hit) -> int:
    """How well a work stands alone: old, signed, held, of one piece, not too long a title."""
    display = hit.display
    old = display.get("year_from", _OLD) < _OLD
    readable = len(display.get("title", "")) in _READABLE
    single = display.get("document_type") not in _SERIALS
    return 4 * old + 3 * readable + 3 * bool(display.get("agents")) + 2 * single + bool(display.get("holdings_count"))


def _any() -> ShownNotice | None:
    return notices.one_from(day() * STEP)


def day() -> int:
    """The number of the day: what is chosen by it is the same for everyone until midnight."""
    return timezone.localdate().toordinal() - date(2020, 1, 1).toordinal()


def _latest() -> tuple[presenter.Notice, ...]:
    return presenter.present_all(notices.latest(NEWS))

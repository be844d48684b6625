"""What the home page shows and keeps for a few minutes: figures counted by the engine, the doors, the work of the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from catalogue.core.description import Description
from catalogue.models import Record
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import FacetValue
from catalogue.selectors import institutions, records, search
from portal.public.presenters import facets
from portal.public.presenters import notice as presenter
from portal.public.query import Query

Kept = TypeVar("Kept")
SECONDS = 300
CANDIDATES = 60
NEWS = 4
_STEP = 2_654_435_761  # spreads consecutive days over the catalogue (Knuth's multiplicative hashing)


@dataclass(frozen=True, slots=True)
class Door:
    """One value to enter by: what it is called, how many notices it opens on, where it leads, its share of the widest one."""

    label: str
    count: int
    url: str
    share: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole catalogue in counts; ``institutions_count`` and the others are counted, never written."""

    notices: int
    institutions_count: int
    digitised: int
    languages_count: int
    types: tuple[Door, ...]
    centuries: tuple[Door, ...]
    institutions: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """The work of the day with an example of a search that finds something."""

    notice: presenter.Notice
    example: str
    example_url: str


def overview() -> Overview | None:
    """The counts of the whole catalogue in the language of the page; None while the engine does not answer."""
    try:
        return _kept("overview", _count)
    except SearchUnavailable:
        return None


def feature() -> Feature | None:
    """The work of the day, the same for everyone from midnight to midnight; None in an empty catalogue."""
    return _kept(f"feature-{timezone.localdate().isoformat()}", _choose)


def news() -> tuple[presenter.Notice, ...]:
    """The notices that came or changed last."""
    return _kept("news", lambda: tuple(_notice(record) for record in records.latest(NEWS)))


def _kept(name: str, make: Callable[[], Kept]) -> Kept:
    key = f"home-{name}-{get_language()}"
    found = cache.get(key)
    if found is None:
        found = make()
        if found:
            cache.set(key, found, SECONDS)
    return found


def _count() -> Overview:
    request = SearchRequest(size=0, facets=("institution", "document_type", "century", "language", "digital"), highlight=False)
    result = search.search(request)
    held = [value for value in result.facets.get("institution", ()) if value.value]
    names = facets.Names(institutions.names(value.value for value in held))
    return Overview(
        notices=result.total,
        institutions_count=len(held),
        digitised=sum(value.count for value in result.facets.get("digital", ()) if value.value == "1"),
        languages_count=len(result.facets.get("language", ())),
        types=_doors("document_type", result.facets.get("document_type", ())[:8], facets.NOBODY),
        centuries=_doors("century", result.facets.get("century", ())[-9:], facets.NOBODY),
        institutions=_doors("institution", held[:8], names),
    )


def _doors(name: str, values: tuple[FacetValue, ...] | list[FacetValue], names: facets.Names) -> tuple[Door, ...]:
    widest = max((value.count for value in values), default=1)
    choices = facets.choices(Query(), name, values, names)
    return tuple(Door(choice.label, choice.count, choice.url, max(round(100 * choice.count / widest), 1)) for choice in choices)


def _choose() -> Feature | None:
    last = records.last_id()
    if not last:
        return None
    start = _day() * _STEP % last + 1
    candidates = list(records.some_from(start, CANDIDATES)) or list(records.some_from(0, CANDIDATES))
    if not candidates:
        return None
    best = max(candidates, key=lambda record: (_worth(record.as_description), record.pk * _STEP % 1009))
    notice = _notice(best)
    example = notice.people[0].name.text.partition("(")[0].strip() if notice.people else notice.title.text
    return Feature(notice, example, Query(words=example).url())


def _day() -> int:
    return timezone.localdate().toordinal() - date(2020, 1, 1).toordinal()


def _worth(description: Description) -> int:
    """How well a work stands alone: old, signed, held, not too long a title, digitised if possible."""
    found = presenter.principal_date(description)
    old = found is not None and found.start is not None and found.start < 1915
    readable = 8 < len(description.title) < 90
    return 4 * old + 3 * bool(description.agents) + 3 * bool(description.holdings) + 2 * bool(description.digital_copies) + 3 * readable


def _notice(record: Record) -> presenter.Notice:
    description = record.as_description
    return presenter.present(record, description, institutions.by_rcr(presenter.rcrs(description)))

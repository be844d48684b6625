"""What a search gives back: hits ready to be shown, an exact total, counts, and the way to the next page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.core.keys import DocumentKey
from catalogue.search.document import Display


class Fragment(NamedTuple):
    """A piece of a snippet; ``matched`` is true for the words that answer the search."""

    text: str
    matched: bool


class Highlight(NamedTuple):
    """Why a notice was found: ``field`` is one of ``TEXT_FIELDS``, ``snippet`` the passage in pieces, to be escaped by the page."""

    field: str
    snippet: tuple[Fragment, ...]


class FacetValue(NamedTuple):
    """A value of a facet and the number of notices that have it; ``label`` is what a heading is called, "" for other facets."""

    value: str
    count: int  # type: ignore[assignment]  # a count, not tuple.count
    label: str = ""


class Suggestion(NamedTuple):
    """Something that begins as what was typed. ``kind``: title, person, place, subject, institution.

    ``value`` is what leads there: a document key for a title, a key of ``core.headings``, an RCR. ``count``: how many notices.
    ``ark``: the name of a title's or an institution's ark; an engine leaves it empty.
    """

    kind: str
    value: str
    label: str
    count: int  # type: ignore[assignment]  # a count, not tuple.count
    ark: str = ""


class TypedDate(NamedTuple):
    """A date read in the words: ``text`` as typed, the years it covers, both included; -9999 and 9999 stand for an open end."""

    text: str
    start: int
    end: int


class Offer(NamedTuple):
    """What some words typed say beside being words: ``typed``, and the (facet, value) pairs of one facet, or the years, that they name."""

    typed: str
    filters: tuple[tuple[str, str], ...] = ()
    years: tuple[int, int] | None = None


class Relaxed(NamedTuple):
    """How a search that found nothing as it was typed was answered all the same. ``how``: "dashes" (a dash left nothing out),
    "strong" (without the words that only say what kind of thing it is, ``left_out``), "spelling" (with the words of ``corrected``),
    "most" of the words, "any" of them."""

    how: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One notice found. ``display`` is what :func:`catalogue.search.document.document_of` made for a result line."""

    key: DocumentKey
    display: Display
    highlights: tuple[Highlight, ...] = ()

    @property
    def ark(self) -> str:
        """The name of its ark, "" where the index does not say."""
        return self.display.get("ark", "")


@dataclass(frozen=True, slots=True)
class Understood:
    """How the words were read.

    ``words`` as kept, ``phrases`` kept together, ``excluded`` left out, ``fields`` the (name, words) pairs of the form,
    ``dates`` those read in the words, ``synonyms`` (word typed, what was searched as well) pairs; ``headings``
    (facet, key, heading as written) of the headings chosen as filters that the index has; ``cut`` is true when the search was too
    long and its end was not used; ``offers``: filters that some of the words name.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    dates: tuple[TypedDate, ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    headings: tuple[tuple[str, str, str], ...] = ()
    cut: bool = False
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to one request.

    ``total`` is exact. ``first`` is the rank of the first hit (1 for the first page, 0 when there is none). ``facets`` has one
    entry for each facet asked for, most frequent value first (centuries in their order); a facet is counted without its own
    filter, so that its other values stay on offer. ``corrected`` is the search in another spelling that would find something
    (or much more), "" where there is none; ``relaxed`` says how the words were taken where all
    of them found too little. ``next`` and ``previous`` are cursors, or None at either end.
    """

    hits: tuple[Hit, ...]
    total: int
    first: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    took_ms: float = 0.0
    next: str | None = None
    previous: str | None = None
    understood: Understood = Understood()
    corrected: str = ""
    relaxed: Relaxed | None = None

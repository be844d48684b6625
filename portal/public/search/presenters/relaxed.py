"""What a page of results says of the words it did without, and the filters that some of the words name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext, gettext_lazy, ngettext

from catalogue.core.text import STOP_WORDS, spans
from catalogue.search.result import Offer, SearchResult
from portal.public.search.presenters.facets import NOBODY, value_label
from portal.shown import words
from portal.shown.query import Query

MOST_OFFERS = 3  # each is counted
_PLURALS = {
    "book": gettext_lazy("Books"),
    "manuscript": gettext_lazy("Manuscripts"),
    "map": gettext_lazy("Maps and plans"),
    "newspaper": gettext_lazy("Newspapers"),
    "periodical": gettext_lazy("Periodicals"),
    "score": gettext_lazy("Sheet music"),
    "photograph": gettext_lazy("Photographs"),
    "postcard": gettext_lazy("Postcards"),
    "print": gettext_lazy("Prints"),
    "poster": gettext_lazy("Posters"),
    "drawing": gettext_lazy("Drawings"),
    "painting": gettext_lazy("Paintings"),
    "sound": gettext_lazy("Sound recordings"),
    "video": gettext_lazy("Films and videos"),
    "coin": gettext_lazy("Coins and medals"),
    "archive": gettext_lazy("Archives"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One sentence or label, and the address it leads to."""

    label: str
    url: str


def said(query: Query, result: SearchResult) -> Way | None:
    """How the words were taken, in one sentence, and the address of the answer to all of them; None where all were asked for."""
    if result.relaxed is None:
        return None
    sentence = {
        "dashes": gettext("Without what follows the dash nothing was left: it was read as a word like the others."),
        "strong": _left_aside(result.relaxed.left_out),
        "spelling": gettext("No record has these words as they are typed: here is “%(words)s”.") % {"words": result.corrected},
        "most": gettext("No record has all these words: here are those that have most of them."),
        "any": gettext("No record has all these words: here are those that have some of them."),
    }[result.relaxed.how]
    return Way(sentence, query.changed(strict=True).url())


def _left_aside(left_out: tuple[str, ...]) -> str:
    said = ngettext(
        "Too few records have all these words: “%(words)s” was left aside.",
        "Too few records have all these words: “%(words)s” were left aside.",
        len(left_out),
    )
    return said % {"words": gettext("”, “").join(left_out)}


def offers(query: Query, result: SearchResult, *, count: Callable[[Query], int]) -> tuple[Way, ...]:
    """The filters that words of the search name, each in the place of its words, with what it finds: nothing is offered empty."""
    found: list[Way] = []
    for label, narrowed in islice(_narrowed(query, result), MOST_OFFERS):
        if total := count(narrowed):
            shown = gettext("%(what)s only: %(count)s") % {"what": label, "count": words.number(total)}
            found.append(Way(shown, narrowed.url()))
    return tuple(found)


def _narrowed(query: Query, result: SearchResult) -> Iterator[tuple[str, Query]]:
    for offer in result.understood.offers:
        without = query.changed(words=without_words(query.words, offer.typed), strict=False)
        if offer.years and not query.has_period:
            yield gettext("Before %(year)s") % {"year": offer.years[1] + 1}, without.changed(date_to=offer.years[1])
        for facet, value in _counted(offer, result):
            if not query.values(facet) and not query.is_full:
                yield _label(facet, value), without.toggled(facet, value)


def _counted(offer: Offer, result: SearchResult) -> list[tuple[str, str]]:
    """The values of an offer that the result has, the most frequent first; all of them where it was not counted."""
    counts = {(name, value.value): value.count for name, values in result.facets.items() for value in values}
    known = [pair for pair in offer.filters if counts.get(pair)]
    return sorted(known, key=lambda pair: -counts[pair]) or list(offer.filters)


def _label(facet: str, value: str) -> str:
    if facet == "document_type" and value in _PLURALS:
        return str(_PLURALS[value])
    named = value_label(facet, value, NOBODY)
    return gettext("Documents of the %(century)s") % {"century": named} if facet == "century" else named


def without_words(typed: str, left_out: str) -> str:
    """``typed`` without the folded words ``left_out``, nor the little words that stood beside them at either end."""
    gone = set(left_out.split())
    kept = [(typed[start:end], word) for start, end, word in spans(typed) if not gone & set(word.split())]
    while kept and kept[0][1] in STOP_WORDS:
        kept.pop(0)
    while kept and kept[-1][1] in STOP_WORDS:
        kept.pop()
    return " ".join(written for written, _word in kept)

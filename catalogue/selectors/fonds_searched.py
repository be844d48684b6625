"""Published fonds by words, as the search of the portal reads them: stems, synonyms, numerals, names of their keepers.

Where no engine answers, where no whole word is found or more fonds have the words than a page lists, by the beginnings of their words
(``selectors.fonds``).
"""

from __future__ import annotations

from dataclasses import replace

import structlog

from catalogue.core.keys import Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.selectors import fonds, search
from catalogue.selectors.fonds import MOST, ShownFonds, Wanted

logger = structlog.get_logger(__name__)
_OF_FONDS = (("kind", Kind.FONDS.word),)


def found(wanted: Wanted, *, most: int = MOST) -> list[ShownFonds]:
    """The fonds that are wanted, by their places in the tree, at most ``most``; one statement, two where no whole word is found."""
    numbers = _numbers(wanted.words, most=MOST, strict=True)
    return fonds.found(replace(wanted, words="", among=numbers) if numbers else wanted, most=most)


def best(words: str, *, most: int) -> list[ShownFonds]:
    """Those that words name, the likeliest first, most of the words being enough; one statement, two where no whole word is found."""
    numbers = _numbers(words, most=most, strict=False)
    if not numbers:
        return fonds.found(Wanted(words=words), most=most) if words.strip() else []
    known = {one.pk: one for one in fonds.found(Wanted(among=numbers), most=len(numbers))}
    return [known[number] for number in numbers if number in known]


def _numbers(words: str, *, most: int, strict: bool) -> tuple[int, ...]:
    """The keys of the pages of the fonds that words find, the likeliest first; none without words, nor where ``strict`` words find more
    than ``most``. A call of the engine for each hundred.
    """
    if not words.strip():
        return ()
    request = SearchRequest(words=words, filters=_OF_FONDS, size=min(most, MAX_SIZE), highlight=False, strict=strict)
    numbers: list[int] = []
    try:
        while len(numbers) < most:
            result = search.search(request)
            if strict and result.total > most:
                return ()
            numbers += [hit.key.id for hit in result.hits]
            if result.next is None:
                break
            request = replace(request, cursor=result.next)
    except SearchUnavailable as error:
        logger.warning("fonds_by_beginnings", code=error.message.code)
        return ()
    return tuple(numbers[:most])

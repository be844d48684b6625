"""Published fonds by words, as the search of the portal reads them: stems, synonyms, numerals, names of their keepers.

Where no engine answers or no whole word is found, by the beginnings of their words (``selectors.fonds``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from catalogue.core.keys import Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.selectors import fonds, search
from catalogue.selectors.fonds import EVERY, MOST, ShownFonds, Wanted

logger = structlog.get_logger(__name__)
_OF_FONDS = (("kind", Kind.FONDS.word),)


@dataclass(frozen=True, slots=True)
class Meant:
    """Words as they were taken. ``wanted``: what asks the database for the fonds that they find; ``spelling``: the other spelling that
    found them, "" for the one typed; ``beginnings``: they were taken as beginnings of words.
    """

    wanted: Wanted
    spelling: str = ""
    beginnings: bool = False


def meant(wanted: Wanted) -> Meant:
    """The same fonds with the words taken as the search takes them; a call of the engine, two more where it finds nothing."""
    if not wanted.words.strip():
        return Meant(wanted)
    try:
        keys, spelling = search.keys(SearchRequest(words=wanted.words, filters=_OF_FONDS), most=EVERY)
    except SearchUnavailable as error:
        logger.warning("fonds_by_beginnings", code=error.message.code)
        keys, spelling = (), ""
    if not keys:
        return Meant(wanted, beginnings=True)
    return Meant(replace(wanted, words="", among=tuple(key.id for key in keys)), spelling)


def found(wanted: Wanted, *, most: int = MOST) -> list[ShownFonds]:
    """The fonds that are wanted, by their places in the tree, at most ``most``; one statement."""
    return fonds.found(meant(wanted).wanted, most=most)


def best(words: str, *, most: int) -> list[ShownFonds]:
    """Those that words name, the likeliest first, most of the words being enough; one statement, two where no whole word is found."""
    if not words.strip():
        return []
    try:
        hits = search.search(SearchRequest(words=words, filters=_OF_FONDS, size=min(most, MAX_SIZE), highlight=False)).hits
    except SearchUnavailable as error:
        logger.warning("fonds_by_beginnings", code=error.message.code)
        hits = ()
    if not hits:
        return fonds.found(Wanted(words=words), most=most)
    known = {one.pk: one for one in fonds.found(Wanted(among=tuple(hit.key.id for hit in hits)), most=len(hits))}
    return [known[hit.key.id] for hit in hits if hit.key.id in known]

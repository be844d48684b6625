"""The words of a page of print as PostgreSQL holds and looks for them: the stems that the engines index, in their order."""

from __future__ import annotations

from catalogue.core.text import STOP_WORDS, words
from catalogue.search.engines.stems import stem
from catalogue.search.highlight import Highlighter
from catalogue.search.result import Fragment

CONFIG = "simple"  # of PostgreSQL: words are folded and stemmed here


def indexed(text: str) -> str:
    """What is indexed of a page, and what is looked for of what a reader typed; "" where nothing of it can be looked for."""
    return " ".join(stem(word) for word in words(text) if word not in STOP_WORDS)


def passage(text: str, typed: str) -> tuple[Fragment, ...]:
    """Where the words looked for stand in a page, in pieces, to be escaped; () where they are not found as they are written."""
    marked = Highlighter((word for word in words(typed) if word not in STOP_WORDS), root=stem)
    found = marked.highlights(title="", agents=(), texts={"notes": [" ".join(text.split())]})
    return found[0].snippet if found else ()

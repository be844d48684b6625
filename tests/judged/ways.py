"""The portal's own way to search, as pages have it, on any engine."""

from __future__ import annotations

from catalogue.search.answering import answered
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.judged.judging import synonyms
from tests.judged.real import TEN, Ranked


def portal(engine: Engine) -> Ranked:
    """The first ten of an engine, the words relaxed where they find too little, with the synonyms that the portal comes with."""
    table = synonyms()
    return lambda typed: [
        hit.key.id for hit in answered(SearchRequest(words=typed, size=TEN, highlight=False, synonyms=table), engine).hits
    ]

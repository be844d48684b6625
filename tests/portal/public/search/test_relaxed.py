"""Is a reader told in good French which of her words were left aside?"""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from catalogue.search.result import Relaxed, SearchResult
from portal.public.search.presenters import relaxed
from portal.shown.query import parse


@pytest.mark.parametrize(
    ("language", "left_out", "sentence"),
    [
        ("fr", ("manuscrit",), "«\u00a0manuscrit\u00a0» a été laissé de côté."),
        ("fr", ("manuscrit", "lettres"), "«\u00a0manuscrit\u00a0», «\u00a0lettres\u00a0» ont été laissés de côté."),
        ("en", ("manuscrit",), "“manuscrit” was left aside."),
        ("en", ("manuscrit", "lettres"), "“manuscrit”, “lettres” were left aside."),
    ],
)
def test_the_words_that_were_left_aside_are_counted_as_the_language_wants(language, left_out, sentence):
    query = parse(QueryDict("q=lettres manuscrit peste"))
    with translation.override(language):
        way = relaxed.said(query, SearchResult(hits=(), total=1, relaxed=Relaxed("strong", left_out)))
    assert way is not None
    assert way.label.endswith(f" {sentence}") or way.label.endswith(f"\u00a0{sentence}")
    assert way.url.endswith("mots=tous")


def test_nothing_is_said_where_all_the_words_were_asked_for():
    assert relaxed.said(parse(QueryDict("q=lyon")), SearchResult(hits=(), total=1)) is None

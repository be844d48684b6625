"""The editors' synonyms, from the table to the search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from catalogue.models import Synonym
from catalogue.search.words import read_words
from catalogue.selectors import synonyms as selector
from catalogue.selectors.synonyms import synonyms


@pytest.fixture(autouse=True)
def a_process_that_has_just_started() -> Iterator[None]:
    selector._kept.forget()
    yield
    selector._kept.forget()


def also(typed: str) -> dict[str, tuple[str, ...]]:
    return dict(read_words(typed, synonyms=synonyms()).synonyms)


def test_the_portal_comes_with_the_pairs_of_heritage(db: None) -> None:
    assert Synonym.objects.count() >= 40
    for line in Synonym.objects.all():
        line.full_clean()
    assert also("gravures") == {"gravures": ("estampe",)}
    assert also("musique imprimée") == {"musique imprimee": ("partition",)}
    assert also("reliure") == {"reliure": ("relié",)}
    assert also("relié") == {}, "from the binding to bound, not back"


def test_a_change_is_seen_at_the_next_look(db: None) -> None:
    assert also("vieux papier") == {}
    line = Synonym.objects.create(words="vieux papier", equivalents="ephemera, vieux papiers divers")
    assert also("vieux papier") == {}, "the table is kept for a few seconds"
    selector.renew()
    assert also("vieux papiers") == {"vieux papiers": ("ephemera", "vieux papiers divers")}
    line.equivalents = "éphémères"
    line.save()
    selector.renew()
    assert also("vieux papier") == {"vieux papier": ("éphémères",)}
    line.delete()
    selector.renew()
    assert also("vieux papier") == {}


def test_looking_costs_one_statement_and_then_none(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        synonyms()
    with django_assert_num_queries(0):
        synonyms()
    selector.renew()
    with django_assert_num_queries(1):
        synonyms()


def test_a_database_that_is_down_leaves_the_last_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = synonyms()

    def down() -> str:
        raise DatabaseError("gone")

    monkeypatch.setattr(selector._kept, "_look", down)
    selector.renew()
    assert synonyms() == before
    assert also("gravure") == {"gravure": ("estampe",)}


@pytest.mark.parametrize(("words", "equivalents"), [("", "plan"), ("---", "plan"), ("carte", " , "), ("un deux trois quatre cinq", "six")])
def test_an_editor_is_told_what_could_find_nothing(words: str, equivalents: str) -> None:
    with pytest.raises(ValidationError):
        Synonym(words=words, equivalents=equivalents).clean()

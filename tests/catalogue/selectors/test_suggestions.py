"""Suggestions of the whole portal: what the engine offers, and the institutions."""

from __future__ import annotations

import pytest

from catalogue.models import Institution, RegisterEntry, Synonym
from catalogue.search import engines
from catalogue.search.request import SearchRequest
from catalogue.selectors import suggestions as selector
from catalogue.selectors import synonyms
from catalogue.selectors.search import search, suggest
from catalogue.services import institutions, register
from tests.contracts.notices import LYON, NOTICES, PRIVAS


@pytest.fixture
def portal(db: None, settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.SEARCH_INDEX_DIR, settings.ELASTICSEARCH_URL = tmp_path, ""
    register.forget()
    institutions.make(LYON, name="Bibliothèque municipale de Lyon")
    institutions.make(PRIVAS)
    Institution.objects.filter(isil=f"FR-{LYON}").update(to_complete=False, town="Lyon")
    engines.serving().index(NOTICES)
    selector.renew()


def test_an_institution_is_offered_by_its_name_or_town(portal: None) -> None:
    expected = ("institution", LYON, "Lyon · Bibliothèque municipale de Lyon", 4)
    last = suggest("biblio")[-1]
    assert (last.kind, last.value, last.label, last.count) == expected and last.ark
    found = suggest("lyo", size=2)
    assert found[-1] == last
    assert found[0].kind == "place"


def test_an_institution_that_nobody_has_named_is_not_offered_by_its_number(portal: None) -> None:
    assert [one.kind for one in suggest("rcr")] == []


def test_an_institution_without_a_page_is_offered_by_the_name_of_the_register(portal: None) -> None:
    RegisterEntry.objects.filter(isil=f"FR-{PRIVAS}").update(name="Archives de l’Ardèche")
    assert [one.label for one in suggest("archiv")] == ["Archives de l’Ardèche"]


def test_a_search_that_finds_nothing_comes_with_another_spelling(portal: None) -> None:
    assert search(SearchRequest(words="rebelais")).corrected == "rabelais"
    assert search(SearchRequest(words="rabelais")).corrected == ""
    assert search(SearchRequest()).total == len(NOTICES)


def test_synonyms_are_looked_for_and_shown(portal: None) -> None:
    # Tests that commit empty every table, the rows that migrations wrote included.
    Synonym.objects.update_or_create(words="carte", defaults={"equivalents": "plan"})
    synonyms.renew()
    result = search(SearchRequest(words="carte de Saint-Étienne"))
    assert [hit.key.id for hit in result.hits] == [5]
    assert result.understood.synonyms == (("carte", ("plan",)),)

"""Fonds as a search finds them: counted beside notices, one link away, and as they are published at this moment."""

from __future__ import annotations

import pytest
from django.test import Client

from catalogue.core.keys import Kind
from catalogue.models import Fonds, Institution, Mark
from catalogue.search.request import SearchRequest
from catalogue.selectors import fonds_searched
from catalogue.selectors.search import search
from catalogue.services import holdings, indexing
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text
from tests.portal.public.test_fonds import PORTES, path_of, written


@pytest.fixture
def lyon(library: Library) -> Institution:
    return Institution.objects.get(isil=f"FR-{samples.LYON}")


@pytest.fixture
def portes(lyon: Institution) -> Fonds:
    return written(lyon, PORTES)


def test_a_search_tells_fonds_and_records_apart(client: Client, portes: Fonds) -> None:
    indexing.drain()
    head = page(client, "/recherche?q=livres").select_one(".results-head")
    assert head
    assert PORTES in text(head) and head.select_one(f'a[href="{path_of(portes)}"]')
    (told,) = head.select(".told-apart a")
    assert text(told) == "1 fonds"
    there = page(client, str(told["href"]))
    assert text(there.h1) == "1 fonds"  # type: ignore[arg-type]
    (line,) = there.select(".hit")
    assert PORTES in text(line) and "Fonds" in text(line.select_one(".kind")) and "Lyon" in text(line)  # type: ignore[arg-type]
    assert line.select(".unapi-id") == [] and there.select_one("h2 a")["href"] == path_of(portes)  # type: ignore[index]
    assert PORTES in text(page(client, "/recherche?q=chartreuse+de+portes"))
    assert PORTES not in text(page(client, "/recherche?q=livres&type=book"))
    assert PORTES not in text(page(client, "/recherche"))


def found(words: str = "") -> list[str]:
    """The titles of the fonds that a search gives, each after those above it."""
    indexing.drain()
    hits = search(SearchRequest(words=words, filters=(("kind", "fonds"),), sort="title")).hits
    return [" › ".join((*hit.display.get("path", ()), hit.display["title"])) for hit in hits]


def test_search_follows_a_fonds_that_is_published_renamed_withdrawn_and_deleted(portes: Fonds, lyon: Institution) -> None:
    letters = written(portes, "Lettres", contents="Correspondance des prieurs.")
    written(portes, "Brouillon", published=False)
    assert found() == [f"{PORTES} › Lettres", PORTES]
    portes.refresh_from_db()
    portes.title = "Chartreuse"
    portes.save_revision().publish()
    assert found() == ["Chartreuse", "Chartreuse › Lettres"] and found("prieur") == ["Chartreuse › Lettres"]
    Fonds.objects.get(pk=portes.pk).unpublish()
    assert found() == ["Lettres"]
    Fonds.objects.get(pk=letters.pk).delete()
    assert found() == [] and not indexing.audit().differs


def test_search_follows_a_fonds_to_another_library(portes: Fonds, lyon: Institution) -> None:
    written(portes, "Lettres")
    assert len(found()) == 2
    other = Institution.objects.exclude(pk=lyon.pk).filter(isil=f"FR-{samples.GRENOBLE}").get()
    Fonds.objects.get(pk=portes.pk).move(other, pos="last-child")
    indexing.drain()
    here = SearchRequest(filters=(("kind", "fonds"), ("institution", samples.GRENOBLE)))
    assert {hit.display["title"] for hit in search(here).hits} == {PORTES, "Lettres"}
    assert not indexing.audit().differs


def test_a_library_that_changes_its_name_is_named_so_beside_its_fonds(portes: Fonds, lyon: Institution) -> None:
    found()
    lyon.refresh_from_db()
    lyon.title, lyon.website = "Bibliothèque du quartier", ""
    lyon.save_revision().publish()
    indexing.drain()
    (hit,) = search(SearchRequest(words="quartier", filters=(("kind", "fonds"),))).hits
    assert hit.display["holdings"][0][1] == "Bibliothèque du quartier"


def test_what_the_register_changes_of_a_library_is_told_of_its_fonds(portes: Fonds) -> None:
    found()
    holdings.mark_held_by(samples.LYON)
    assert [ids for (ids,) in Mark.objects.filter(kind=Kind.FONDS).values_list("ids")] == [[portes.pk]]


@pytest.mark.parametrize("path", ["/recherche.csv?nature=fonds", "/recherche.atom?nature=fonds", "/recherche?nature=fonds&vue=galerie",
                                  "/recherche?nature=fonds&vue=carte", "/en/recherche?nature=fonds&nature=component"])  # fmt: skip
def test_other_faces_of_a_search_for_fonds_are_no_error(client: Client, portes: Fonds, path: str) -> None:
    indexing.drain()
    answer = client.get(path)
    assert answer.status_code == 200 and b'class="views"' not in answer.getvalue()


@pytest.fixture
def searched(lyon: Institution) -> tuple[Fonds, Fonds]:
    """Two fonds, as the engine has them."""
    portes = written(lyon, PORTES, contents="Manuscrits du XVe siècle et imprimés.")
    made = portes, written(lyon, "Papiers du relieur Ferrand", contents="Registres.")
    indexing.drain()
    return made


@pytest.mark.parametrize("words", ["livre", "chartreuses", "imprime+chartreuses", "bibliotheque+lyon+manuscrit", "chartr"])
def test_the_list_of_fonds_reads_words_as_the_search_does(client: Client, searched: tuple[Fonds, Fonds], words: str) -> None:
    assert PORTES in text(page(client, f"/fonds?q={words}").main)  # type: ignore[arg-type]
    assert "Ferrand" not in text(page(client, f"/fonds?q={words}").main)  # type: ignore[arg-type]
    given = client.get("/api/v1/fonds", {"q": words.replace("+", " ")}).json()["fonds"]
    assert [one["description"]["title"] for one in given] == [PORTES]


def test_those_that_words_name_come_the_likeliest_first(searched: tuple[Fonds, Fonds]) -> None:
    portes, papers = searched
    assert [one.pk for one in fonds_searched.best("registres du relieur Ferrand", most=5)] == [papers.pk]
    assert [one.pk for one in fonds_searched.best("chartreuse de Portes, tome 3", most=5)] == [portes.pk]
    assert fonds_searched.best("", most=5) == fonds_searched.best("zzz", most=5) == []


def test_a_fonds_is_found_by_the_beginnings_of_its_words_while_no_engine_answers(
    client: Client, searched: tuple[Fonds, Fonds], engine_down: None
) -> None:
    assert PORTES in text(page(client, "/fonds?q=chartreuse").main)  # type: ignore[arg-type]
    assert [one.title for one in fonds_searched.best("ferrand", most=5)] == ["Papiers du relieur Ferrand"]


def test_a_fonds_withdrawn_since_the_engine_was_told_is_not_listed(client: Client, searched: tuple[Fonds, Fonds]) -> None:
    searched[0].unpublish()
    assert PORTES not in text(page(client, "/fonds?q=chartreuse").main)  # type: ignore[arg-type]

"""Where a reader goes on from a notice: persons and places, notices that resemble it, the same edition elsewhere, the library."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Agent, Holding, Identifier, Subject, Title
from catalogue.search import engines
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text
from tests.selections import some


def test_the_way_on_leads_to_pages_of_persons_places_and_subjects(client: Client, library: Library) -> None:
    around = _page(client, library.path("rich")).select("#autour")[0]
    ways = {_text(kind.select("dt")[0]): [(_text(link), link["href"]) for link in kind.select("a")] for kind in around.select("dl > div")}
    assert ways["De la même main"] == [("Perrachon, Antoine", "/personne/perrachon-antoine-1520-1581")]
    assert ways["De la même presse"] == [("Garnier, Pierrette", "/personne/garnier-pierrette")]
    assert ways["Publié au même lieu"] == [("Lyon", "/lieu/lyon")]
    assert ways["Des mêmes années"] == [("entre 1557 et 1567", "/recherche?de=1557&a=1567")]
    assert ("Lyon (Rhône)", "/sujet/lyon-rhone") in ways["Sur le même sujet"]
    assert ways["De la même bibliothèque ancienne"] == [("Collège de la Trinité", "/personne/college-de-la-trinite")]


def test_every_way_on_leads_somewhere(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    for link in some(page.select("#autour a, .about a, .agents a, .crumbs a, .card h3 a")):
        if str(link["href"]).startswith("/"):
            assert client.get(str(link["href"]), follow=True).status_code == 200, link["href"]


def test_what_has_no_word_gets_no_way_on(client: Client, library: Library) -> None:
    library.add(replace(samples.RICH, identifier="signs", agents=(Agent(name="***"),), subjects=(Subject(value="—"),), publications=()))
    assert client.get(library.path("signs")).status_code == 200


def test_notices_that_share_its_words_are_shown_best_first(client: Client, library: Library) -> None:
    library.add(replace(samples.NO_DATE, identifier="near", titles=(Title(value="L’art des soyeux et des étoffes façonnées"),)))
    library.add(replace(samples.NO_DATE, identifier="nearer", titles=(Title(value="Le jardin des soyeux de Perrachon"),)))
    library.add(replace(samples.NO_DATE, identifier="far", titles=(Title(value="Almanach des neiges"),)))
    library.index()
    similar = _page(client, library.path("rich")).select("#voisines li")
    assert [_text(line.select(".similar-title")[0]) for line in similar] == [
        "Le jardin des soyeux de Perrachon",
        "L’art des soyeux et des étoffes façonnées",
    ]


def test_the_same_number_elsewhere_is_the_same_edition_and_says_why(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    other = replace(
        samples.NO_DATE,
        identifier="elsewhere",
        titles=(Title(value="Jardin des soyeux"),),
        identifiers=(Identifier(scheme="ppn", value="12345678 9"), Identifier(scheme="local", value="7")),
        holdings=(Holding(institution=samples.GRENOBLE, call_number="Z 1"),),
    )
    library.add(other)
    library.add(replace(other, identifier="unlike", identifiers=(Identifier(scheme="local", value="123456789"),)))
    library.index()
    with django_assert_max_num_queries(5):  # the editions of its neighbours, however many
        page = _page(client, library.path("rich"))
    together = page.select("#exemplaires")[0]
    assert [link["href"] for link in together.select("a")] == [library.path("elsewhere")]
    assert "Même numéro : PPN 123456789" in _text(together) and "Bibliothèque d’étude et du patrimoine" in _text(together)
    assert "Les 2 exemplaires ci-dessus sont rattachés à une même notice par « Catalogue de Lyon »" in _text(together)
    assert [link["href"] for link in page.select("#voisines .similar-title a")] == [library.path("unlike")]


def test_without_an_engine_the_notice_stands_without_its_neighbours(client: Client, library: Library, engine_down: None) -> None:
    page = _page(client, library.path("rich"))
    assert "Rés 317 042" in _text(page) and not page.select("#voisines")


def test_the_engine_is_called_once_for_a_notice(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, asked = engines.serving(), []

    class Counting:
        def search(self, request: SearchRequest) -> SearchResult:
            asked.append(request)
            return engine.search(request)

    monkeypatch.setattr(engines, "serving", Counting)
    _page(client, library.path("rich"))
    _page(client, library.path("withdrawn"), status=410)
    assert len(asked) == 1 and not asked[0].facets and asked[0].size <= 20


def test_a_mistake_is_reported_to_the_library_that_keeps_the_document(client: Client, library: Library) -> None:
    form = str(_page(client, library.path("rtl")).select(".provenance a[href$='/signaler']")[0]["href"])
    letter = urlsplit(str(_page(client, form).select("main a[href^=mailto]")[0]["href"]))
    assert letter.path == "fonds.ancien@lyon.example"
    said = parse_qs(letter.query)
    assert said["subject"][0].startswith("Erreur dans la notice ") and "ספר התפילות" in said["subject"][0]
    assert f"http://testserver{library.path('rtl')}" in said["body"][0] and "Numéro dans votre catalogue\u00a0: rtl" in said["body"][0]


def test_a_letter_cannot_be_given_other_readers_or_headers(client: Client, library: Library) -> None:
    title = Title(value="Titre\r\nBcc: x@example.org&bcc=y@example.org?to=z")
    library.add(replace(samples.RIGHT_TO_LEFT, identifier="letters", titles=(title,)))
    form = _page(client, f"{library.path('letters')}/signaler").select("main a[href^=mailto]")
    for link in some([*form, *_page(client, library.path("letters")).select("#citer a[href^=mailto]")]):
        said = parse_qs(urlsplit(str(link["href"])).query)
        assert set(said) == {"subject", "body"} and "Titre" in said["subject"][0]
        assert not {"\r", "\n"} & set(said["subject"][0])


def test_the_institution_page_is_one_click_away(client: Client, library: Library) -> None:
    card = _page(client, library.path("rtl")).select(".where-to .card")[0]
    assert card.select("h3 a")[0]["href"] == institution_path(samples.LYON)

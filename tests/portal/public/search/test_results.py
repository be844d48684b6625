"""What a reader finds on the results page, and what it costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import QueryDict
from django.test import Client
from django.utils import translation
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Title
from catalogue.search import engines
from catalogue.services.institutions import make
from portal.shown.query import Query, parse
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import robots as _robots
from tests.portal.public.reading import text as _text


def _titles(page: Tag) -> list[str]:
    return [_text(link) for link in page.select(".hit-title a")]


def _facet(page: Tag, name: str) -> dict[str, str]:
    return {
        _text(link.select("span")[0]): link.select(".count")[0].get_text() for link in page.select(f"ul[aria-labelledby='facet-{name}'] a")
    }


def _many(library: Library, count: int) -> None:
    for number in range(count):
        library.add(replace(samples.RICH, identifier=f"n{number}", titles=(Title(value=f"Annales de la soie, tome {number}"),)))
    library.index()


def test_a_word_of_the_title_finds_the_notice_and_is_marked(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=soyeux")
    assert _titles(page) == ["Le Jardin des soyeux"]
    assert _text(page.select("h1")[0]) == "1 notice"
    assert [mark.get_text() for mark in page.select(".hit-title mark")] == ["soyeux"]
    assert page.select(".hit-title a")[0].get("href") == library.path("rich")


def test_a_line_says_what_it_is_who_made_it_and_who_keeps_it(client: Client, library: Library) -> None:
    line = _text(_page(client, "/recherche?q=soyeux").select(".hit-words")[0])
    for said in (
        "XVIe siècle",
        "ou Traité des étoffes façonnées",
        "Perrachon, Antoine",
        "Lyon : Pierrette Garnier, 1562",
        "2 établissements Grenoble, Lyon",
    ):
        assert said in line, said
    assert line.endswith("Numérisé")


def test_a_single_library_is_named_with_its_call_number(client: Client, library: Library) -> None:
    assert "Lyon · Bibliothèque municipale de Lyon Ms hébreu 14" in _text(_page(client, "/recherche?q=Bomberg").select(".hit")[0])


def test_the_empty_search_is_the_whole_catalogue(client: Client, library: Library) -> None:
    page = _page(client, "/recherche")
    assert _text(page.select("h1")[0]) == f"{len(samples.EVERY)} notices dans tout le catalogue"
    assert len(_titles(page)) == len(samples.EVERY)


def test_facets_have_counts_and_narrow_down(client: Client, library: Library) -> None:
    page = _page(client, "/recherche")
    assert _facet(page, "institution")["Lyon · Bibliothèque municipale de Lyon"] == "3"
    assert _facet(page, "century")["XVIe siècle"] == "3"
    link = next(link for link in page.select("ul[aria-labelledby='facet-century'] a") if "XVIe" in _text(link))
    assert link.get("href") == "/recherche?siecle=16" and link.get("rel") == ["nofollow"]
    assert len(_titles(_page(client, "/recherche?siecle=16"))) == 3


def test_each_filter_can_be_removed_by_itself(client: Client, library: Library) -> None:
    page = _page(client, f"/recherche?q=soyeux&etablissement={samples.LYON}&siecle=16&langue=fre&numerise=1&de=1500&a=1600")
    removed = {_text(chip).removeprefix("Retirer "): chip.get("href") for chip in page.select(".chips a")}
    assert _titles(page) == ["Le Jardin des soyeux"]
    assert removed["XVIe siècle"] == f"/recherche?q=soyeux&etablissement={samples.LYON}&langue=fre&de=1500&a=1600&numerise=1"
    assert "siecle=16" in removed["«\u00a0soyeux\u00a0»".replace("\u00a0", " ")] and "q=" not in removed["« soyeux »"]
    assert "de=" not in removed["entre 1500 et 1600"] and "numerise" not in removed["Numérisé"]
    assert removed["Tout effacer"] == "/recherche"
    assert "5 filtres actifs" in _text(page.select(".tool--facets summary")[0])


def test_a_filter_no_notice_has_can_still_be_removed(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=soyeux&langue=que")
    assert _facet(page, "language") != {} and page.select("ul[aria-labelledby='facet-language'] a[aria-current]")


def test_the_address_of_a_search_does_not_depend_on_the_order_of_clicks() -> None:
    first = Query(words="soie").toggled("century", "16").toggled("language", "fre").toggled("language", "lat")
    second = Query(words="soie").toggled("language", "lat").toggled("century", "16").toggled("language", "fre")
    with translation.override("fr"):
        assert first.url() == second.url() == "/recherche?q=soie&siecle=16&langue=fre&langue=lat"
        assert parse(QueryDict(urlsplit(first.url()).query)).url() == first.url()


@pytest.mark.parametrize(
    "address",
    [
        "etablissement=' OR 1=1", "siecle=99999999999", "siecle=é", "type=<script>", "langue=ABCDEF", "de=abc", "a=99999999", "tri=pire",
        "page=-1", "page=0", "page=99999999999999", "page=%00", "q=%00%01", "q=%FF", 'q="', "q=(((", "q=-", "q=:*^~", "page=zzz",
        "&".join("etablissement=690001001" for _ in range(300)), "&".join(f"siecle={n}" for n in range(90)),
    ],
)  # fmt: skip
def test_no_address_breaks_the_page(client: Client, library: Library, address: str) -> None:
    assert client.get(f"/recherche?{address}").status_code == 200


def test_pages_follow_each_other_and_miss_nothing(client: Client, library: Library) -> None:
    _many(library, 45)
    seen: list[str] = []
    address = "/recherche?q=annales&tri=titre"
    pages = 0
    while address:
        page = _page(client, address)
        seen += _titles(page)
        pages += 1
        address = next((link.get("href") for link in page.select(".pager a[rel~='next']")), "")
    assert pages == 3 and len(seen) == len(set(seen)) == 45
    back = page.select(".pager a[rel~='prev']")[0].get("href")
    assert _titles(_page(client, back)) == seen[20:40]
    assert "page 3 sur 3" in _text(page.select(".pager")[0])


def test_a_page_by_its_number_is_shareable(client: Client, library: Library) -> None:
    _many(library, 25)
    page = _page(client, "/recherche?q=annales&tri=titre&page=2")
    assert len(_titles(page)) == 5
    assert parse_qs(urlsplit(page.select("link[rel=canonical]")[0]["href"]).query) == {"q": ["annales"]}


@pytest.mark.parametrize(
    ("address", "most"),
    [
        *(("?q=soie", 1), ("", 1), ("?q=annales&page=2", 1), ("?q=annales&vue=galerie", 1), ("?q=annales&vue=carte", 1)),
        *(
            ("?titre=annales&auteur=perrachon&de=1500", 1),
            ("?q=annales&personne=perrachon-antoine-1520-1581&sujet=soie-industrie-lyon-rhone-16e-siecle", 1),
        ),
        ("?q=rien+du+tout&siecle=16&langue=fre&de=1500&numerise=1", 8),  # fewer words, another spelling, and the ways out are counted
    ],
)
def test_a_results_page_costs_five_statements_and_one_search_at_most(
    client: Client,
    library: Library,
    *,
    address: str,
    most: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _many(library, 60)
    client.get("/recherche/suggestions?q=jardin")  # each process counts what institutions hold once a minute, for suggestions
    engine = engines.serving()
    calls: list[Any] = []
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda request: calls.append(request) or search(request), raising=False)
    with django_assert_max_num_queries(5):
        assert client.get(f"/recherche{address}").status_code == 200
    assert 1 <= len(calls) <= most


def test_nothing_found_says_what_was_searched_and_offers_ways_out(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=soyeux&siecle=19")
    text = _text(page.select("main")[0])
    assert "« soyeux »" in text and "Aucune notice ne répond à ces mots avec ce que vous avez choisi." in text
    ways = [(_text(way), way.get("href")) for way in page.select(".ways-out ul[role=list] a")]
    assert ways == [("Sans « XIXe siècle » 1 notice", "/recherche?q=soyeux")]
    assert len(page.select(".ways-out section")) == 3


def test_several_words_that_find_nothing_are_offered_one_by_one(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=soyeux+kilowattheures&mots=tous")
    ways = [_text(way) for way in page.select(".ways-out ul[role=list] a")]
    assert ways == ["Seulement « soyeux » 1 notice"]
    page = _page(client, "/recherche?q=kilowattheures+«l’étoffe+d'soyeux»&mots=tous")
    ways = [_text(way) for way in page.select(".ways-out ul[role=list] a")]
    assert "Seulement « soyeux » 1 notice" in ways and not any("’" in way or "'" in way for way in ways), "without quotes or article"


def test_words_that_no_notice_has_together_are_answered_by_most_of_them_and_the_page_says_so(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=soyeux+kilowattheures")
    [said] = [one for one in page.select(".said") if "Aucune notice n’a tous ces mots" in _text(one)]
    assert page.select("#hits") and said.a["href"] == "/recherche?q=soyeux+kilowattheures&mots=tous"
    strict = _page(client, said.a["href"])
    assert "Aucune notice" in _text(strict.h1) and not any("n’a tous ces mots" in _text(one) for one in strict.select(".said"))


def test_words_that_name_a_type_are_offered_as_a_filter_with_its_count(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=livres+soyeux")
    offers = {_text(link): link["href"] for line in page.select(".recognised") for link in line.select("a")}
    assert offers.get("Livres seulement : 1") == "/recherche?q=soyeux&type=book", offers


def test_a_century_is_offered_as_the_date_of_documents_for_its_words_may_be_those_of_a_subject(client: Client, library: Library) -> None:
    page = _page(client, "/recherche?q=jardins+XVIe+siècle")
    offers = [_text(link) for line in page.select(".recognised") for link in line.select("a")]
    assert any(said.startswith("Documents du XVIe siècle seulement") for said in offers), offers


def test_too_long_a_search_is_a_sentence(client: Client, library: Library) -> None:
    page = _page(client, f"/recherche?q={'é' * 501}", status=400)
    assert "Cette recherche est trop longue" in _text(page)
    assert client.get(f"/recherche/affiner/type?q={'e' * 1001}").status_code == 400


def test_an_engine_that_is_down_leaves_a_page_that_says_so(client: Client, library: Library, engine_down: None) -> None:
    response = client.get("/recherche?q=soyeux&siecle=16")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 503 and response["Retry-After"] == "30"
    assert "La recherche ne répond pas" in _text(page)
    assert page.select(".actions a.button")[0]["href"] == "/recherche?q=soyeux&siecle=16"
    assert client.get("/recherche/affiner/type").status_code == 503
    assert client.get(library.path("rich")).status_code == 200


def test_every_institution_is_on_the_page_of_its_facet(client: Client, library: Library) -> None:
    make("070011001", name="Mairie de la première commune")
    page = _page(client, "/recherche")
    more = page.select("ul[aria-labelledby='facet-institution'] ~ a.more")[0]
    assert more.get("href") == "/recherche/affiner/etablissement"
    everyone = _page(client, more.get("href"))
    assert len(everyone.select(".values li")) == 200
    assert [link.get_text() for link in everyone.select(".alphabet a")] == ["B", "G", "L", "M"]
    assert _robots(everyone) == "noindex, follow"
    assert client.get("/recherche/affiner/couleur").status_code == 404


def test_crawlers_are_kept_out_of_filters_and_let_into_searches(client: Client, library: Library) -> None:
    assert _robots(_page(client, "/recherche?q=soie")) == ""
    assert _robots(_page(client, "/recherche?q=soie&siecle=16")) == "noindex, follow"
    page = _page(client, "/recherche?q=soie&siecle=16")
    assert all("nofollow" in link.get("rel", []) for link in page.select(".tool a, .chips a[href*='?'], .pager a"))
    assert page.select("link[rel=canonical]")[0]["href"].endswith("/recherche?q=soie")
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain") and "Disallow: /recherche/affiner/" in robots.content.decode()


def test_hostile_words_are_shown_and_not_run(client: Client, library: Library) -> None:
    for address in ("/recherche", "/recherche?q=<script>alert(1)</script>", '/recherche?q="><img src=x>', "/recherche?q=script"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body and "<img" not in body


def test_a_right_to_left_title_says_so_in_the_list(client: Client, library: Library) -> None:
    (title,) = _page(client, "/recherche?q=Bomberg").select(".hit-title")
    assert (title.get("lang"), title.get("dir")) == ("he", "rtl")


def test_english_pages_are_english_and_know_their_french_twin(client: Client, library: Library) -> None:
    page = _page(client, "/en/recherche?q=soyeux&siecle=16")
    assert page.select("html")[0]["lang"] == "en" and "1 record" in _text(page.select("h1")[0]) and "16th century" in _text(page)
    assert page.select("nav a[hreflang='fr']")[0].get("href") == "/recherche?q=soyeux&siecle=16"
    twin = _page(client, "/recherche?q=soyeux&siecle=16").select("nav a[hreflang='en']")[0].get("href")
    assert twin == "/en/recherche?q=soyeux&siecle=16"

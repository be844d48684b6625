"""Narrowing a result: by person, subject, place, commune; how many filters at a time; the pages with every value; the three views."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.test import Client
from msgspec.structs import replace

from catalogue.core.description import Agent, DigitalCopy, Title
from catalogue.core.headings import heading_key
from catalogue.search import engines
from catalogue.services import changes
from portal.shown.query import parse
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import copy_path
from tests.portal.public.reading import page, robots, text
from tests.selections import some

PERRACHON = "perrachon-antoine-1520-1581"


def _titles(found: Tag) -> list[str]:
    return [text(link) for link in found.select(".hit-title a")]


def _chips(found: Tag) -> dict[str, str]:
    return {text(chip).removeprefix("Retirer "): str(chip["href"]) for chip in found.select(".chips a")}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"personne={PERRACHON}", "Perrachon, Antoine (1520?-1581)"),
        ("sujet=soie-industrie-lyon-rhone-16e-siecle", "Sujet : Soie -- Industrie -- Lyon (Rhône) -- 16e siècle"),
        ("possesseur=college-de-la-trinite", "A appartenu à Collège de la Trinité"),
        (f"lieu=lyon&personne={PERRACHON}", "Publié à Lyon"),
        (f"commune=69123&personne={PERRACHON}", "Lyon"),
        (f"departement=69&personne={PERRACHON}", "Rhône"),
    ],
)
def test_a_heading_narrows_and_is_named(client: Client, library: Library, address: str, said: str) -> None:
    found = page(client, f"/recherche?{address}")
    assert _titles(found) == ["Le Jardin des soyeux"] or "departement" in address
    assert said in _chips(found)


def test_a_heading_that_no_notice_has_can_still_be_read_and_removed(client: Client, library: Library) -> None:
    found = page(client, "/recherche?personne=labe-louise-1524-1566")
    assert _chips(found) == {"Labe louise 1524 1566": "/recherche"}


def test_every_part_of_the_words_is_removable_by_itself(client: Client, library: Library) -> None:
    chips = _chips(page(client, "/recherche?q=jardin+%22des+soyeux%22+-coton+1562"))
    assert chips["« jardin »"] == "/recherche?q=%22des+soyeux%22+-coton+1562"
    assert chips["exactement « des soyeux »"] == "/recherche?q=jardin+-coton+1562"
    assert chips["sans « coton »"] == "/recherche?q=jardin+%22des+soyeux%22+1562"
    assert chips["1562"] == "/recherche?q=jardin+%22des+soyeux%22+-coton"


def test_a_date_among_the_words_is_said_in_years(client: Client, library: Library) -> None:
    chips = _chips(page(client, "/recherche?q=soyeux+XVIe+siècle"))
    assert chips["XVIe siècle, soit entre 1501 et 1600"] == "/recherche?q=soyeux" and "« soyeux »" in chips


def test_four_filters_hold_together_and_no_more(client: Client, library: Library) -> None:
    four = f"etablissement={samples.LYON}&type=book&siecle=16&langue=fre"
    found = page(client, f"/recherche?q=soyeux&{four}")
    assert "4 filtres au plus : retirez-en un pour en choisir un autre." in text(found.select(".facets")[0])
    offered = found.select(".facet ul:not(.openings, [aria-labelledby=facet-digital]) a")
    assert len(offered) == 4 and {link.get("aria-current") for link in offered} == {"true"}
    more = page(client, f"/recherche?q=soyeux&{four}&langue=lat&personne={PERRACHON}")
    assert len(_chips(more)) == 6
    assert "4 filtres au plus à la fois : les autres filtres de cette adresse ont été laissés de côté." in text(more)
    assert not page(client, f"/recherche/affiner/personne?{four}").select(".values a")


def test_a_librarian_at_work_may_combine_more(client: Client, library: Library) -> None:
    client.force_login(get_user_model().objects.create_user("claire@traboule.example", "mot-de-passe-long"))
    address = f"/recherche?etablissement={samples.LYON}&type=book&siecle=16&langue=fre&personne={PERRACHON}"
    assert len(_chips(page(client, address))) == 6


def test_an_address_keeps_its_first_filters() -> None:
    query = parse(QueryDict("langue=fre&langue=lat&siecle=16&siecle=17&sujet=soie&commune=69123"))
    assert [name for name, _value in query.filters] == ["century", "century", "language", "language"]
    assert query.left_out == 2


def test_persons_are_listed_when_a_reader_opens_them(client: Client, library: Library) -> None:
    library.add(replace(samples.RICH, identifier="z", agents=(Agent(name="Labé, Louise", dates="1524?-1566"),)))
    library.index()
    results = page(client, "/recherche?q=soyeux")
    (opening,) = [link for link in results.select(".openings a") if text(link) == "Personnes et organismes…"]
    everyone = page(client, str(opening["href"]))
    named = {text(link.select("span")[0]): str(link["href"]) for link in everyone.select(".values a")}
    assert named["Labé, Louise (1524?-1566)"] == "/recherche?q=soyeux&personne=labe-louise-1524-1566"
    assert _titles(page(client, named["Labé, Louise (1524?-1566)"])) == ["Le Jardin des soyeux"]
    (letter,) = [link for link in everyone.select(".alphabet a") if text(link) == "P"]
    assert str(letter["href"]).endswith("debut=p") and letter["rel"] == ["nofollow"]
    assert [text(link.select("span")[0]) for link in page(client, str(letter["href"])).select(".values a")] == [
        "Perrachon, Antoine (1520?-1581)"
    ]


def test_the_list_of_a_facet_is_filtered_by_a_form(client: Client, library: Library) -> None:
    form = page(client, "/recherche/affiner/etablissement?q=soyeux").select("form.beginning")[0]
    assert {(field["name"], field["value"]) for field in form.select("[type=hidden]")} == {("q", "soyeux")}
    shown = page(client, "/recherche/affiner/etablissement?q=soyeux&debut=etude")
    assert [text(link.select("span")[0]) for link in shown.select(".values a")] == ["Grenoble · Bibliothèque d’étude et du patrimoine"]
    nothing = page(client, "/recherche/affiner/sujet?q=soyeux&debut=%00%3Cscript%3E")
    assert "Rien ne commence ici par « <script> »." in text(nothing) and robots(nothing) == "noindex, follow"


def test_the_gallery_shows_a_picture_or_a_cover_for_each(client: Client, library: Library) -> None:
    copies = (DigitalCopy(url="https://p.example/1"), DigitalCopy(url="https://p.example/2", manifest="https://p.example/m.json"))
    pictured = library.add(replace(samples.RICH, identifier="p", titles=(Title(value="Album des soyeux"),), digital_copies=copies))
    library.index()
    plates = page(client, "/recherche?q=soyeux&vue=galerie").select(".plate")
    assert len(plates) == 2
    for plate in plates:
        image, cover = plate.select("img"), plate.select(".cover")
        assert bool(image) != bool(cover)
        if image:
            assert image[0]["src"] == f"{copy_path(pictured, 1)}/vignette"
            assert image[0]["width"] and image[0]["height"] and image[0]["alt"] == ""


def test_the_three_views_keep_the_search(client: Client, library: Library) -> None:
    for view in ("", "&vue=galerie", "&vue=carte"):
        links = page(client, f"/recherche?q=soyeux&siecle=16{view}").select(".views a")
        assert [(text(link), parse_qs(urlsplit(str(link["href"])).query).get("vue")) for link in links] == [
            ("Liste", None),
            ("Galerie", ["galerie"]),
            ("Carte", ["carte"]),
        ]
        assert all("q=soyeux&siecle=16" in str(link["href"]) for link in some(links))


def test_the_map_says_its_communes_in_words(client: Client, library: Library) -> None:
    rows = {text(link): str(link["href"]) for link in page(client, "/recherche?vue=carte").select(".communes a")}
    assert rows["Lyon (Rhône) 1"] == "/recherche?commune=69123"
    assert _titles(page(client, "/recherche?commune=69123")) == ["Le Jardin des soyeux"]


def test_pages_lead_to_the_last_and_back(client: Client, library: Library) -> None:
    for number in range(85):
        library.add(replace(samples.RICH, identifier=f"n{number}", titles=(Title(value=f"Annales, tome {number}"),)))
    library.index()
    pager = {text(link): str(link["href"]) for link in page(client, "/recherche?q=annales&tri=titre").select(".pager a")}
    assert pager == {"Suivantes": "/recherche?q=annales&tri=titre&page=2", "Dernière page": "/recherche?q=annales&tri=titre&page=5"}
    last = page(client, pager["Dernière page"])
    assert len(_titles(last)) == 5 and "page 5 sur 5" in text(last.select(".pager")[0])
    assert "page 5 sur 5" in text(last.select("title")[0])
    beyond = page(client, "/recherche?q=annales&tri=titre&page=9")
    assert "Les pages de cette recherche s’arrêtent à la page 5." in text(beyond) and beyond.select(".answers a")


def test_the_whole_catalogue_is_counted_once_for_all_visitors(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines.serving()
    asked: list[tuple[str, ...]] = []
    search = engine.search

    def counting(request: Any) -> Any:
        asked.append(request.facets)
        return search(request)

    monkeypatch.setattr(engine, "search", counting, raising=False)
    first, second = (text(page(client, "/recherche").select(".facets")[0]) for _ in range(2))
    assert first == second and len(asked) == 2 and asked[0] and not asked[1]
    page(client, "/recherche?siecle=16")
    assert asked[-1]


@pytest.mark.parametrize(("narrowed", "whole"), [("siecle=16", "century"), ("de=1500&a=1620", "decade"), ("langue=fre", "language")])
def test_the_facet_of_the_one_filter_in_use_is_not_counted_again(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch, narrowed: str, whole: str
) -> None:
    parts = {"century": "ul[aria-labelledby='facet-century']", "language": "ul[aria-labelledby='facet-language']", "decade": ".timeline"}
    engine = engines.serving()
    asked: list[tuple[str, ...]] = []
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda request: asked.append(request.facets) or search(request), raising=False)
    counted = text(page(client, f"/recherche?{narrowed}").select(parts[whole])[0])
    page(client, "/recherche")
    kept = text(page(client, f"/recherche?{narrowed}").select(parts[whole])[0])
    assert kept == counted
    left_out = {whole, "sure_decade"} if whole == "decade" else {whole}  # the timeline draws both
    assert left_out <= set(asked[0]) and set(asked[-1]) == set(asked[0]) - left_out
    asked.clear()
    page(client, f"/recherche?{narrowed}&q=histoire")
    assert whole in asked[0], "words narrow it as well: nothing that is kept says how many are left"


def test_counts_kept_do_not_outlive_a_change_of_the_catalogue_by_much(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from catalogue.selectors import facet_counts

    def counted() -> str:
        return text(page(client, "/recherche").select("ul[aria-labelledby='facet-language'] .count")[0])

    changes.tell()
    before = counted()
    library.add(replace(samples.RICH, identifier="more"))
    library.index()
    assert counted() == before
    changes.tell()
    monkeypatch.setattr(facet_counts, "BEARABLE", 0)
    assert int(counted()) == int(before) + 1


def test_one_visitor_counts_again_and_nobody_waits_for_her(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from catalogue.selectors import facet_counts

    page(client, "/recherche")
    monkeypatch.setattr(facet_counts, "FRESH", 0)
    monkeypatch.setattr(facet_counts, "BEARABLE", 0)
    engine = engines.serving()
    asked: list[tuple[str, ...]] = []
    search = engine.search
    monkeypatch.setattr(engine, "search", lambda request: asked.append(request.facets) or search(request), raising=False)
    monkeypatch.setattr(facet_counts.memory, "add", lambda *arguments, **options: False)
    found = page(client, "/recherche")
    assert asked == [()] and found.select(".facet")


def test_headings_of_any_script_have_an_address(client: Client, library: Library) -> None:
    key = heading_key("משה בן יעקב")
    found = page(client, f"/recherche?personne={key}")
    assert _titles(found) == ["ספר התפילות"] and "משה בן יעקב" in _chips(found)

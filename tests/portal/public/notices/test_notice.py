"""What a reader finds on the page of a notice."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import translation
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import DateSpan, DigitalCopy, Holding, Title
from harvest.models import RawRecord
from portal.shown.dates import in_words
from portal.shown.links import identifier_page, web_address
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import notice_path
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import robots as _robots
from tests.portal.public.reading import text as _text


def _cards(page: Tag) -> list[Tag]:
    return page.select(".where-to .card")


def test_holdings_come_before_the_description(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    headings = [_text(heading) for heading in page.select("article h2")]
    assert headings[:3] == ["Où le consulter", "À lire en ligne", "Description"]


def test_copy_notes_stand_with_the_copy_they_speak_of(client: Client, library: Library) -> None:
    grenoble, lyon = (_text(card) for card in _cards(_page(client, library.path("rich"))))
    assert "Lyon · Bibliothèque municipale de Lyon Cote Rés 317 042 Fonds ancien" in lyon
    assert "« Ce livre est à la Trinité »" in lyon and "Collège de la Trinité" in lyon
    assert "E.29117" in grenoble and "Reliure de veau brun" in grenoble and "Manque le titre" in grenoble
    assert "Trinité" not in grenoble and "veau brun" not in lyon


def test_a_note_about_no_known_copy_is_still_shown(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    assert "Un troisième exemplaire, non localisé, fut vendu en 1871." in _text(page.select(".about")[0])


def test_everything_the_record_says_is_on_its_page(client: Client, library: Library) -> None:
    text = _text(_page(client, library.path("rich")).select("article")[0])
    for said in (
        "Le Jardin des soyeux", "ou Traité des étoffes façonnées", "Hortus sericariorum", "Jardin des soyeux lyonnais",
        "par Antoine Perrachon, maître ouvrier", "Perrachon, Antoine (1520?-1581)", "Garnier, Pierrette", "Lyon : Pierrette Garnier, 1562",
        "Jean Vaulx", "France", "Latin", "Seconde édition, revue", "[16]-312-[8] p. : ill. gravées sur bois ; in-4 + 1 échantillon",
        "Les Métiers de la ville ; 3", "Dédicace à la ville datée de 1561.", "Traité en trois livres", "Baudrier, II, 214",
        "Soie -- Industrie -- Lyon (Rhône) -- 16e siècle", "Traités", "e,i- s.t. r,e, vnqu (3) 1562 (R)", "123456789",
        "Le Jardin des soyeux, 1555", "Domaine public", "Notice reçue de « Catalogue de Lyon » le 2 mars 2026", "Licence Ouverte 2.0",
    ):  # fmt: skip
        assert said in text, said


def test_coded_characteristics_are_words(client: Client, library: Library) -> None:
    french = _text(_page(client, library.path("rich")))
    for said in ("Technique Gravure sur bois", "Marques et ornements Marque d’imprimeur, filigrane", "Parchemin ou vélin"):
        assert said in french, said
    assert "of.another.list" not in french
    english = _text(_page(client, f"/en{library.path('rich')}"))
    assert "Marks and ornaments Printer’s device, watermark" in english


def test_roles_are_words(client: Client, library: Library) -> None:
    english = _text(_page(client, f"/en{library.path('rich')}").select(".notice-body")[0])
    assert "Perrachon, Antoine (1520?-1581), author" in english
    assert "Garnier, Pierrette printer" in english
    french = _text(_page(client, library.path("rich")))
    for said in (
        "Perrachon, Antoine (1520?-1581), auteur",
        "Garnier, Pierrette imprimeur",
        "Langue originale Latin",
        "Résumé Traité en trois",
    ):
        assert said in french, said


def test_hebrew_and_arabic_titles_say_their_language_and_direction(client: Client, library: Library) -> None:
    page = _page(client, library.path("rtl"))
    (title,) = page.select("h1")
    assert (title.get("lang"), title.get("dir"), title.get_text()) == ("he", "rtl", "ספר התפילות")
    assert [(line.get("lang"), line.get("dir")) for line in page.select(".parallel")] == [("fr", None), ("ar", "rtl")]


def test_every_one_of_198_copies_can_be_reached_and_the_page_asks_as_little_of_the_database(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(4):
        page = _page(client, library.path("many"))
    assert len(_cards(page)) == len(page.select(".more-cards .card")) == 198
    names = [_text(card.select("h3")[0]) for card in _cards(page)]
    assert names[1:3] == ["Mairie de la commune 2", "Mairie de la commune 3"]
    folds = [_text(fold) for fold in page.select(".more-cards summary")]
    assert len(folds) == 8
    assert folds[0] == "Ardèche : de Mairie de la commune 1 à Mairie de la commune 25 25 établissements"


def test_the_most_copied_notice_costs_no_more_statements_than_the_barest(
    client: Client, library: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for identifier in ("bare", "rich", "many", "hostile"):
        with django_assert_max_num_queries(4):
            client.get(library.path(identifier))


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_hostile_record_is_shown_as_text_and_nothing_else(client: Client, library: Library, language: str) -> None:
    body = client.get(f"{language}{library.path('hostile')}").content.decode()
    page = BeautifulSoup(body, "html.parser")
    assert samples.HOSTILE_WORDS in page.get_text()
    assert "<script>alert" not in body and "<img" not in body
    assert not page.select("[onerror]")
    schemes = {link["href"].split(":")[0] for link in page.select("a[href]") if ":" in link["href"].split("/")[0]}
    assert schemes <= {"http", "https", "mailto"}
    scripts = page.select("script")
    assert [script["src"] for script in scripts if script.get("src")] == ["/static/js/notice.js", "/static/js/portal.js"]
    (data,) = [script for script in scripts if not script.get("src")]
    assert data["type"] == "application/ld+json" and "<" not in data.get_text() and json.loads(data.get_text())["@id"]


def test_links_of_records_and_of_libraries_lead_to_the_web_only(client: Client, library: Library) -> None:
    page = _page(client, library.path("rich"))
    assert [link.get("href") for link in page.select(".digital a")] == ["https://numelyo.example/ark:/99999/jardin"]
    assert "Site de l’établissement" not in _text(_cards(page)[1])
    assert "Site de l’établissement" in _text(_cards(page)[0])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://gallica.bnf.fr/ark:/12148/bpt6k1", True),
        ("http://example.org", True),
        (" https://example.org/a ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://example.org/\"onclick='x'", False),
        ("https://exa mple.org", False),
        ("http://[", False),
        ("ftp://example.org", False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, kept: bool) -> None:
    assert web_address(address) == (address.strip() if kept else "")


def test_identifiers_lead_to_the_page_of_their_agency() -> None:
    assert identifier_page("ppn", "01234567X") == "https://www.sudoc.fr/01234567X"
    assert identifier_page("ark", "ark:/12148/cb30177440h") == "https://catalogue.bnf.fr/ark:/12148/cb30177440h"
    assert identifier_page("ark", "ark:/12148/bpt6k1") == "https://gallica.bnf.fr/ark:/12148/bpt6k1"
    assert identifier_page("ppn", "javascript:alert(1)") == ""
    assert identifier_page("fingerprint", "e,i- s.t.") == ""


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (DateSpan(display="1562", start=1562, end=1562), "1562"),
        (DateSpan(display="[1524?]", start=1524, end=1524, uncertain=True), "sans doute 1524"),
        (DateSpan(display="[175-?]", start=1750, end=1759, uncertain=True), "entre 1750 et 1759"),
        (DateSpan(display="vers 1600", start=1595, end=1605, uncertain=True), "vers 1600"),
        (DateSpan(display="an II", start=1793, end=1794, calendar="republican"), "an II (1793-1794)"),
        (DateSpan(display="1289 H.", start=1872, end=1873, calendar="hijri"), "1289 H (1872-1873)"),
        (DateSpan(display="2003-04-15T10:18:51Z", start=2003, end=2003), "15 avril 2003"),
        (DateSpan(display="1871-1912", start=1871, end=1912), "1871-1912"),
        (DateSpan(display="1955-", start=1955, end=None), "à partir de 1955"),
        (DateSpan(display="[s.d.]"), ""),
        (DateSpan(display="18..", start=1800, end=1899, uncertain=True), "XIXe siècle"),
        (DateSpan(display="18..-19..", start=1800, end=1999, uncertain=True), "XIXe siècle – XXe siècle"),
        (DateSpan(display="XVIe siècle", start=1501, end=1600, uncertain=True), "XVIe siècle"),
        (DateSpan(display="cop. 1905", start=1905, end=1905), "1905"),
    ],
)
def test_dates_are_said_as_a_person_says_them(date: DateSpan, said: str) -> None:
    with translation.override("fr"):
        assert in_words(date) == said


def test_a_withdrawn_notice_says_what_it_was_and_where_to_ask(client: Client, library: Library) -> None:
    page = _page(client, library.path("withdrawn"), status=410)
    text = _text(page.select("main")[0])
    assert "Carte du diocèse de Viviers" in text and "C 118" in text
    assert "Retirée le 2 mars 2026" in text and "fonds.ancien@lyon.example" in text
    assert _robots(page) == "noindex"


@pytest.mark.parametrize("path", ["/notice/987654321", "/notice/99999999999999999999", "/notice/abc", "/notice/1/rien"])
def test_a_notice_that_never_was_is_a_404_of_the_site(client: Client, library: Library, path: str) -> None:
    assert "Il n’y a rien à cette adresse" in _text(_page(client, path, status=404))


def test_a_record_without_a_copy_sends_the_reader_to_the_library_it_comes_from(client: Client, library: Library) -> None:
    text = _text(_page(client, library.path("bare")).select(".where-to")[0])
    assert "Bibliothèque municipale de Lyon" in text and "demandez sur place" in text


def test_copies_that_name_nobody_are_those_of_the_source(client: Client, library: Library) -> None:
    library.add(replace(samples.NO_DATE, identifier="own", holdings=(Holding(call_number="PH 12"), Holding(call_number="PH 13"))))
    (card,) = _cards(_page(client, library.path("own")))
    assert "Bibliothèque municipale de Lyon" in _text(card) and "PH 12" in _text(card) and "PH 13" in _text(card)


def test_an_institution_that_nobody_described_keeps_the_name_the_source_gives(client: Client, library: Library) -> None:
    given = (
        Holding(institution=samples.UNKNOWN, institution_name="Bibliothèque de Belley", call_number="A 1"),
        Holding(institution="730001001", call_number="B 2"),
    )
    library.add(replace(samples.NO_DATE, identifier="unknown", holdings=given))
    text = " ".join(_text(card) for card in _cards(_page(client, library.path("unknown"))))
    assert "Bibliothèque de Belley" in text and "Bibliothèque 730001001" in text


def test_the_record_as_received_is_text(client: Client, library: Library) -> None:
    data = '<record xmlns="x"><title>Été &lt;b&gt; <script>1</script></title></record>'.encode()
    _raw(library, "rich", data)
    response = client.get(f"{library.path('rich')}/source")
    page = BeautifulSoup(response.content, "html.parser")
    shown = page.select("pre.raw")[0].get_text()
    assert shown.startswith('<record xmlns="x">\n  <title>Été &lt;b&gt;') and "<script>1</script>" in shown
    assert b"<script>1" not in response.content


def test_an_iso_2709_record_is_shown_one_field_a_line(client: Client, library: Library) -> None:
    fields = (b"00042     ", b"001rich", b"200 1\x1faLe Jardin des soyeux\xc3\xa9")
    _raw(library, "rich", b"\x1e".join(fields) + b"\x1e\x1d")
    page = _page(client, f"{library.path('rich')}/source")
    assert "200 1 ‡aLe Jardin des soyeuxé" in page.select("pre.raw")[0].get_text().splitlines()


def test_an_xml_bomb_received_is_shown_and_not_set_off(client: Client, library: Library) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e SYSTEM "file:///etc/passwd">]><x>&b;&e;</x>'
    _raw(library, "rich", bomb)
    shown = _page(client, f"{library.path('rich')}/source").select("pre.raw")[0].get_text()
    assert "root:" not in shown and not re.search(r"a{20}", shown)


def test_a_record_whose_bytes_are_not_kept_has_no_source_page(client: Client, library: Library) -> None:
    assert client.get(f"{library.path('rich')}/source").status_code == 404


def _raw(library: Library, identifier: str, data: bytes) -> None:
    received = datetime(2026, 3, 2, tzinfo=UTC)
    RawRecord.objects.create(source=library.source, identifier=identifier, digest=b"", data=data, received_at=received)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (1562, 1562, "XVIe siècle"),
        (1900, 1914, "XXe siècle"),
        (1800, 1899, "XIXe siècle"),
        (1475, 1525, "XVe siècle – XVIe siècle"),
        (1871, None, "XIXe siècle"),
        (-52, -52, "Ier siècle av. J.-C."),
    ],
)
def test_a_century_is_the_one_that_the_search_counts(client: Client, library: Library, start: int, end: int | None, said: str) -> None:
    date = DateSpan(display="en ce temps", start=start, end=end)
    record = library.add(replace(samples.NO_DATE, identifier="century", titles=(Title(value="Siècle nommé"),), dates=(date,)))
    library.index()
    assert said in _text(_page(client, notice_path(record)).select("article header")[0])
    (line,) = [hit for hit in _page(client, "/recherche?q=siecle+nomme").select(".hit") if "Siècle nommé" in _text(hit)]
    assert said in _text(line)
    assert said.rpartition(" – ")[2] in _text(_page(client, "/recherche?q=siecle+nomme").select(".facets")[0])


def test_a_second_title_proper_is_said(client: Client, library: Library) -> None:
    titles = (Title(value="Les Fables"), Title(value="La Vie d’Ésope"))
    record = library.add(replace(samples.NO_DATE, identifier="two", titles=titles))
    assert "La Vie d’Ésope" in _text(_page(client, notice_path(record)).select("article")[0])


def test_a_copy_known_by_its_manifest_alone_is_shown(client: Client, library: Library) -> None:
    copies = (DigitalCopy(manifest="https://images.example/manifest"),)
    record = library.add(replace(samples.NO_DATE, identifier="manifest", digital_copies=copies))
    page = _page(client, notice_path(record))
    assert page.select(".viewer-image") and page.select(".digital a[href='https://images.example/manifest']")

"""What most readers ask of a notice stands in six lines; the rest waits for researchers; nothing is raw, nothing is said three times."""

from __future__ import annotations

import pytest
from bs4 import Tag
from django.test import Client
from django.utils import translation

from catalogue.core.dates import parse
from catalogue.core.description import Description, Feature, Holding, Identifier, Note, Publication, Text, Title
from portal.shown.brief import LINES
from portal.shown.dates import imprint_in_words, in_words
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text


def _labels(found: Tag, part: str) -> list[str]:
    return [text(label) for label in found.select(f"{part} dt")]


def test_six_lines_then_what_researchers_look_for(client: Client, library: Library) -> None:
    about = page(client, library.path("rich")).select(".about")[0]
    first = _labels(about, ".about > .group")
    assert 0 < len(first) <= LINES and "Résumé" in first
    rest = about.select("details.researchers")[0]
    assert not rest.has_attr("open") and text(rest.summary) == "Pour les chercheurs"
    assert {"Empreinte", "PPN"} <= set(_labels(rest, "dl")) and not {"Empreinte", "PPN"} & set(first)


def test_what_the_head_says_is_not_said_again_below(client: Client, library: Library) -> None:
    found = page(client, library.path("rich"))
    head, about = (text(found.select(part)[0]) for part in (".notice-head", ".about"))
    for said in ("Perrachon, Antoine (1520?-1581)", "Lyon : Pierrette Garnier, 1562"):
        assert said in head and said not in about


def test_a_binding_that_is_coded_and_described_is_one(client: Client, empty_library: Library) -> None:
    held = Holding(
        institution=samples.LYON, notes=(Note(value="Veau brun", kind="binding"),), features=(Feature(code="binding.parchment"),)
    )
    empty_library.add(Description(identifier="bound", titles=(Title(value="Relié"),), holdings=(held,)))
    assert _labels(page(client, empty_library.path("bound")), ".card").count("Reliure") == 1


@pytest.mark.parametrize(
    ("document_type", "level", "label"),
    [("map", "monograph", "Échelle et projection"), ("newspaper", "serial", "Numérotation"), ("book", "monograph", "Particularités")],
)
def test_a_statement_of_one_material_has_its_own_name(
    client: Client, empty_library: Library, document_type: str, level: str, label: str
) -> None:
    empty_library.add(
        Description(
            identifier="one", document_type=document_type, level=level, titles=(Title(value="Un"),), material_specific=(Text(value="1-12"),)
        )
    )  # type: ignore[arg-type]
    assert label in _labels(page(client, empty_library.path("one")), ".about")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Lyon : [s.n.], 18..", "Lyon, XIXe siècle"),
        ("[S.l.] : [s.n.], 1780", "1780"),
        ("[s.l.], [18--?]", "XIXe siècle"),
        ("Lyon : Jean de Tournes, 1557", "Lyon : Jean de Tournes, 1557"),
        ("Paris : Hachette, cop. 1905", "Paris : Hachette, 1905"),
        ("Privas : Roure, 1871-", "Privas : Roure, à partir de 1871"),
        ("Lyon : J. B. Lyon, imprimeur", "Lyon : J. B. Lyon, imprimeur"),
        ("18..-19..", "XIXe siècle – XXe siècle"),
    ],
)
def test_an_imprint_says_nothing_raw(written: str, said: str) -> None:
    with translation.override("fr"):
        assert imprint_in_words(written).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("18..", "XIXe siècle"),
        ("XVIIe siècle-", "à partir du XVIIe siècle"),
        ("1871-", "à partir de 1871"),
        ("mars 1871-", "à partir de mars 1871"),
        ("cop. 1905", "1905"),
        ("DL 1998", "1998"),
        ("vers 1600", "vers 1600"),
        ("VIe ou VIIe siècle", "VIe ou VIIe siècle"),
        ("[1750?]", "sans doute 1750"),
    ],
)
def test_a_date_is_said_the_same_way_everywhere(written: str, said: str) -> None:
    with translation.override("fr"):
        assert in_words(parse(written)) == said


def test_a_list_and_a_notice_say_the_same_imprint(client: Client, empty_library: Library) -> None:
    published = (Publication(places=("Lyon",), names=("[s.n.]",), date="[18..]"),)
    empty_library.add(Description(identifier="raw", titles=(Title(value="Complainte"),), publications=published))
    empty_library.index()
    for path, part in (("/recherche?q=complainte", ".hit"), (empty_library.path("raw"), ".notice-head")):
        said = text(page(client, path).select(part)[0])
        assert "Lyon, XIXe siècle" in said and "s.n" not in said


def test_numbers_of_machines_stand_in_no_sentence(client: Client, empty_library: Library) -> None:
    empty_library.add(
        Description(
            identifier="oai:lyon.example:42", titles=(Title(value="Numéroté"),),
            identifiers=(Identifier(scheme="local", value="42"),),
            holdings=(Holding(institution=samples.LYON), Holding(institution=samples.GRENOBLE)),
        )
    )  # fmt: skip
    found = page(client, empty_library.path("oai:lyon.example:42"))
    for part in (".notice-head", ".where-to", ".together", ".provenance"):
        assert "oai:" not in text(found.select(part)[0])
    assert "oai:lyon.example:42" in text(found.select(".researchers")[0])


def test_french_words_are_told_as_such_in_an_english_page(client: Client, library: Library) -> None:
    found = page(client, f"/en{library.path('rich')}")
    for part in ("h1", ".card h3", ".about .long"):
        element = found.select(part)[0]
        assert element.get("lang") == "fr" or element.select('[lang="fr"]'), part
    (place,) = page(client, "/en/recherche?q=soyeux").select(".hit .imprint, .hit p.quiet")[:1]
    assert place.get("lang") == "fr"
    assert not page(client, "/recherche?q=soyeux").select(".hit p.quiet[lang]")

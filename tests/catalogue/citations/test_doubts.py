"""What a citation must not make certain, and what bibliographies name otherwise than title pages do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.citations.exporters import EXPORTERS
from catalogue.citations.parts import Part, part_of, volumes
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Link, Publication, Title
from tests.catalogue.citations import parsers
from tests.catalogue.citations.cases import ARTICLE, BOOK, cited


def _all(description: Description, **told: Any) -> tuple[str, str, dict[str, str], dict[str, list[str]], dict[str, Any]]:
    """ISO 690, APA, BibTeX, RIS and CSL of one description."""
    reference = cited(description, copies=(), **told)
    wrote = {name: EXPORTERS[name].write([reference]) for name in ("iso-690", "apa", "bibtex", "ris", "csl-json")}
    return (
        wrote["iso-690"],
        wrote["apa"],
        parsers.bibtex(wrote["bibtex"])[0],
        parsers.ris(wrote["ris"])[0],
        json.loads(wrote["csl-json"])[0],
    )


@pytest.mark.parametrize("written", ["vers 1905", "[ca 1905]", "[Vers 1905]", "1905 environ"])
def test_about_1905_is_not_1900(written: str) -> None:
    iso, apa, bibtex, ris, csl = _all(replace(BOOK, dates=(parse(written),), publications=()))
    for said in (iso, apa, json.dumps(bibtex), json.dumps(ris), json.dumps(csl)):
        assert "1900" not in said and "1910" not in said and "1905" in said
    assert "(ca. 1905)" in apa and bibtex["year"] == "vers 1905"
    assert (ris["PY"], ris["DA"]) == (["1905"], ["vers 1905"])
    assert csl["issued"] == {"date-parts": [[1905]], "circa": True}


def test_a_year_in_numerals_is_about_that_year_too() -> None:
    iso, apa, *_others = _all(replace(BOOK, dates=(parse("ca MDLXX"),), publications=()))
    assert "ca MDLXX [vers 1570]" in iso and "(ca. 1570)" in apa


@pytest.mark.parametrize("written", ["[18--?]", "XVIe siècle", "[entre 1750 et 1760]"])
def test_a_vague_span_gives_no_year_to_sort_by(written: str) -> None:
    _iso, _apa, bibtex, ris, csl = _all(replace(BOOK, dates=(parse(written),), publications=()))
    assert "PY" not in ris and "-" in ris["DA"][0] and "-" in bibtex["year"]
    assert len(csl["issued"]["date-parts"]) == 2 and csl["issued"]["circa"]


@pytest.mark.parametrize(
    ("written", "said", "apa_said"),
    [
        ("[avant 1789]", "avant 1789", "(avant 1789)"),
        ("[après 1832]", "1832 ou après", "(1832 ou après)"),
        ("dès 1744", "1744 ou après", "(1744 ou après)"),
        ("1835-", "1835-", "(1835–)"),
        ("[1835?]-", "1835-", "(ca. 1835–)"),
    ],
)
def test_a_bound_is_no_beginning(written: str, said: str, apa_said: str) -> None:
    _iso, apa, bibtex, ris, csl = _all(replace(BOOK, dates=(parse(written),), publications=()))
    assert apa_said in apa
    assert (bibtex["year"], ris["DA"], csl["issued"]) == (said, [said], {"literal": said})


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("[Sine loco]", "sine nomine"), ("S. l. n. d.", "[s.n.]"), ("sans lieu", "sans nom d'imprimeur"),
        ("[S.l.]", "[éditeur non identifié]"),
        ("[Place of publication not identified]", "[publisher not identified]"), ("[et al.]", "[etc.]"),
    ],
)  # fmt: skip
def test_what_says_that_nothing_is_known_is_no_name(place: str, name: str) -> None:
    iso, _apa, bibtex, ris, csl = _all(_printed(place, name, "1780"))
    assert "1780." in iso and not {"address", "publisher"} & set(bibtex)
    assert not {"CY", "PB"} & set(ris) and not {"publisher", "publisher-place"} & set(csl)


def test_a_year_in_doubt_keeps_its_doubt() -> None:
    iso, apa, bibtex, ris, _csl = _all(replace(BOOK, dates=(parse("[1750?]"),), publications=()))
    assert "[1750\u00a0?]" in iso and "(ca. 1750)" in apa and bibtex["year"] == "1750?" and (ris["PY"], ris["DA"]) == (["1750"], ["1750?"])


def _printed(place: str, name: str, year: str, *agents: Agent) -> Description:
    published = (Publication(places=(place,), names=(name,), date=year),)
    return replace(BOOK, publications=published, dates=(parse(year),), agents=agents)


@pytest.mark.parametrize(
    ("place", "name", "said"),
    [
        ("A Lyon", "chez Jean de Tournes, rue Mercière", ("Lyon", "Jean de Tournes")),
        ("Impressum Lugduni", "per Johannem Trechsel", ("Lyon", "Johannem Trechsel")),
        ("Imprimé à Lyon", "par Claude Nourry", ("Lyon", "Claude Nourry")),
        ("Lugduni", "apud Seb. Gryphium", ("Lyon", "Seb. Gryphium")),
        ("Paris", "et se vend à Lyon, chez Claude Rigaud", ("Paris", "Claude Rigaud")),
        ("Paris", "se trouve aussi à Genève, chez Barrillot", ("Paris", "Barrillot")),
        ("A Lyon, et se vend à Paris", "chez Brun", ("Lyon", "Brun")),
        ("A Lyon et se trouve à Genève", "chez Brun", ("Lyon", "Brun")),
        ("Lugduni, et veneunt Parisiis", "apud Brun", ("Lyon", "Brun")),
        ("[Paris]", "et se vend chez la veuve Duchesne, libraire", ("Paris", "la veuve Duchesne")),
        ("Grenoble", "de l'imprimerie d'André Faure", ("Grenoble", "André Faure")),
        ("Lyon", "Parmentier", ("Lyon", "Parmentier")),
        ("Paris", "Imprimerie nationale", ("Paris", "Imprimerie nationale")),
    ],
)
def test_place_and_publisher_are_named_as_bibliographies_do(place: str, name: str, said: tuple[str, str]) -> None:
    iso, _apa, bibtex, ris, csl = _all(_printed(place, name, "1780"))
    assert f"{said[0]}\u00a0: {said[1]}, 1780." in iso
    assert (bibtex["address"], bibtex["publisher"]) == said == (csl["publisher-place"], csl["publisher"]) == (ris["CY"][0], ris["PB"][0])
    note = f"Adresse selon la notice\u00a0: {place.strip('[]')}, {name}"
    changed = (place.strip("[]"), name) != said
    for kept in (bibtex.get("note", ""), " ".join(ris.get("N1", ())), csl.get("note", "")):
        assert (note in kept) == changed


def test_the_printer_that_the_record_names_stands_for_the_words_of_a_hand_press() -> None:
    gryphe = Agent(name="Gryphe, Sébastien", roles=("610",), rank="other")
    iso, *_others = _all(_printed("Lugduni", "apud Seb. Gryphium", "1556", gryphe))
    assert "Lyon\u00a0: Sébastien Gryphe, 1556" in iso
    iso, *_others = _all(_printed("Lugduni", "apud Seb. Gryphium", "1956", gryphe))
    assert "Sébastien Gryphe" not in iso, "in 1956 these words were the publisher's own"


@pytest.mark.parametrize(
    ("extent", "count"),
    [
        ("3 t. en 2 vol. (XII-340 p.)", 2), ("2 vol.", 2), ("4 volumes", 4), ("3 t.", 3), ("1 vol. (312 p.)", 0), ("312 p.", 0), ("", 0),
        ("[16]-312 p.", 0), ("12 v. ; 24 cm", 12), ("[2] vol. (XII-340, 412 p.)", 2), ("Trois volumes in-8", 3), ("XII vol.", 12),
        ("I vol.", 0), ("[1] vol.", 0), ("12 tomes en 6 volumes", 6), ("Un volume", 0), ("V-312 p.", 0),
    ],
)  # fmt: skip
def test_the_number_of_volumes_is_read_from_the_extent(extent: str, count: int) -> None:
    assert volumes(extent) == count
    *_others, bibtex, ris, csl = _all(replace(BOOK, extents=(Extent(value=extent),)))
    said = str(count) if count else ""
    assert (bibtex.get("volumes", ""), "".join(ris.get("NV", ())), csl.get("number-of-volumes", "")) == (said, said, said)


@pytest.mark.parametrize(
    ("told", "extent", "part"),
    [
        ("t. 12, n° 3, p. 45-67", "", Part("12", "3", "45", "67")),
        ("vol. 3, no 2 (1905), pp. 12–30", "", Part("3", "2", "12", "30")),
        ("12 (3)", "P. 45-67", Part("12", "3", "45", "67")),
        ("12", "p. 5", Part("12", "", "5", "")),
        ("fasc. 7", "24 p.", Part("", "7", "", "")),
        ("T. XIV", "", Part("XIV", "", "", "")),
        ("tome XXIX, 3e livraison, p. 145 à 160", "", Part("XXIX", "3", "145", "160")),
        ("29e année, n° 3-4, pages 145-60", "", Part("29", "3-4", "145", "160")),
        ("2e vol., 1er cahier, p. 98-104", "", Part("2", "1", "98", "104")),
        ("f. 12r-15v", "", Part("", "", "12r", "15v")),
        ("t. 12, fol. 12 r°-15 v°", "", Part("12", "", "12r", "15v")),
        ("ff. 12r-v", "", Part("", "", "12r", "12v")),
        ("p. [3]-12", "", Part("", "", "3", "12")),
        ("p. 12 bis-15", "", Part("", "", "12 bis", "15")),
        ("p. 45 et suiv.", "", Part("", "", "45", "")),
        ("12/3 (1890), p. 3-5", "", Part("12", "3", "3", "5")),
        ("12 (1890), p. 3-5", "", Part("12", "", "3", "5")),
        ("Supplément au numéro du 3 mai", "", Part()),
        ("", "", Part()),
    ],
)  # fmt: skip
def test_where_a_part_stands_is_taken_apart(told: str, extent: str, part: Part) -> None:
    assert part_of(told, extent=extent) == part


def test_issue_and_pages_have_their_fields() -> None:
    link = replace(ARTICLE.links[0], volume="t. 12, n° 3, p. 45-67")
    _iso, apa, bibtex, ris, csl = _all(replace(ARTICLE, links=(link,)))
    assert (bibtex["volume"], bibtex["number"], bibtex["pages"]) == ("12", "3", "45--67")
    assert (ris["VL"], ris["IS"], ris["SP"], ris["EP"]) == (["12"], ["3"], ["45"], ["67"])
    assert (csl["volume"], csl["issue"], csl["page"]) == ("12", "3", "45-67")
    assert "Revue du Dauphiné, 12(3), 45–67." in apa


def test_a_place_that_is_none_of_these_is_kept_whole() -> None:
    link = Link(relation="part_of", title="Le Progrès", volume="Supplément du 3 mai")
    _iso, _apa, bibtex, ris, _csl = _all(replace(ARTICLE, links=(link,)))
    assert bibtex["volume"] == "Supplément du 3 mai" and ris["VL"] == ["Supplément du 3 mai"]


@pytest.mark.parametrize("title", ["Que faire ?", "Aux armes !", "Et après…", "Fin."])
def test_no_full_stop_follows_a_mark_that_stands_for_one(title: str) -> None:
    for name in ("apa", "iso-690"):
        said = EXPORTERS[name].write([cited(replace(BOOK, titles=(Title(value=title),), editions=(), agents=BOOK.agents[:1]))])
        assert f"{title}. " not in said and f"{title} " in said

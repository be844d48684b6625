"""Citations as a bibliography has them: what a reader pastes into a thesis."""

from __future__ import annotations

import dataclasses
import json

import pytest
from msgspec.structs import replace

from catalogue.citations import schema_org
from catalogue.citations.exporters import EXPORTERS
from catalogue.citations.names import name_of
from catalogue.core.description import Agent, DateSpan, Description, Title
from tests.catalogue.citations import parsers
from tests.catalogue.citations.cases import ARTICLE, BOOK, BOURG, LYON, MANUSCRIPT, MAP, NOTHING, PERIODICAL, PRINT, SCORE, cited

ADDRESS = "https://catalogue.example/notice/12"
READ = f"Disponible à l’adresse\u00a0: {ADDRESS} [consulté le 22 novembre 2026]."


def written(name: str, description: Description, **told: object) -> str:
    return EXPORTERS[name].write([cited(description, **told)]).rstrip("\n")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("description", "said"),
    [
        (
            BOOK,
            "PERRACHON, Antoine. Le Jardin des soyeux\u00a0: ou Traité des étoffes. Traduit par Jean-Baptiste de Vaulx. 2e édition. "
            "Lyon\u00a0: Pierrette Garnier, 1562. 312 p. ISBN 9782070368228. "
            f"Lyon · Bibliothèque municipale de Lyon, cote Rés 317 042. {READ}",
        ),
        (
            MANUSCRIPT,
            "Obituaire de l’abbaye d’Ainay [Manuscrit]. XIIIe siècle [1201-1300]. "
            f"Lyon · Bibliothèque municipale de Lyon, cote Rés 317 042. {READ}",
        ),
        (
            MAP,
            "CASSINI, César-François. Carte du Vivarais [Carte ou plan]. Paris\u00a0: [s. n.], an II [1793-1794]. "
            f"Lyon · Bibliothèque municipale de Lyon, cote Rés 317 042. {READ}",
        ),
        (PRINT, f"SARRABAT, Daniel. Vue du pont [Estampe]. [s. d.]. Lyon · Bibliothèque municipale de Lyon, cote Rés 317 042. {READ}"),
        (
            ARTICLE,
            "CHORIER, Nicolas. Une inondation à Vienne. In Revue du Dauphiné, t. 3, p. 12-19. 1840. ISSN 0035-2004. "
            f"Lyon · Bibliothèque municipale de Lyon, cote Rés 317 042. {READ}",
        ),
    ],
    ids=["book", "manuscript", "map", "print", "article"],
)
def test_iso_690_in_french(description: Description, said: str) -> None:
    assert written("iso-690", description) == said


def test_iso_690_in_english() -> None:
    said = written("iso-690", PERIODICAL, language="en-gb", copies=(BOURG,))
    assert said == (
        "Bulletin de la montagne [Periodical]. Privas: Roure, from 1871. ISSN 0012-9402. Bourg-en-Bresse · Médiathèque Vailland, "
        f"call number F 12. Available from: {ADDRESS} [viewed 22 November 2026]."
    )


def test_apa_gives_initials_and_a_doubtful_date_as_such() -> None:
    assert written("apa", BOOK, language="en") == (
        "Perrachon, A. (1562). Le Jardin des soyeux: ou Traité des étoffes (2e édition, translated by Jean-Baptiste de Vaulx). "
        f"Pierrette Garnier. Lyon · Bibliothèque municipale de Lyon, call number Rés 317 042. {ADDRESS}"
    )
    assert "(ca. 1201–1300)" in written("apa", MANUSCRIPT) and "(s. d.)" in written("apa", SCORE)
    assert written("apa", PERIODICAL, copies=()) == f"Bulletin de la montagne [Périodique] (1871–). Roure. {ADDRESS}"


def test_a_document_held_by_several_libraries_names_none_as_its_place() -> None:
    for name in ("iso-690", "apa"):
        assert "Bibliothèque" not in written(name, BOOK, copies=(LYON, BOURG))
    (record,) = parsers.ris(EXPORTERS["ris"].write([cited(BOOK, copies=(LYON, BOURG))]))
    assert "DB" not in record and "Bourg-en-Bresse · Médiathèque Vailland (F 12)" in record["N1"][0]


def test_ris_gives_archives_their_place() -> None:
    (record,) = parsers.ris(EXPORTERS["ris"].write([cited(MANUSCRIPT, copies=(BOURG,))]))
    assert record["TY"] == ["MANSCPT"] and record["DB"] == ["Bourg-en-Bresse · Médiathèque Vailland"] and record["CN"] == ["F 12"]
    assert record["DA"] == ["1201-1300"] and record["N1"] == ["Date selon la notice\u00a0: XIIIe siècle"]


@pytest.mark.parametrize(
    ("description", "entry", "ris", "csl", "page"),
    [
        (BOOK, "book", "BOOK", "book", "Book"),
        (MANUSCRIPT, "unpublished", "MANSCPT", "manuscript", "Manuscript"),
        (MAP, "misc", "MAP", "map", "Map"),
        (SCORE, "misc", "MUSIC", "musical_score", "SheetMusic"),
        (PERIODICAL, "misc", "JFULL", "periodical", "Periodical"),
        (ARTICLE, "article", "JOUR", "article-journal", "Article"),
        (PRINT, "misc", "ART", "graphic", "VisualArtwork"),
        (NOTHING, "misc", "GEN", "document", "CreativeWork"),
    ],
)
def test_each_type_of_document_keeps_its_name(description: Description, entry: str, ris: str, csl: str, page: str) -> None:
    reference = cited(description, copies=())
    assert parsers.bibtex(EXPORTERS["bibtex"].write([reference]))[0]["ENTRYTYPE"] == entry
    assert parsers.ris(EXPORTERS["ris"].write([reference]))[0]["TY"] == [ris]
    assert json.loads(EXPORTERS["csl-json"].write([reference]))[0]["type"] == csl
    assert schema_org.describe(reference)["@type"] == page


def test_a_periodical_began_and_may_go_on_and_a_book_appeared() -> None:
    living = schema_org.describe(cited(PERIODICAL))
    assert living["startDate"] == "1871" and not {"endDate", "datePublished"} & living.keys()
    ended = schema_org.describe(cited(replace(PERIODICAL, dates=(DateSpan(display="1871-1914", start=1871, end=1914),))))
    assert (ended["startDate"], ended["endDate"]) == ("1871", "1914")
    book = schema_org.describe(
        cited(replace(PERIODICAL, document_type="book", dates=(DateSpan(display="1793-1794", start=1793, end=1794),)))
    )
    assert book["datePublished"] == "1793/1794" and "startDate" not in book


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        (DateSpan(display="1562", start=1562, end=1562), {"date-parts": [[1562]]}),
        (DateSpan(display="an II", start=1793, end=1794, calendar="republican"), {"date-parts": [[1793], [1794]]}),
        (DateSpan(display="[1524?]", start=1524, end=1524, uncertain=True), {"date-parts": [[1524]], "circa": True}),
        (DateSpan(display="1871-", start=1871, end=None), {"literal": "1871-"}),
        (DateSpan(display="[s.d.]"), {"literal": "s.d."}),
    ],
)
def test_csl_keeps_the_doubts_of_a_date(date: DateSpan, issued: dict[str, object]) -> None:
    (item,) = json.loads(EXPORTERS["csl-json"].write([cited(replace(BOOK, dates=(date,)))]))
    assert item["issued"] == issued


def test_owners_and_printers_are_no_authors() -> None:
    people = cited(BOOK).people
    assert [name.natural for name in people.authors] == ["Antoine Perrachon"]
    assert [name.natural for name in people.translators] == ["Jean-Baptiste de Vaulx"]


@pytest.mark.parametrize(
    ("agent", "inverted", "initials"),
    [
        (Agent(name="Rousseau, Jean-Jacques"), "Rousseau, Jean-Jacques", "J.-J."),
        (Agent(name="La Fontaine, Jean de"), "La Fontaine, Jean de", "J. de"),
        (Agent(name="Louis", qualifier="XIV, roi de France"), "Louis XIV", ""),
        (Agent(name="Société de géographie, Lyon", kind="corporate"), "Société de géographie, Lyon", ""),
        (Agent(name="Jean de la Croix", qualifier="saint"), "Jean de la Croix", ""),
        (Agent(name="Fantin,"), "Fantin", ""),
    ],
)
def test_names_are_taken_apart_where_they_can_be(agent: Agent, inverted: str, initials: str) -> None:
    assert (name_of(agent).inverted, name_of(agent).initials) == (inverted, initials)


def test_many_authors_are_shortened_as_each_style_asks() -> None:
    many = replace(BOOK, agents=tuple(Agent(name=f"Auteur{number}, Anne", roles=("070",)) for number in range(1, 25)))
    assert written("iso-690", many).startswith("AUTEUR1, Anne et al. Le Jardin")
    assert "Auteur19, A., … Auteur24, A. (1562)" in written("apa", many)
    two = replace(BOOK, agents=many.agents[:2])
    assert written("iso-690", two).startswith("AUTEUR1, Anne et AUTEUR2, Anne. ")
    assert written("apa", two).startswith("Auteur1, A., & Auteur2, A. (1562). ")


def test_an_erroneous_isbn_is_not_given_as_one() -> None:
    from catalogue.core.description import Identifier

    assert cited(replace(BOOK, identifiers=(Identifier(scheme="isbn", value="978-2-07-036822-0"),))).isbn == ""


def test_two_notices_never_share_a_key() -> None:
    one, other = cited(BOOK), dataclasses.replace(cited(BOOK), number="notice-13")
    entries = parsers.bibtex(EXPORTERS["bibtex"].write([one, other]))
    assert [entry["ID"] for entry in entries] == ["perrachon-1562-notice-12", "perrachon-1562-notice-13"]


def test_a_title_that_ends_by_a_question_mark_gets_no_full_stop() -> None:
    asked = replace(BOOK, titles=(Title(value="Que faire des ponts ?"),))
    assert "Que faire des ponts ? Traduit" in written("iso-690", asked)


def test_zotero_reads_a_translator_as_such_and_the_whole_name_of_a_body() -> None:
    society = Agent(name="Société d’agriculture, sciences, arts et commerce du Puy", kind="corporate", roles=("070",))
    drawn = Agent(name="Salomon, Bernard", roles=("440",), rank="other")
    (record,) = parsers.ris(EXPORTERS["ris"].write([cited(replace(BOOK, agents=(society, drawn, *BOOK.agents[2:])))]))
    # Programs cut a name at its commas (Zotero's and EndNote's readings of RIS): that of a body keeps none.
    assert record["AU"] == ["Société d’agriculture sciences arts et commerce du Puy"]
    assert record["A4"] == ["Vaulx, Jean-Baptiste de"] and "illustré par Bernard Salomon" in record["N1"]


def test_an_article_names_its_periodical_where_programs_look_for_it() -> None:
    (record,) = parsers.ris(EXPORTERS["ris"].write([cited(ARTICLE)]))
    assert record["T2"] == record["JF"] == ["Revue du Dauphiné"]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (DateSpan(display="[entre 1900 et 1914]", start=1900, end=1914, uncertain=True), "entre 1900 et 1914."),
        (DateSpan(display="[vers 1905]", start=1900, end=1910, uncertain=True), "vers 1905."),
        (DateSpan(display="an II", start=1793, end=1794, calendar="republican"), "an II [1793-1794]."),
    ],
)
def test_iso_690_says_the_years_of_a_date_once(date: DateSpan, said: str) -> None:
    assert f"[Estampe]. {said} " in written("iso-690", replace(PRINT, dates=(date,)))

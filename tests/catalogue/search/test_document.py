"""The search document of a description."""

from __future__ import annotations

import pytest

from catalogue.core.description import Agent, DateSpan, Description, Holding, Note, Publication, Title
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.rules.dates import centuries_of, years_of
from catalogue.core.rules.imprint import imprint_of
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of

LYON, VIENNE = "693836101", "385446101"
FACTS = {LYON: InstitutionFacts("Bibliothèque de Lyon", "Lyon", "69")}


def make(description: Description) -> SearchDocument:
    return document_of(description, key=DocumentKey(Kind.NOTICE, 1), provenance=Provenance("essai", LYON), institutions=FACTS)


def test_a_copy_without_institution_belongs_to_the_source() -> None:
    document = make(Description(holdings=(Holding(call_number="A 1"), Holding(institution=VIENNE, call_number="B 2"))))
    assert document.display["holdings"] == [[LYON, "Bibliothèque de Lyon", "A 1", "Lyon"], [VIENNE, VIENNE, "B 2", ""]]
    assert document.aggregate["institutions"] == [LYON, VIENNE]
    assert document.aggregate["departments"] == ["69"]


def test_a_notice_without_copies_is_held_by_the_source() -> None:
    document = make(Description(titles=(Title(value="Sans exemplaire"),)))
    assert document.display["holdings"] == [[LYON, "Bibliothèque de Lyon", "", "Lyon"]]
    assert document.filter["call_numbers"] == []


def test_an_institution_that_only_has_a_name_keeps_it() -> None:
    document = make(Description(holdings=(Holding(institution_name="Château de Grignan"),)))
    assert document.display["holdings"] == [["", "Château de Grignan", "", ""]]
    assert document.aggregate["institutions"] == []


def test_many_copies_are_counted_and_few_are_shown() -> None:
    document = make(Description(holdings=tuple(Holding(institution=LYON, call_number=f"A {number}") for number in range(198))))
    assert document.display["holdings_count"] == 198
    assert document.display["institutions_count"] == 1
    assert len(document.display["holdings"]) == 10
    assert len(document.filter["call_numbers"]) == 198


def test_an_empty_description_has_a_document() -> None:
    document = make(Description())
    assert document.query == {}
    assert document.filter["sort_title"] == ""
    assert document.filter["year_from"] is None
    assert document.display.get("title") is None


def test_the_notes_of_a_copy_and_its_former_owners_are_searched() -> None:
    holding = Holding(notes=(Note(value="Ex-libris de l’Oratoire", kind="provenance"),), former_owners=(Agent(name="Coste, Jean-Louis"),))
    document = make(Description(holdings=(holding,)))
    assert document.query["notes"] == [["ex", "libris", "de", "oratoire"]]
    assert document.query["agents"] == [["coste", "jean", "louis"]]
    assert document.texts["notes"] == ["Ex-libris de l’Oratoire"]


def test_a_former_owner_is_no_author_of_the_line() -> None:
    document = make(Description(agents=(Agent(name="Coste", copy=f"{LYON}:A 1"), Agent(name="Molière"))))
    assert document.display["agents"] == ["Molière"]


@pytest.mark.parametrize(
    ("dates", "level", "years", "centuries"),
    [
        ((DateSpan(display="1789", start=1789, end=1789),), "", (1789, 1789), [18]),
        ((DateSpan(display="[18--?]", start=1800, end=1899, uncertain=True),), "", (1800, 1899), [19]),
        ((DateSpan(display="1800", start=1800, end=1800),), "", (1800, 1800), [18]),
        ((DateSpan(display="1598-1602", start=1598, end=1602),), "", (1598, 1602), [16, 17]),
        ((DateSpan(display="1830-", start=1830, end=None),), "serial", (1830, 1830), [19]),
        ((DateSpan(display="[20--]", start=2000, end=2099, uncertain=True),), "", (2000, 2029), [21]),
        ((DateSpan(display="après 1830", start=1830, end=None),), "monograph", (1830, 1830), [19]),
        (
            (DateSpan(display="1995", start=1995, end=1995, kind="reproduction"), DateSpan(display="1540", start=1540, end=1540)),
            "",
            (1540, 1540),
            [16],
        ),
        ((DateSpan(display="XIIe-XVe", start=1101, end=1500, kind="creation"),), "", (1101, 1500), [12, 13, 14, 15]),
        ((DateSpan(display="Ve-XXe", start=401, end=2000, kind="creation"),), "", (401, 2000), list(range(5, 21))),
        ((DateSpan(display="52 av. J.-C.", start=-52, end=-52),), "", (-52, -52), [-1]),
        ((DateSpan(display="50 av. J.-C.-50", start=-50, end=50),), "", (-50, 50), [-1, 1]),
        ((DateSpan(display="s.d."),), "", None, []),
        ((DateSpan(display="1914-1918", start=1914, end=1918, kind="coverage"),), "", None, []),
    ],
)
def test_the_years_and_centuries_of_a_notice(
    dates: tuple[DateSpan, ...], level: str, years: tuple[int, int] | None, centuries: list[int]
) -> None:
    found = years_of(Description(dates=dates, level=level))
    assert found == years
    assert centuries_of(found) == centuries


@pytest.mark.parametrize(
    ("publication", "imprint"),
    [
        (Publication(places=("Lyon",), names=("Jean de Tournes",), date="1557"), "Lyon : Jean de Tournes, 1557"),
        (Publication(places=("Lyon", "Paris"), date="1557"), "Lyon ; Paris, 1557"),
        (Publication(date="1557"), "1557"),
        (Publication(names=("Hachette",)), "Hachette"),
    ],
)
def test_the_imprint_reads_as_librarians_write_it(publication: Publication, imprint: str) -> None:
    assert imprint_of(Description(publications=(publication,))) == imprint

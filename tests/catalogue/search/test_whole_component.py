"""Does the search document of a component say what its unit says, and is it never taken for a notice?"""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.core.description import Agent, DateSpan, Description, DigitalCopy, Holding, Language, Note, Subject, Title
from catalogue.formats.ead.model import DigitalObject, Unit, UnitId
from catalogue.formats.ead.model import Note as UnitNote
from catalogue.search.component import Placed, description_of, document_of_component
from catalogue.search.document import InstitutionFacts

LYON = "693836101"
FACTS = {LYON: InstitutionFacts("Bibliothèque de Lyon", "Lyon", "69")}
UNIT = Unit(
    level="item",
    title="Lettre",
    other_titles=("Billet",),
    ids=(UnitId(value="Ms 12/3"),),
    dates=(DateSpan(display="1871", start=1871, end=1871),),
    languages=(Language(code="lat"),),
    producers=(Agent(name="Ferrand, Élise", kind="person"), Agent(name="Ferrand (famille)", kind="family", roles=("070",))),
    terms=(Subject(value="Givors", kind="place"),),
    notes=(UnitNote(kind="scopecontent", paragraphs=("Première.", "Seconde.")),),
    digital=(
        DigitalObject(href="https://images.invalid/1"),
        DigitalObject(href="https://images.invalid/2", internal=True),
        DigitalObject(title="sans adresse"),
    ),
)


def placed(unit: Unit = UNIT, **rest: Any) -> Placed:
    given: dict[str, Any] = {"path": ("Fonds", "Lettres"), "aid": "ferrand", "institution": LYON, "source": "essai", "received": 5}
    return Placed(3, "99999/t3", unit, **{**given, **rest})


def test_a_component_says_what_its_unit_says() -> None:
    assert description_of(placed()) == Description(
        identifier="99999/t3",
        format="ead",
        document_type="archive",
        titles=(Title(value="Lettre"), Title(value="Billet", kind="variant")),
        agents=(Agent(name="Ferrand, Élise", kind="person"), Agent(name="Ferrand (famille)", kind="family")),
        dates=UNIT.dates,
        languages=UNIT.languages,
        subjects=UNIT.terms,
        notes=(Note(value="Première."), Note(value="Seconde.")),
        holdings=(Holding(institution=LYON, call_number="Ms 12/3"),),
        digital_copies=(DigitalCopy(url="https://images.invalid/1"),),
    )


def test_a_component_without_a_title_goes_by_its_call_number_or_its_date() -> None:
    assert description_of(placed(Unit(ids=(UnitId(value="Ms 1"),), dates=UNIT.dates))).title == "Ms 1"
    assert description_of(placed(Unit(dates=UNIT.dates))).title == "1871"
    assert description_of(placed(Unit())).title == ""


@pytest.mark.parametrize("href", ["javascript:alert(1)", "FRAD069_0001.jpg", "//images.invalid/1", "file:///1.jpg"])
def test_what_no_reader_can_open_makes_no_component_a_digitised_one(href: str) -> None:
    document = document_of_component(placed(Unit(title="Lettre", digital=(DigitalObject(href=href),))), institutions=FACTS)
    assert document.aggregate["digital"] == []


def test_the_document_of_a_component_is_no_notice() -> None:
    document = document_of_component(placed(), institutions=FACTS)
    assert (str(document.key), document.display["ark"], document.filter["received"]) == ("component:3", "99999/t3", 5)
    assert document.display["path"] == ["Fonds", "Lettres"] and document.display["level"] == "item"
    assert document.display["source"] == "essai" and document.display["holdings"] == [[LYON, "Bibliothèque de Lyon", "Ms 12/3", "Lyon"]]
    assert document.filter["titles"] == [] and document.filter["year_from"] == 1871
    counted = {name: values for name, values in document.aggregate.items() if values}
    assert counted == {
        "kinds": ["component"],
        "institutions": [LYON],
        "departments": ["69"],
        "document_type": ["archive"],
        "centuries": ["19"],
        "languages": ["lat"],
        "digital": ["1"],
        "decades": ["1870"],
        "sure_decades": ["1870"],
        "finding_aids": ["ferrand"],
    }
    assert document.aggregate["finding_aids"] == ["ferrand"]
    assert document_of_component(placed(aid=""), institutions=FACTS).aggregate["finding_aids"] == []


def test_the_level_and_the_way_to_a_component_are_short() -> None:
    odd = placed(Unit(title="Pièce", level="otherlevel", other_level="x" * 50), path=("t" * 130, *(f"Rang {n}" for n in range(1, 7))))
    display = document_of_component(odd, institutions=FACTS).display
    assert display["level"] == "x" * 40
    assert display["path"] == ["t" * 120, "…", "Rang 3", "Rang 4", "Rang 5", "Rang 6"]
    six = placed(path=tuple(f"Rang {n}" for n in range(6)))
    assert document_of_component(six, institutions=FACTS).display["path"] == list(six.path)
    assert "level" not in document_of_component(placed(Unit(title="Pièce")), institutions=FACTS).display

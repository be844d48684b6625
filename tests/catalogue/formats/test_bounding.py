"""A record of fifty thousand fields: what is read of it?"""

from __future__ import annotations

from catalogue.core.description import Description, Holding, Note, Subject, Title
from catalogue.core.messages import Message
from catalogue.formats import bounding
from catalogue.formats.bounding import bounded
from catalogue.formats.reading import read_item
from tests.cost import at_most


def marcxml(fields: str) -> bytes:
    """A UNIMARC record in MARCXML."""
    return (
        '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam0 2200000   450 </leader>'
        '<controlfield tag="001">many</controlfield>'
        '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Titre</subfield></datafield>'
        f"{fields}</record>"
    ).encode()


def test_fifty_thousand_notes_are_cut_and_said() -> None:
    note = '<datafield tag="300" ind1=" " ind2=" "><subfield code="a">Note</subfield></datafield>'
    reading = read_item(marcxml(note * 50_000), format="unimarc")
    assert reading.description is not None
    assert reading.description.title == "Titre"
    assert len(reading.description.notes) <= bounding.MOST
    assert [message.args["count"] for message in reading.warnings if message.code == "too_many_fields"] == [
        50_000 - len(reading.description.notes)
    ]
    assert len(reading.raw) > 50_000 * len(note), "the bytes are kept whole"


def test_every_kind_of_field_at_once_is_cut_further() -> None:
    warnings: list[Message] = []
    many = Description(
        notes=tuple(Note(value=str(number)) for number in range(5000)),
        subjects=tuple(Subject(value=str(number)) for number in range(5000)),
        titles=tuple(Title(value=str(number)) for number in range(5000)),
    )
    found = bounded(many, warnings=warnings)
    assert (len(found.notes), len(found.subjects), len(found.titles)) == (bounding.FEW,) * 3
    assert found.title == "0"
    assert warnings[0].args["count"] == 15_000 - 3 * bounding.FEW


def test_a_periodical_kept_everywhere_keeps_its_libraries() -> None:
    kept = Description(holdings=tuple(Holding(institution=f"{number:09d}") for number in range(2000)))
    assert bounded(kept, warnings=[]) == kept


def test_a_copy_of_fifty_thousand_notes_is_cut_too() -> None:
    copy = Holding(institution="693836101", notes=tuple(Note(value="x") for _ in range(50_000)))
    warnings: list[Message] = []
    assert len(bounded(Description(holdings=(copy,)), warnings=warnings).holdings[0].notes) == bounding.FEW
    assert warnings


def test_an_ordinary_record_is_the_very_same_and_costs_nothing() -> None:
    plain = Description(titles=(Title(value="a"),), notes=tuple(Note(value="x") for _ in range(20)), holdings=(Holding(institution="1"),))
    assert bounded(plain, warnings=[]) is plain
    with at_most(3):
        for _ in range(10_000):
            bounded(plain, warnings=[])

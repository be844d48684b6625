"""What is said of a fonds: closed words that have a label, extents of unlike things added with their bounds."""

from typing import get_args

import msgspec
import pytest

from catalogue.core import fonds
from catalogue.core.extents import DOUBT, Interval, extent_of, measured, total
from catalogue.core.fonds import ExtentStatement, FondsDescription, Keeper
from catalogue.core.tables import rows
from tests.selections import some

WORDS = {
    "fonds_level": fonds.FondsLevel,
    "call_number_kind": fonds.CallNumberKind,
    "certainty": fonds.Certainty,
    "entry_mode": fonds.EntryMode,
    "legal_status": fonds.LegalStatus,
    "accruals": fonds.Accruals,
    "treatment": fonds.Treatment,
    "category": fonds.Category,
    "finding_aid_kind": fonds.FindingAidKind,
    "census_state": fonds.CensusState,
    "extent_unit": fonds.ExtentUnit,
    "extent_unit_one": fonds.ExtentUnit,
}


@pytest.mark.parametrize("vocabulary", WORDS)
def test_every_word_of_a_closed_list_has_a_label(vocabulary: str) -> None:
    assert tuple(fonds.FONDS_TERMS[vocabulary]) == get_args(WORDS[vocabulary])
    assert fonds.label(vocabulary, get_args(WORDS[vocabulary])[0])


def test_no_list_is_without_a_type() -> None:
    assert set(fonds.FONDS_TERMS) == set(WORDS)
    assert get_args(fonds.CensusState) == fonds.STEPS
    assert set(DOUBT) == set(get_args(fonds.Certainty))


def test_every_conversion_says_since_when_and_why() -> None:
    for row in some(rows("extent_units")):
        assert row["unit"] in get_args(fonds.ExtentUnit)
        assert row["since"]
        assert row["reason"]


def test_a_counted_volume_is_one_volume_and_some_centimetres() -> None:
    one = ExtentStatement(unit="volume", number=1000, certainty="counted")
    assert measured(one, "volumes") == Interval(1000, 1000)
    assert measured(one, "metres") == Interval(20, 50)


def test_an_estimate_carries_its_doubt() -> None:
    assert measured(ExtentStatement(unit="metre", number=10), "metres") == Interval(8, 12)


def test_metres_beside_volumes_are_not_counted_twice() -> None:
    said = [ExtentStatement(unit="volume", number=1200, certainty="counted"), ExtentStatement(unit="metre", number=40, certainty="counted")]
    assert extent_of(said, "volumes") == Interval(1200, 1200)
    assert extent_of(said, "metres") == Interval(40, 40)


def test_photographs_are_listed_and_not_added() -> None:
    said = [ExtentStatement(unit="photograph", number=5000), ExtentStatement(unit="volume")]
    assert extent_of(said, "volumes") is None
    assert total([]) == Interval(0, 0)


def test_a_description_is_read_back_as_it_was_written() -> None:
    lyon = FondsDescription(
        identifier="7f", title="Fonds ancien", keeper=Keeper(isil="FR-693836101", name="Bibliothèque municipale", rcr="693836101"),
        extents=(ExtentStatement(unit="manuscript", number=12, certainty="counted"),), parts=(
            FondsDescription(identifier="8a", title="Manuscrits", level="subfonds", keeper=Keeper(isil="FR-693836101", name="BM")),
        ),
    )  # fmt: skip
    assert msgspec.json.decode(msgspec.json.encode(lyon), type=FondsDescription) == lyon

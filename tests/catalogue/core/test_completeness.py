"""What a fonds notice still lacks, for readers, for the national directory, for the census."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from catalogue.core.completeness import ASKED, TARGETS, completeness
from catalogue.core.description import Agent, DateSpan, Identifier
from catalogue.core.fonds import Acquisition, CallNumber, Census, ExtentStatement, FindingAidReference, FondsDescription, Keeper
from catalogue.core.messages import TEMPLATES

NOTHING = FondsDescription(identifier="1", title="Fonds", keeper=Keeper(isil="FR-693836101", name="BM"))
EVERYTHING = FondsDescription(
    identifier="1",
    title="Fonds",
    keeper=NOTHING.keeper,
    contents="Livres",
    access="Sur rendez-vous",
    dates=(DateSpan(display="1452", start=1452, end=1452),),
    extents=(ExtentStatement(unit="volume", number=12),),
    document_types=("book",),
    languages=("fre",),
    call_numbers=(CallNumber(value="Ms 1-12"),),
    producers=(Agent(name="Coste", identifiers=(Identifier(scheme="idref", value="027241637"),)),),
    acquisitions=(Acquisition(mode="gift"),),
    custody="À Portes",
    finding_aids=(FindingAidReference(kind="none"),),
    legal_status="state",
    categories=("local",),
    census=Census(state="surveyed", day=dt.date(2026, 1, 1), author="BM", catalogued=0),
)


@pytest.mark.parametrize("target", TARGETS)
def test_a_notice_that_says_everything_lacks_nothing(target) -> None:
    assert completeness(EVERYTHING, target).score == 100
    assert completeness(EVERYTHING, target).lacking == ()
    assert completeness(NOTHING, target).score < 20


@pytest.mark.parametrize("target", TARGETS)
def test_each_lack_has_words(target) -> None:
    assert set(ASKED[target]) <= set(TEMPLATES)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contents": "  "}, "fonds_without_contents"),
        ({"dates": (DateSpan(display="s.d."),)}, "fonds_without_dates"),
        ({"extents": (ExtentStatement(unit="volume"),)}, "fonds_without_number"),
        ({"producers": (Agent(name="Coste"),)}, "fonds_without_authority"),
        ({"call_numbers": (CallNumber(value="B 1", kind="ancienne cote"),)}, "fonds_without_call_number"),
        ({"acquisitions": (Acquisition(mode="unknown"),)}, "fonds_without_entry"),
    ],
)
def test_what_is_lacking_is_named(changes, code) -> None:
    (lack,) = completeness(msgspec.structs.replace(EVERYTHING, **changes), "directory").lacking
    assert lack.code == code


def test_a_reason_stands_for_dates() -> None:
    undated = msgspec.structs.replace(EVERYTHING, dates=(), undated="non trié")
    assert completeness(undated, "public").score == 100

"""What a recipient asks to have added to a record, or left out: that is done, listed, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.aligning import Alignment
from catalogue.core.identifiers import frbnf_of_ark
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.unimarc.recipients import ADDITIONS, Around, Recipient, fitted, recipients
from tests.selections import some

ARK = "ark:/12148/cb31012345s"
FOUND = Alignment(ARK, frbnf_of_ark(ARK), "012345678")
AROUND = Around("690001001", "7", date(2026, 3, 2))
ALIGNED = AROUND._replace(alignment=FOUND)
EVERYTHING = Recipient(title="All", add=("copy", "agency", "alignment"))
SAID = "20260302d1862    m  y0frey50      ba"


def record(*fields: Field) -> MarcRecord:
    return MarcRecord("00000cam a2200000   450 ", [Field("001", value="b1"), Field("100", subfields=[("a", SAID)]), *fields])


TITLE = Field("200", indicators="1 ", subfields=[("a", "Le Phénix")])


def told(made: Any) -> list[tuple[str, str]]:
    return [(change.code, str(change.args.get("tag") or change.args.get("place"))) for change in made.changes]


def test_an_alignment_is_added_where_it_belongs_and_each_field_is_listed() -> None:
    made = fitted(record(TITLE), Recipient(title="Alignment", add=("alignment",)), ALIGNED)
    assert [field.tag for field in made.record.fields] == ["001", "033", "033", "035", "100", "200"]
    assert made.record.first("033", "a") == f"http://catalogue.bnf.fr/{ARK}"
    assert told(made) == [("field_added", "033"), ("field_added", "033"), ("field_added", "035")]
    assert f"$a http://catalogue.bnf.fr/{ARK}" in str(made.changes[0].args["value"])


@pytest.mark.parametrize(
    "own",
    [
        Field("033", subfields=[("a", ARK)]), Field("033", subfields=[("a", f"https://catalogue.bnf.fr/{ARK}")]),
        Field("003", value=f"http://catalogue.bnf.fr/{ARK}"),
    ],
)  # fmt: skip
def test_what_a_record_says_itself_is_not_said_twice(own: Field) -> None:
    only = AROUND._replace(alignment=Alignment(ARK))
    assert fitted(record(own, TITLE), EVERYTHING, only).record.fields.count(own) == 1
    assert ("field_added", "033") not in told(fitted(record(own, TITLE), EVERYTHING, only))
    frbnf = Field("035", subfields=[("a", f"FRBNF{FOUND.frbnf.removeprefix('FRBNF')[:8]}")])
    again = fitted(record(frbnf, TITLE), EVERYTHING, ALIGNED)
    assert len(again.record.by_tag("035")) <= 2 and len(again.record.by_tag("033")) == 2


def test_copies_and_sources_are_added_only_where_there_is_none() -> None:
    made = fitted(record(TITLE), EVERYTHING, AROUND)
    assert told(made) == [("field_added", "930"), ("field_added", "801")]
    assert made.record.first("930", "b") == made.record.first("801", "b") == "690001001"
    own = [Field("801", subfields=[("a", "FR")]), Field("995", subfields=[("b", "690001001")])]
    assert fitted(record(TITLE, *own), EVERYTHING, AROUND).changes == ()


def test_fields_that_a_recipient_does_not_want_are_left_out_and_named() -> None:
    local = [Field("990", subfields=[("a", "x")]), Field("990", subfields=[("a", "y")])]
    before = record(TITLE, *local)
    made = fitted(before, Recipient(title="Less", drop=("990",)), AROUND)
    assert not made.record.by_tag("990") and told(made) == [("field_dropped", "990[1]"), ("field_dropped", "990[2]")]
    assert len(before.by_tag("990")) == 2


def test_a_recipient_that_reads_iso_5426_is_told_so_and_what_was_lost() -> None:
    hebrew = Field("200", subfields=[("a", "ספר")])
    made = fitted(record(TITLE, hebrew), Recipient(title="Old", charset="iso-5426"), AROUND)
    assert ("left_out_of_iso5426", "200[2]") in told(made) and made.record.first("100", "a")[26:30] == "03  "


_FIELDS = st.builds(
    lambda tag, text: Field(tag, subfields=[("a", text)]), st.sampled_from(["010", "033", "035", "200", "606", "801", "930", "995"]),
    st.text(min_size=1, max_size=12),
)  # fmt: skip


@given(st.lists(_FIELDS, max_size=6), st.sets(st.sampled_from(sorted(ADDITIONS))))
def test_whatever_is_added_all_that_came_stays_in_its_order_and_a_second_time_nothing_is_added(fields: list[Field], add: set[Any]) -> None:
    recipient = Recipient(title="Any", add=tuple(sorted(add)))
    came = record(*fields)
    made = fitted(came, recipient, ALIGNED)
    added = [field for field in made.record.fields if not any(field is one for one in came.fields)]
    assert [field for field in made.record.fields if not any(field is one for one in added)] == came.fields
    assert len(added) == len(made.changes)
    assert fitted(made.record, recipient, ALIGNED).changes == ()


def test_every_recipient_that_ships_can_be_read() -> None:
    assert {"ccfr", "ils"} <= set(recipients())
    for name in some(recipients()):
        assert fitted(record(TITLE), recipients()[name], ALIGNED).record.first("033", "a").endswith(ARK)

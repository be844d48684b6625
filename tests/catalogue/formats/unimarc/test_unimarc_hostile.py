"""UNIMARC records as nobody should write them: none stops a harvest, none puts a control character on a page."""

import unicodedata

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core.description import Description, Part
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc21 import describe as describe_marc21
from catalogue.formats.marc21.describe import HANDLERS as MARC21_HANDLERS
from catalogue.formats.unimarc import describe
from catalogue.formats.unimarc.describe import HANDLERS
from tests.catalogue.formats.written import record

_VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "", " ", "\x98", "\x9c", "\x98Le \x9c", "\x98\x9c", "s.d.", "[18--?]", "javascript:alert(1)", "http://x", "ark:/1", "001",
            "2001 ", "0", "9" * 50, "\ud800", "\u202etxt", "-", "/", ":", " : ", "=", "FR-693836101:1", "(1)", "an II",
        ]
    ),
)  # fmt: skip
_SUBFIELDS = st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), _VALUES), max_size=6)


def _fields(tags: list[str]) -> st.SearchStrategy[list[Field]]:
    data = st.builds(
        lambda tag, subfields, indicators: Field(tag, subfields=subfields, indicators=indicators),
        st.sampled_from(tags), _SUBFIELDS, st.sampled_from(["  ", "1#", "0", "", "42", "|8"]),
    )  # fmt: skip
    control = st.builds(lambda tag, value: Field(tag, value=value), st.sampled_from([tag for tag in tags if tag < "010"]), _VALUES)
    return st.lists(st.one_of(data, data, data, control), max_size=12)


def texts(value: object) -> list[str]:
    """Every string that a description holds."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if isinstance(value, Part):
        return [text for part in msgspec.structs.astuple(value) for text in texts(part)]
    return []


def check(description: Description) -> None:
    """What holds of any description, whatever it was made from."""
    assert all(title.value for title in description.titles)
    assert not description.titles or description.titles[0].kind == "proper"
    assert all(0 <= title.nonsorting < len(title.value) for title in description.titles)
    assert all(agent.name for agent in description.agents)
    assert all(copy.url.casefold().startswith(("http://", "https://")) for copy in description.digital_copies)
    for date in description.dates:
        assert date.start is None or date.end is None or date.start <= date.end
    for text in texts(description):
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text)
        assert text == text.strip()


@settings(max_examples=300, deadline=None)
@given(_fields(sorted(HANDLERS)), st.sampled_from(["", "     nam  22        450 ", " cam0 22 450 ", "x" * 24, "\x00"]))
def test_no_unimarc_record_breaks_the_harvest(fields: list[Field], leader: str) -> None:
    check(describe(MarcRecord(leader, fields)))


@settings(max_examples=300, deadline=None)
@given(_fields([*sorted(MARC21_HANDLERS), "880"]), st.sampled_from(["", "     nam a22        4500", "x" * 24, "\x00"]))
def test_no_marc21_record_breaks_the_harvest(fields: list[Field], leader: str) -> None:
    check(describe_marc21(MarcRecord(leader, fields)))


def test_control_characters_and_overrides_of_direction_are_stripped() -> None:
    description = describe(record("200 1#$aLe\x00 ti\x1ftre\u202e caché\n300 ##$aUne\tnote\x85 suivie\xa0: fin"))
    assert description.title == "Le titre caché"
    assert description.notes[0].value == "Une note suivie : fin"


def test_a_value_of_a_million_characters_is_cut() -> None:
    description = describe(record(f"200 1#$a{'a' * 1_000_000}\n700 #1$a{'b ' * 500_000}\n210 ##$d{'1789 ' * 200_000}"))
    assert len(description.title) == 20_000
    assert description.dates[0].start == 1789


def test_a_record_of_ten_thousand_copies_keeps_them_all() -> None:
    fields = [Field("995", subfields=[("b", "693836101"), ("k", f"Rés {i}")]) for i in range(10_000)]
    fields += [Field("317", subfields=[("5", f"693836101:Rés {i}"), ("a", "Ex-libris")]) for i in range(0, 10_000, 100)]
    description = describe(MarcRecord("", fields))
    assert len(description.holdings) == 10_000
    assert sum(len(holding.notes) for holding in description.holdings) == 100

"""ISO 2709: what is well formed, what is repaired, what is refused, and neighbours that are always kept."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.formats.marc.iso2709 import parse_iso2709
from catalogue.formats.marc.iso2709_stream import LIMIT, split_records
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.messages import BadRecord
from catalogue.formats.reading import read_file

LEADER = "00000nam  2200000   450 "


def notice(number: int = 1, *, title: str = "Les tapisseries de la Chaise-Dieu") -> MarcRecord:
    fields = [
        Field("001", value=f"LOC{number:06d}"),
        Field("100", subfields=[("a", "20200101d1912    m  y0frey50      ba")]),
        Field("200", indicators="1 ", subfields=[("a", title), ("f", "Éloi Fabre")]),
        Field("210", subfields=[("a", "Le Puy"), ("c", "Imprimerie du Velay"), ("d", "1912")]),
        Field("930", subfields=[("b", "430012101"), ("a", "8° 4512")]),
        Field("930", subfields=[("b", "430012101"), ("a", "8° 4513")]),
    ]
    return MarcRecord(LEADER, fields)


def codes(record: MarcRecord) -> list[str]:
    return [warning.code for warning in record.warnings]


def read(data: bytes) -> list[MarcRecord]:
    return [parse_iso2709(chunk.data) for chunk in split_records(io.BytesIO(data)) if not chunk.fault]


@pytest.mark.parametrize("charset", ["utf-8", "iso-5426"])
def test_what_is_written_is_read(charset):
    record = notice()
    for field in record.by_tag("930"):
        field.subfields[1] = ("a", field.subfields[1][1].replace("°", "o"))
    found = parse_iso2709(write_iso2709(record, charset=charset))
    assert found.fields == record.fields
    assert (found.charset, found.warnings) == (charset, [])
    assert [field.place for field in found.by_tag("930")] == ["930[1]", "930[2]"]


def test_newlines_between_records_lose_nothing():
    data = b"\r\n".join(write_iso2709(notice(number)) for number in range(1, 6)) + b"\n\x1a"
    assert [record.first("001") for record in read(data)] == [f"LOC{number:06d}" for number in range(1, 6)]


@pytest.mark.parametrize("wrong", [b"00000", b"99999", b"00031"])
def test_a_wrong_length_is_told_and_the_neighbours_are_kept(wrong):
    first, second, third = (write_iso2709(notice(number)) for number in (1, 2, 3))
    records = read(first + wrong + second[5:] + third)
    assert [record.first("001") for record in records] == ["LOC000001", "LOC000002", "LOC000003"]
    assert [codes(record) for record in records] == [[], ["length_wrong"], []]


def test_a_missing_end_mark_parts_two_records_all_the_same():
    first, second = write_iso2709(notice(1)), write_iso2709(notice(2))
    records = read(first[:-1] + second)
    assert [record.first("001") for record in records] == ["LOC000001", "LOC000002"]
    assert "terminator_missing" in codes(records[0])


def test_bytes_before_a_record_are_skipped_and_counted():
    chunks = list(split_records(io.BytesIO(b"rubbish from a mail\n" + write_iso2709(notice()))))
    assert [(chunk.skipped, chunk.offset) for chunk in chunks] == [(20, 20)]


def test_a_piece_that_is_no_record_comes_with_its_place():
    data = write_iso2709(notice(1)) + b"lost page\x1d" + write_iso2709(notice(2))
    chunks = list(split_records(io.BytesIO(data)))
    assert [chunk.fault for chunk in chunks] == ["", "record_text", ""]
    assert data[chunks[1].offset :].startswith(b"lost page")


def test_an_end_mark_inside_a_field_does_not_cut_the_record():
    data = bytearray(write_iso2709(notice()))
    position = data.index(b"tapisseries") + 3
    data[position] = 0x1D
    chunks = list(split_records(io.BytesIO(bytes(data) + write_iso2709(notice(2)))))
    assert [len(chunk.data) for chunk in chunks] == [len(data), len(write_iso2709(notice(2)))]


def test_a_truncated_record_is_refused_with_its_numbers():
    data = write_iso2709(notice())
    with pytest.raises(BadRecord) as refusal:
        parse_iso2709(data[:100])
    assert refusal.value.message.code == "record_truncated"
    assert refusal.value.message.args == {"found": 100, "announced": len(data)}


def test_a_directory_out_of_order_is_followed():
    data = write_iso2709(notice())
    base = int(data[12:17])
    entries = [data[start : start + 12] for start in range(24, base - 1, 12)]
    shuffled = data[:24] + b"".join(reversed(entries)) + data[base - 1 :]
    record = parse_iso2709(shuffled)
    assert record.first("200", "a") == "Les tapisseries de la Chaise-Dieu"
    assert [field.tag for field in record.fields] == ["930", "930", "210", "200", "100", "001"]
    assert codes(record) == []


def test_lengths_counted_in_characters_are_repaired():
    data = write_iso2709(notice())
    base = int(data[12:17])
    body, start, directory = data[base:-1].split(b"\x1e")[:-1], 0, b""
    for field, tag in zip(body, ("001", "100", "200", "210", "930", "930"), strict=True):
        length = len(field.decode()) + 1
        directory += f"{tag}{length:04d}{start:05d}".encode()
        start += length
    record = parse_iso2709(data[:24] + directory + data[base - 1 :])
    assert record.first("200", "f") == "Éloi Fabre"
    assert codes(record) == ["directory_repaired"]


def test_a_directory_that_lost_an_entry_is_refused_not_shifted():
    whole, shorter = notice(), notice()
    del shorter.fields[3]
    data, other = write_iso2709(whole), write_iso2709(shorter)
    base, other_base = int(data[12:17]), int(other[12:17])
    length = other_base + len(data) - base
    with pytest.raises(BadRecord) as refusal:
        parse_iso2709(b"%05d" % length + other[5:other_base] + data[base:])
    assert refusal.value.message.code == "record_directory"


def test_a_field_that_the_directory_does_not_list_is_told():
    data = write_iso2709(notice())
    base = int(data[12:17])
    label = b"%05d%s%05d%s" % (len(data) - 12, data[5:12], base - 12, data[17:24])
    record = parse_iso2709(label + data[24:36] + data[48:])
    assert [field.tag for field in record.fields] == ["001", "200", "210", "930", "930"]
    assert codes(record) == ["fields_unlisted"]


def test_a_field_over_9999_bytes_is_read_from_its_wide_number():
    record = notice(title="x")
    record.fields.append(Field("330", subfields=[("a", "résumé " * 2000)]))
    with pytest.raises(ValueError, match="330"):
        write_iso2709(record)
    contents = [b"  \x1fa" + b"A" * 20_000, b"1 \x1faTitre"]
    directory = b"330200050000020000420005"
    directory = b"330" + b"20005" + b"00000" + b"200" + b"0010" + b"20005"
    body = b"\x1e".join(contents) + b"\x1e"
    base = 24 + len(directory) + 1
    label = f"{base + len(body) + 1:05d}nam  22{base:05d}   450 ".encode()
    found = parse_iso2709(label + directory + b"\x1e" + body + b"\x1d")
    assert (len(found.first("330", "a")), found.first("200", "a")) == (20_000, "Titre")


def test_bidirectional_marks_leave_the_indicators():
    record = notice()
    record.fields[2].indicators = "1 "
    data = write_iso2709(record).replace(b"1 \x1faLes", "1\u200f \u200e\x1faLes".encode())
    found = parse_iso2709(data)
    assert found.by_tag("200")[0].indicators == "1 "
    assert "indicators_repaired" in codes(found)


def test_text_before_the_first_subfield_is_kept():
    data = write_iso2709(notice(title="Carte")).replace(b"1 \x1faCarte", b"1 xxCarte")
    found = parse_iso2709(data)
    assert found.first("200", "a") == "xxCarte"
    assert "text_outside_subfields" in codes(found)


def test_alphabetic_tags_are_read():
    record = notice()
    record.fields += [Field("FMT", value="BK"), Field("Z30", subfields=[("1", "exemplaire")])]
    found = parse_iso2709(write_iso2709(record))
    assert (found.first("FMT"), found.first("Z30", "1")) == ("BK", "exemplaire")


def test_text_in_utf8_is_composed():
    found = parse_iso2709(write_iso2709(notice(title="Phe\u0301nix")))
    assert found.first("200", "a") == "Phénix"


def test_a_stream_without_end_is_given_up_in_bounded_memory():
    class Endless(io.RawIOBase):
        served = 0

        def read(self, size: int = -1) -> bytes:
            self.served += size
            return b"x" * size if self.served < 5 * LIMIT else b""

    stream = Endless()
    faults = [chunk.fault for chunk in split_records(stream)]
    assert faults == ["record_too_large"]
    assert stream.served >= 5 * LIMIT


VALUES = st.text(st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0x2FFF), min_size=1, max_size=30)
FIELDS = st.builds(
    Field,
    st.sampled_from(["010", "101", "200", "210", "606", "700", "930"]),
    indicators=st.sampled_from(["  ", "1 ", " 0"]),
    subfields=st.lists(st.tuples(st.sampled_from("abcdef0123456789"), VALUES), min_size=1, max_size=5),
)


@given(st.lists(FIELDS, min_size=1, max_size=12))
def test_any_record_written_is_read_back(fields):
    record = MarcRecord(LEADER, [Field("001", value="1"), Field("200", subfields=[("a", "É")]), *fields])
    found = parse_iso2709(write_iso2709(record))
    assert len(found.fields) == len(record.fields)
    assert write_iso2709(found) == write_iso2709(parse_iso2709(write_iso2709(found)))


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_no_bytes_stop_the_walk(data):
    for chunk in split_records(io.BytesIO(data)):
        try:
            assert parse_iso2709(chunk.data).fields
        except BadRecord as refusal:
            assert str(refusal)


def test_a_superscript_figure_in_the_directory_is_no_figure() -> None:
    record = MarcRecord("00000nam  2200000   450 ", [Field("001", value="AIN0042"), Field("200", subfields=[("a", "Légendes")])])
    damaged = bytearray(write_iso2709(record))
    damaged[24 + 12 + 3] = 0xB2
    readings = list(read_file(bytes(damaged)))
    assert len(readings) == 1
    assert readings[0].status in {"read", "refused"}

"""Files of XML in which the tags of the records themselves are damaged: no field is lost without a line."""

import pytest

from catalogue.formats.base import UNIMARC
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import write_marcxml
from catalogue.formats.reading import read_file

NOTICE = write_marcxml(
    MarcRecord(
        "     nam  22     3  450 ",
        [Field("001", value="AIN0042"), Field("200", indicators="1 ", subfields=[("a", "Légendes des étangs de la Dombes")])],
    )
)


def statuses(data: bytes) -> list[tuple[str, str]]:
    return [(reading.format, reading.reason.code if reading.reason else "read") for reading in read_file(data)]


@pytest.mark.parametrize("sign", [b"<record>", b"</record>"])
@pytest.mark.parametrize("padding", [0, 300_000])
def test_a_record_whose_own_tag_is_damaged_is_told_with_its_fields(sign, padding):
    broken = b"<recrd>" + NOTICE.partition(b">")[2] if sign == b"<record>" else NOTICE.replace(b"<leader>", b"</record><leader>", 1)
    data = b"<collection>" + NOTICE + b" " * padding + broken + b" " * padding + NOTICE + b"</collection>"

    readings = list(read_file(data))

    told = [reading for reading in readings if reading.status == "refused"]
    assert [reading.position for reading in readings] == list(range(1, len(readings) + 1))
    assert sum(reading.status == "read" for reading in readings) == 2
    assert told[-1].reason.code == "record_text"
    assert b"Dombes" in told[-1].raw and data[told[-1].offset :].startswith(told[-1].raw)
    assert told[-1].offset > len(NOTICE)


def test_a_first_record_whose_tag_is_damaged_is_told_too():
    data = b"<collection><recrd>" + NOTICE.partition(b">")[2] + NOTICE + b"</collection>"
    assert statuses(data) == [("", "record_text"), (UNIMARC, "read")]


def test_a_given_up_record_is_told_once():
    giant = b'<record><leader>     nam</leader><datafield tag="200"><subfield code="a">' + b"x" * 9_000_000
    data = b"<collection>" + giant + b'</subfield></datafield><datafield tag="300"/></record>' + NOTICE + b"</collection>"
    assert statuses(data) == [("", "record_too_large"), (UNIMARC, "read")]


def test_xml_whose_beginning_is_lost_is_read_from_its_first_whole_record_on():
    data = b"agne</subfield></datafield></record>\n" + NOTICE + NOTICE + b"</collection>"
    assert statuses(data) == [(UNIMARC, "read"), (UNIMARC, "read")]

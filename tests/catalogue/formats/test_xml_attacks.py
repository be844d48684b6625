"""Hostile XML: nothing leaks, nothing blows up, no word is lost in silence."""

import io
import tracemalloc

import pytest

from catalogue.formats.base import NotRecords
from catalogue.formats.messages import BadRecord
from catalogue.formats.reading import read_file, read_item
from catalogue.formats.xml.safety import MAX_BYTES, parse_xml
from tests.cost import at_most

RECORD = (
    '<record><leader>     cam  22        450 </leader><controlfield tag="001">1</controlfield>'
    '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">{}</subfield></datafield></record>'
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
SECRET = "a secret of this machine"

BOMBS = {
    "billion laughs": f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>' + RECORD.format("&l9;"),
    "quadratic blow-up": f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>' + RECORD.format("&a;" * 5_000),
    "external file": '<!DOCTYPE r [<!ENTITY x SYSTEM "file://{path}">]>' + RECORD.format("&x;"),
    "external address": '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>' + RECORD.format("&x;"),
    "parameter entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "file://{path}"> %p;]>' + RECORD.format("&x;"),
    "text entity": '<!DOCTYPE r [<!ENTITY bm "Bibliothèque">]>' + RECORD.format("&bm; de Lyon"),
    "undeclared entity": RECORD.format("&bm; de Lyon"),
    "undeclared entity behind a DOCTYPE": '<!DOCTYPE r SYSTEM "absent.dtd">' + RECORD.format("&bm; de Lyon"),
}


@pytest.fixture
def bomb(request, tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET, encoding="utf-8")
    return BOMBS[request.param].replace("{path}", str(path)).encode()


@pytest.mark.parametrize("bomb", BOMBS, indirect=True)
def test_an_entity_is_refused_and_reaches_nothing(bomb):
    tracemalloc.start()
    with at_most(10):
        readings = [read_item(bomb), *read_file(bomb)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [reading.status for reading in readings] == ["refused", "refused"]
    assert all(SECRET not in str(reading.reason) for reading in readings)
    assert {reading.reason.code for reading in readings} <= {"xml_entity", "xml_broken"}
    assert peak < 40_000_000


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE record SYSTEM "absent.dtd">', "<!DOCTYPE record>", '<!DOCTYPE record [<!ENTITY x "unused">]>']
)
def test_a_doctype_without_entity_in_use_is_harmless(doctype):
    reading = read_item((doctype + RECORD.format("Phénix")).encode())
    assert reading.description.titles[0].value == "Phénix"


@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE r SYSTEM "absent.dtd">', '<!DOCTYPE r [<!ENTITY eacute "é">]>'])
def test_an_entity_of_html_is_its_character_whoever_declares_it(doctype):
    data = (doctype + RECORD.format("Ph&eacute;nix")).encode()
    for reading in (read_item(data), *read_file(data)):
        assert reading.description.titles[0].value == "Phénix"


DENSE = {
    "alone": b"<r>" + b"<a/>" * 2_500_000 + b"</r>",
    "in one record": b"<record>" + b"<a/>" * 2_500_000 + b"</record>",
    "in many records": b"<r>" + (b"<record>" + b"<a/>" * 50_000 + b"</record>") * 8 + b"</r>",
    "deep": b"<record>" + b"<a>" * 300_000 + b"</a>" * 300_000 + b"</record>",
    "attributes": b"<record " + b" ".join(b'a%d="x"' % number for number in range(200_000)) + b"/>",
    "an endless comment": b"<r><!--" + b"x" * 12_000_000,
    "an endless tag": b"<r><record " + b"x" * 12_000_000,
}


@pytest.mark.parametrize("case", DENSE)
@pytest.mark.timeout(600)
def test_dense_markup_is_read_in_bounded_memory(case):
    stream = io.BytesIO(DENSE[case])
    tracemalloc.start()
    try:
        statuses = {reading.status for reading in read_file(stream)}
    except NotRecords:
        statuses = {"refused"}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert statuses == {"refused"}
    assert peak < 60_000_000


def test_an_item_of_ten_million_bytes_is_refused_before_it_is_parsed():
    reading = read_item(b"<record>" + b"<a/>" * 2_500_000 + b"</record>")
    assert reading.reason.code == "record_too_large"


def test_too_many_elements_are_refused_before_they_are_parsed():
    data = b"<record>" + b"<a/>" * 450_000 + b"</record>"
    assert len(data) < MAX_BYTES
    with pytest.raises(BadRecord) as refusal:
        parse_xml(data, warnings=[])
    assert refusal.value.message.code == "xml_too_many_elements"


def test_a_long_collection_is_read_in_bounded_memory():
    record = RECORD.format("Annales de la Société d’émulation").encode()

    class Long(io.RawIOBase):
        sent = 0

        def read(self, size: int = -1) -> bytes:
            self.sent += 1
            return record * 1000 if 1 < self.sent < 6 else {1: b"<collection>", 6: b"</collection>"}.get(self.sent, b"")

        def seekable(self) -> bool:
            return False

    tracemalloc.start()
    count = sum(reading.status == "read" for reading in read_file(Long()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 8_000_000

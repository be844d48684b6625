"""What Gallica finds for a curator: documents, and pages of one; what is no answer is a fault, never data."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from catalogue.formats.gallica_answers import LARGEST_RECORD, Found, Hit, Passage, document_name, read_hits, read_passages
from catalogue.formats.gallica_issues import Fault
from catalogue.formats.reading import read_item

RECORD = (
    "<record><recordData><oai_dc:dc><dc:identifier>https://gallica.bnf.fr/ark:/12148/{ark}</dc:identifier><dc:title>{title}</dc:title>"
    "<dc:creator>Coste, Jean (1789-1850). Auteur du texte</dc:creator><dc:date>1840</dc:date><dc:source>BM Lyon</dc:source></oai_dc:dc>"
    "</recordData></record>"
)


def hits(*records: tuple[str, str], total: str = "706") -> bytes:
    inside = "".join(RECORD.format(ark=ark, title=title) for ark, title in records)
    spaces = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    counted = f"<numberOfRecords>{total}</numberOfRecords><records>{inside}</records>"
    return f"<searchRetrieveResponse {spaces}>{counted}</searchRetrieveResponse>".encode()


def passages(*items: str, total: str = "2") -> bytes:
    return f'<results countResults="{total}"><query>x</query><items>{"".join(items)}</items></results>'.encode()


@pytest.mark.shared
def test_the_real_answers_give_their_documents(shared_data: Path):
    folder = shared_data / "gallica" / "gleasonw__gallica-grapher"
    found = read_hits((folder / "realRecord.xml").read_bytes())
    assert isinstance(found, Found)
    assert found.total == 706 and 40 <= len(found.hits) <= 50
    first = found.hits[0]
    assert replace(first, record="") == Hit(
        "bpt6k633680c", "Le Petit journal", "Parti social français", "1934-07-24", "Bibliothèque nationale de France"
    )
    for hit in found.hits:
        reading = read_item(hit.record.encode(), format="dublin_core", identifier=hit.ark, position=0)
        assert reading.description is not None and reading.description.titles
    titles = read_hits((folder / "papers.xml").read_bytes())
    assert isinstance(titles, Found) and titles.hits[0].ark.startswith("cb")


def test_each_document_is_there_once_in_gallicas_order():
    found = read_hits(hits(("bpt6k000002", "B"), ("bpt6k000001", "A"), ("bpt6k000002", "B")))
    assert isinstance(found, Found)
    assert [(hit.ark, hit.title, hit.by, hit.keeper) for hit in found.hits] == [
        ("bpt6k000002", "B", "Coste, Jean", "BM Lyon"),
        ("bpt6k000001", "A", "Coste, Jean", "BM Lyon"),
    ]


def test_the_record_of_a_document_is_kept_whole_and_alone():
    found = read_hits(hits(("bpt6k000001", "A &amp; B"), ("bpt6k000002", "x" * LARGEST_RECORD)))
    assert isinstance(found, Found)
    first, second = found.hits
    reading = read_item(first.record.encode(), format="dublin_core", identifier="x", position=0)
    assert reading.description is not None and reading.description.title == "A & B" and "bpt6k000002" not in first.record
    assert second.record == "", "a description is not that long"


def test_nothing_found_is_an_answer():
    assert read_hits(hits(total="0")) == Found(0)
    assert read_passages(passages(total="0")) == Found(0)


def test_a_passage_has_the_number_of_its_page_and_plain_words():
    words = "de &lt;span class='highlight'&gt;Tr&amp;eacute;voux&lt;/span&gt; (…)"
    item = f"<item score='0.7'><altoid/><p_id>PAG_00000173</p_id><p_width/><content>{words}</content></item>"
    found = read_passages(passages(item, "<item><p_id/><content/></item>", "<item><content>seul</content></item>"))
    assert found == Found(2, passages=(Passage(173, "de Trévoux (…)"), Passage(0, "seul")))


DIAGNOSTIC = (
    b"<searchRetrieveResponse><numberOfRecords>0</numberOfRecords><diagnostics><diagnostic/></diagnostics></searchRetrieveResponse>"
)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<!DOCTYPE html><html><altcha-widget/></html>", Fault.CHALLENGE),
        (hits(("bpt6k000001", "A"))[:-40], Fault.BROKEN),
        (b"", Fault.BROKEN),
        (b"<issues/>", Fault.OTHER),
        (b"<searchRetrieveResponse/>", Fault.OTHER),
        (DIAGNOSTIC, Fault.OTHER),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><results countResults="&a;"/>', None),
    ],
)
def test_what_is_no_answer_is_a_fault(data: bytes, fault: Fault | None):
    if fault is not None:
        assert read_hits(data) is fault
    assert isinstance(read_passages(data), Fault | Found)


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: passages(f"<item><content>{text}</content></item>")))
def test_whatever_is_sent_ends_in_an_answer_or_a_fault(data: bytes):
    for read in (read_hits(data), read_passages(data)):
        assert isinstance(read, Fault | Found)
        if isinstance(read, Found):
            assert read.total >= len(read.hits) + len(read.passages)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://gallica.bnf.fr/ark:/12148/bpt6k000001", "bpt6k000001"),
        ("http://gallica.bnf.fr/ark:/12148/bpt6k000001/f3.item?rk=2", "bpt6k000001"),
        ("https://gallica.bnf.fr.evil.example/ark:/12148/bpt6k000001", ""),
        ("https://gallica.bnf.fr/ark:/12148/../x", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_document_is_read_of_gallicas_own_addresses(address: str, name: str):
    assert document_name(address) == name

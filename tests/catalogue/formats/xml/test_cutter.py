"""Records of XML, wherever they stand in a file: none lost, each with the namespaces that it inherits."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.formats.reading import read_file, read_item
from catalogue.formats.xml.cutter import Cutter, Unit

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
MARC = (
    '<record><leader>     nam  22     3  450 </leader><controlfield tag="001">N{0}</controlfield>'
    '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Titre {0}</subfield></datafield></record>'
)
SIMPLE = "<simpledc><dc:title>Titre {0}</dc:title><dc:identifier>ark:/12345/n{0}</dc:identifier></simpledc>"


def cut(data: bytes, **options: int) -> list[Unit]:
    return list(Cutter(io.BytesIO(data), **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        f"<collection {DC}>{''.join(SIMPLE.format(n) for n in (1, 2, 3))}</collection>",
        f"<export><page>{MARC.format(1)}{MARC.format(2)}</page><page n='2'>{MARC.format(3)}</page></export>",
        f"<a><b><c><!-- <record> --><![CDATA[<record>]]>{MARC.format(1)}</c>{MARC.format(2)}</b><d/>{MARC.format(3)}</a>",
        f"<!DOCTYPE e [<!ENTITY x '<record/>'>]><e>{MARC.format(1)}{MARC.format(2)}{MARC.format(3)}</e>",
    ],
    ids=["simple Dublin Core", "pages of an export", "any depth", "a document type that names records"],
)
def test_records_are_found_whatever_is_around_them(data: str) -> None:
    readings = list(read_file(data.encode()))
    assert [(one.status, one.description.title if one.description else "") for one in readings] == [
        ("read", f"Titre {n}") for n in (1, 2, 3)
    ]


def test_each_record_carries_the_namespaces_of_its_own_ancestors_and_no_others() -> None:
    page = "<page xmlns:dc='urn:{0}'><dc:dc><dc:title>Titre</dc:title></dc:dc></page>"
    data = f"<export xmlns:unused='urn:u'>{page.format(1)}<other xmlns:dc='urn:x'/>{page.format(2)}</export>".encode()
    units = cut(data)
    assert [etree.fromstring(unit.data).tag for unit in units] == ["{urn:1}dc", "{urn:2}dc"]
    assert not any(b"unused" in unit.data for unit in units)


names = st.sampled_from(["a", "page", "x:b", "records"])
spaces = st.sampled_from(["", " xmlns='urn:d'", " xmlns:x='urn:x'", " xmlns:dc='urn:dc' t='a > b'"])
between = st.sampled_from(["", "\n", "<!-- <record> -->", "<?pi <dc> ?>", "<![CDATA[</record>]]>", "texte"])
record = st.sampled_from(
    [MARC.format(1), "<dc:dc xmlns:dc='urn:o'><dc:title>é</dc:title></dc:dc>", "<dc/>", "<x:record xmlns:x='urn:y'><x:record/></x:record>"]
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> tuple[str, int]:
    """An element with records in it, and how many."""
    inside, count = draw(between), 0
    for _ in range(draw(st.integers(0, 3))):
        text, found = draw(trees(depth + 1)) if depth < 3 and draw(st.booleans()) else (draw(record), 1)
        inside += text + draw(between)
        count += found
    name = draw(names)
    declared = draw(spaces) + (" xmlns:x='urn:z'" if name == "x:b" else "")
    declared = declared.replace(" xmlns:x='urn:x' xmlns:x='urn:z'", " xmlns:x='urn:z'")
    return f"<{name}{declared}>{inside}</{name}>", count


@settings(max_examples=150, deadline=None)
@given(trees(), st.integers(1, 300))
def test_every_record_of_a_sound_file_is_cut_whole_and_can_be_parsed_alone(tree: tuple[str, int], block_size: int) -> None:
    data = tree[0].encode()
    units = cut(data, block_size=block_size)
    assert len(units) == tree[1]
    for unit in units:
        assert unit.fault == ""
        whole, alone = data[unit.offset : unit.end], etree.fromstring(unit.data)
        assert whole.startswith(b"<") and whole.endswith(b">")
        assert etree.QName(alone).localname in {"record", "dc"}


@settings(max_examples=60, deadline=None)
@given(trees(), st.integers(1, 200))
def test_a_cutter_goes_on_where_another_one_stood(tree: tuple[str, int], block_size: int) -> None:
    data = tree[0].encode()
    expected = cut(data)
    given, offset, around = [], 0, ()
    for _ in expected:
        cutter = Cutter(io.BytesIO(data[offset:]), offset=offset, around=around, block_size=block_size)
        given.append(next(iter(cutter)))
        offset, around = given[-1].end, cutter.around
    assert given == expected


@pytest.mark.parametrize(
    ("declared", "real", "charset"),
    [
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1252", "utf-8", "utf-8"),
        ("utf-16", "utf-8", "utf-8"),
        ("utf-8", "windows-1252", "windows-1252"),
        ("iso-8859-1", "iso-8859-1", "iso-8859-1"),
    ],
)
def test_a_declaration_that_the_bytes_contradict_is_not_believed(declared: str, real: str, charset: str) -> None:
    inside = MARC.format("é à l’évêché" if real != "iso-8859-1" else "é à l'évêché")
    data = f'<?xml version="1.0" encoding="{declared}"?><collection>{inside}</collection>'.encode(real)
    (reading,) = read_file(data)
    assert reading.description is not None and "évêché" in reading.description.title
    assert reading.charset == charset
    assert read_item(data).description == reading.description


def test_one_field_in_another_set_costs_a_warning_and_not_the_record() -> None:
    title, note = "Évêché".encode(), "reliure très usée".encode("windows-1252")
    data = (
        MARC.format(1)
        .encode()
        .replace(b"Titre 1", title)
        .replace(b"</record>", b'<datafield tag="300" ind1=" " ind2=" "><subfield code="a">%b</subfield></datafield></record>' % note)
    )
    (reading,) = read_file(b"<collection>" + data + b"</collection>")
    assert reading.description is not None
    assert (reading.description.title, reading.description.notes[0].value) == ("Évêché", "reliure très usée")
    assert [warning.code for warning in reading.warnings] == ["charset_windows"]


def test_a_file_cut_between_two_records_shows_its_end() -> None:
    data = f"<collection {DC}>{SIMPLE.format(1)}<!-- {'.' * 9_000} -->".encode()
    record, cut_off = cut(data)
    assert record.is_record and not record.fault
    assert (cut_off.fault, cut_off.is_record, cut_off.end) == ("xml_truncated", False, len(data))
    assert data.endswith(cut_off.data) and len(cut_off.data) <= 4_096

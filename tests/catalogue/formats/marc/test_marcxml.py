"""MARC in XML: every namespace, the plain reading and the reading through a tree agree, and what is written is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.messages import Message
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml import parse_marcxml
from catalogue.formats.marc.xml_scan import scan_marcxml
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, write_marcxml
from catalogue.formats.xml.safety import parse_xml

LEADER = "     cam  22        450 "


def notice() -> MarcRecord:
    fields = [
        Field("001", value="SM000317"),
        Field("200", indicators="1 ", subfields=[("a", "Histoire & légendes <du Vivarais>"), ("f", 'dite "la Boiteuse"')]),
        Field("930", indicators="  ", subfields=[("b", "071865101"), ("a", "V 17")]),
    ]
    return MarcRecord(LEADER, fields)


def through_tree(data: bytes) -> MarcRecord:
    return parse_marcxml(parse_xml(data, warnings=[]))


def same(first: MarcRecord, second: MarcRecord) -> bool:
    return (first.leader, first.fields, first.warnings) == (second.leader, second.fields, second.warnings)


NAMESPACES = [
    MARCXCHANGE,
    "info:lc/xmlns/marcxchange-v1",
    MARC21_SLIM,
    "https://www.loc.gov/MARC21/slim",
    "http://www.rba.ru/rusmarc/soft",
]


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_any_namespace_is_read_by_local_names(namespace):
    data = write_marcxml(notice(), namespace=namespace)
    assert through_tree(data).fields == notice().fields
    assert scan_marcxml(data)[0].fields == notice().fields


@pytest.mark.parametrize("prefix", ["marc", "mxc", "slim"])
def test_prefixes_make_no_difference(prefix):
    data = write_marcxml(notice()).decode().replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:")
    data = data.replace(" xmlns=", f" xmlns:{prefix}=").encode()
    assert same(through_tree(data), scan_marcxml(data)[0])
    assert through_tree(data).fields == notice().fields


def test_words_before_the_first_subfield_are_kept_and_told():
    data = write_marcxml(notice()).replace(b'<subfield code="a">Histoire', b'Carte <subfield code="a">Histoire')
    found = through_tree(data)
    assert [value for code, value in found.by_tag("200")[0].subfields if code == "a"] == ["Carte", "Histoire & légendes <du Vivarais>"]
    assert found.warnings == [Message("text_outside_subfields", {"tag": "200"})]
    scanned = scan_marcxml(data)
    assert scanned is None or same(scanned[0], found)


@pytest.mark.parametrize("words", ["suite", "Ardèche &amp; Drôme"])
def test_words_behind_a_subfield_are_kept_with_it_and_told(words: str) -> None:
    held = notice()
    plain = write_marcxml(held)
    at = plain.index(b"</subfield>", plain.index(b'tag="200"')) + len(b"</subfield>")
    found = through_tree(plain[:at] + words.encode() + plain[at:])
    (code, value), *rest = found.by_tag("200")[0].subfields
    (was_code, was), *others = held.by_tag("200")[0].subfields
    assert (code, value) == (was_code, f"{was} {words.replace('&amp;', '&')}") and rest == others
    assert found.warnings == [Message("text_after_subfield", {"tag": "200"})]
    assert scan_marcxml(plain[:at] + words.encode() + plain[at:]) is None, "the fast twin leaves it to the slow one"


@pytest.mark.parametrize("before", [b"<datafield", b"<controlfield", b"</record>"])
def test_words_outside_the_fields_are_told(before: bytes) -> None:
    data = write_marcxml(notice()).replace(before, b"perdu " + before, 1)
    assert through_tree(data).warnings == [Message("text_outside_fields")]
    assert scan_marcxml(data) is None and through_tree(data).fields == notice().fields


def test_no_namespace_at_all():
    data = write_marcxml(notice()).replace(b' xmlns="http://www.loc.gov/MARC21/slim"', b"")
    assert same(through_tree(data), scan_marcxml(data)[0])


def test_the_format_attribute_comes_along():
    assert scan_marcxml(write_marcxml(notice(), namespace=MARCXCHANGE))[1] == "UNIMARC"


def test_the_run_together_label_of_the_sudoc_gets_its_blanks_back():
    record = notice()
    record.leader = " cam0 22 450 "
    for found in (through_tree(write_marcxml(record)), scan_marcxml(write_marcxml(record))[0]):
        assert [found.leader_at(position) for position in (5, 6, 7, 8)] == ["c", "a", "m", "0"]
        assert found.warnings == [Message("leader_repaired", {"length": 13})]


ODD = {
    "a comment": ("<leader>", "<!-- first --><leader>"),
    "a section of characters": ("V 17", "<![CDATA[V 17]]>"),
    "a numeric reference": ("V 17", "V&#160;17"),
    "single quotes": ('tag="200"', "tag='200'"),
    "an empty subfield": ('<subfield code="a">V 17</subfield>', '<subfield code="a"/>'),
    "another element": ("</leader>", "</leader><note>x</note>"),
    "text between fields": ("</datafield>", "</datafield>stray"),
    "text between subfields": ("</subfield>", "</subfield>stray"),
    "text before a subfield": ("<subfield", "stray<subfield"),
    "a field inside a subfield": ("V 17", "<b>V</b> 17"),
    "hashes for blanks": ('ind1=" "', 'ind1="#"'),
    "a field without tag": ('tag="930" ', ""),
    "a subfield without code": (' code="b"', ""),
    "an unknown entity": ("V 17", "V&nbsp;17"),
    "a control field behind": ("</record>", '<controlfield tag="005">2020</controlfield></record>'),
    "no end": ("</record>", ""),
}


@pytest.mark.parametrize("case", ODD)
def test_out_of_the_ordinary_goes_through_the_tree(case):
    data = write_marcxml(notice()).decode().replace(*ODD[case]).encode()
    assert scan_marcxml(data) is None


def test_a_field_without_tag_is_left_out_and_told():
    data = write_marcxml(notice()).replace(b'tag="930" ', b"")
    found = through_tree(data)
    assert [field.tag for field in found.fields] == ["001", "200"]
    assert found.warnings == [Message("tag_missing", {"count": 1})]


def test_markup_inside_a_value_loses_no_word():
    data = write_marcxml(notice()).replace(b"V 17", b"<b>V</b> 17")
    assert through_tree(data).first("930", "a") == "V 17"


def test_hashes_for_blanks_become_blanks():
    data = write_marcxml(notice()).replace(b'ind1=" "', b'ind1="#"').replace(b'ind2=" "', b'ind2="#"')
    assert [field.indicators for field in through_tree(data).fields[1:]] == ["1 ", "  "]


def test_values_come_composed_with_uniform_non_sorting_marks():
    record = notice()
    record.fields[1].subfields[0] = ("a", "\x88L'\x89e\u0301glise")
    for found in (through_tree(write_marcxml(record)), scan_marcxml(write_marcxml(record))[0]):
        assert found.first("200", "a") == "\x98L'\x9céglise"


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0x2FFF), max_size=30)
FIELDS = st.builds(
    Field,
    st.sampled_from(["010", "200", "330", "606", "930"]),
    indicators=st.sampled_from(["  ", "1 ", " 0", "12"]),
    subfields=st.lists(st.tuples(st.sampled_from("abcxyz0123456789"), TEXT), min_size=1, max_size=5),
)


@given(st.lists(FIELDS, min_size=1, max_size=8), st.sampled_from(["", "\n", "\n    "]))
def test_both_readings_agree_on_any_record(fields, indentation):
    data = write_marcxml(MarcRecord(LEADER, [Field("001", value="é&<1>"), *fields])).decode()
    data = data.replace("><", f">{indentation}<").encode() if indentation else data.encode()
    found = scan_marcxml(data)
    assert found is not None
    assert same(found[0], through_tree(data))


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_plain_reading(data):
    assert scan_marcxml(b"<record>" + data + b"</record>") is None or data


@pytest.mark.parametrize(
    ("received", "given"),
    [
        ("     nam0 22        450 ", "00000nam0 2200000   450 "),
        ("00714nam0 2200217   450 ", "00714nam0 2200217   450 "),
        ("", "00000     2200000   450 "),
    ],
)
def test_marcxchange_has_figures_where_its_leader_wants_some(received: str, given: str) -> None:
    """ISO 25577: the schema counts figures, and partners leave the lengths blank; what the leader says of the record stays."""
    record = MarcRecord(leader=received, fields=())
    assert f"<leader>{given}</leader>".encode() in write_marcxml(record, namespace=MARCXCHANGE)
    assert f"<leader>{received}</leader>".encode() in write_marcxml(record)

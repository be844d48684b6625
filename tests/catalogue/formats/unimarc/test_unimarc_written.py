"""A description given back in UNIMARC: what was read is what is read again."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core.description import Agent, DateSpan, Description, Holding, Note, Publication, Title
from catalogue.formats.base import NotRecords
from catalogue.formats.comparing import losses
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.messages import CannotHold
from catalogue.formats.reading import read_file, read_item
from catalogue.formats.unimarc import describe
from catalogue.formats.unimarc.delivering import in_iso5426, in_utf8
from catalogue.formats.unimarc.writing import write
from tests.catalogue.formats.everything import EVERYTHING


def lost(description: Description) -> list[str]:
    return [loss.field for loss in losses(description, describe(write(description)))]


def test_a_notice_comes_back_whole_but_for_what_unimarc_has_no_place_for():
    assert lost(EVERYTHING) == ["rights"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-5426"])
def test_a_notice_comes_back_from_a_file_of_records(charset):
    out = (in_utf8 if charset == "utf-8" else in_iso5426)(write(EVERYTHING))
    data = write_iso2709(out.record, charset=charset)
    back = read_item(data, format="unimarc")
    assert back.charset == charset and not back.warnings
    assert [loss.field for loss in losses(EVERYTHING, back.description)] == ["rights"]


def test_a_notice_comes_back_from_marcxchange():
    back = read_item(write_marcxml(write(EVERYTHING), namespace=MARCXCHANGE))
    assert back.format == "unimarc"
    assert [loss.field for loss in losses(EVERYTHING, back.description)] == ["rights"]


def test_the_article_stands_between_the_marks_of_iso_6630():
    assert write(EVERYTHING).first("200", "a") == "\x98Les \x9cmisérables"


def test_the_record_says_the_day_it_was_made_and_its_true_character_set():
    record = write(EVERYTHING, entered=datetime.date(2026, 11, 29))
    assert record.first("100", "a") == "20261129d1862       y0frey50      ba"
    assert in_iso5426(record).record.first("100", "a")[26:30] == "03  "


def test_a_record_that_came_in_unimarc_goes_out_as_it_came_and_each_change_is_listed():
    came = MarcRecord(" " * 24, [Field("001", value="1"), Field("100", subfields=[("a", "20260101d1862    m  y0frey0103    ba")])])
    out = in_utf8(came)
    assert [change.code for change in out.changes] == ["charset_told"]
    assert out.record.first("100", "a") == "20260101d1862    m  y0frey50      ba"
    assert in_utf8(out.record).changes == ()


def test_a_hebrew_title_stays_out_of_iso_5426_and_a_typographic_sign_becomes_its_nearest():
    given_back = Description(titles=(Title(value="L’œuvre — suite"), Title(value="ספר", kind="parallel")))
    out = in_iso5426(write(given_back))
    assert sorted(change.code for change in out.changes) == ["charset_told", "left_out_of_iso5426", "not_in_iso5426"]
    assert out.record.first("200", "a") == "L’œuvre - suite"
    assert "ספר" in {title.value for title in describe(write(given_back)).titles}


def test_a_name_in_two_scripts_comes_back_as_one():
    dostoevsky = Agent(name="Dostoevskij, Fedor", roles=("070",), variants=("Достоевский, Федор",))
    assert lost(Description(titles=(Title(value="Idiot"),), agents=(dostoevsky,))) == []


def test_two_copies_that_nothing_tells_apart_stay_two():
    twins = (Holding(institution="690296101", call_number="B 1"), Holding(institution="690296101", call_number="B 1"))
    assert lost(Description(titles=(Title(value="a"),), holdings=twins)) == []


def test_a_copy_keeps_its_inventory_number_its_barcode_and_how_it_is_consulted():
    inventory = Note(value="INV 7", kind="inventory")
    copy = Holding(institution="690296101", identifier="12", call_number="Ms 1", barcode="B1", access="Sur rendez-vous", notes=(inventory,))
    record = write(Description(titles=(Title(value="a"),), holdings=(copy,)))
    assert record.first("915", "a") == "INV 7" and record.first("852", "y") == "Sur rendez-vous"
    (back,) = describe(record).holdings
    assert back.barcode == "B1" and {(note.kind, note.value) for note in back.notes} == {
        ("inventory", "INV 7"),
        ("access", "Sur rendez-vous"),
    }


def test_a_note_of_a_copy_that_nothing_names_is_told_as_a_loss():
    twins = (Holding(institution="690296101", notes=(Note(value="ex-libris", kind="provenance"),)), Holding(institution="690296101"))
    assert lost(Description(titles=(Title(value="a"),), holdings=twins)) == ["holdings.notes"]


@pytest.mark.parametrize(
    ("span", "coded"),
    [
        (DateSpan(display="[17--?]", start=1700, end=1799, uncertain=True), "f17001799"),
        (DateSpan(display="1889-1892", start=1889, end=1892), "g18891892"),
        (DateSpan(display="1955-", start=1955), "g19559999"),
        (DateSpan(display="An IV", start=1795, end=1796, calendar="republican"), "f17951796"),
        (DateSpan(display="s.d."), "u        "),
        (DateSpan(display="av. 1500", end=1499), "u        "),
    ],
)
def test_a_date_is_coded_with_its_doubt(span, coded):
    assert write(Description(dates=(span,))).first("100", "a")[8:17] == coded


def test_a_serial_says_whether_it_goes_on():
    serial = Description(level="serial", dates=(DateSpan(display="1955-", start=1955),))
    assert write(serial).first("100", "a")[8:17] == "a19559999"


def test_a_date_that_no_statement_holds_gets_one():
    out = write(Description(dates=(DateSpan(display="vers 1830", start=1825, end=1835, uncertain=True),)))
    assert out.first("214", "d") == "vers 1830"


def test_a_withdrawn_record_says_so_in_its_label():
    assert write(Description(deleted=True)).leader[5] == "d"


def test_what_iso_2709_cannot_hold_is_refused_with_a_sentence():
    long = Description(notes=(Note(value="é" * 5000),))
    with pytest.raises(CannotHold, match=r"Field 300.* takes 10\d\d\d bytes, and ISO 2709 holds 9999"):
        write_iso2709(write(long))
    many = Description(notes=tuple(Note(value=f"{number} {'a' * 9000}") for number in range(12)))
    with pytest.raises(CannotHold, match="The record takes"):
        write_iso2709(write(many))


_letters = st.text("abcdefghijklmnopqrstuvwxyzàéèœABC'’ ()-0123456789", min_size=1, max_size=30)
_words = _letters.map(lambda text: "A" + " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(title=_words, note=_words, place=_words, call_number=_words.map(lambda text: f"Ms {text}"))
def test_whatever_the_words_they_come_back(title, note, place, call_number):
    description = Description(
        titles=(Title(value=title),),
        notes=(Note(value=note),),
        publications=(Publication(places=(place,)),),
        holdings=(Holding(institution="690296101", call_number=call_number.strip()),),
        level="monograph",
        material="text",
        document_type="book",
    )
    assert lost(description) == []


@pytest.mark.shared
def test_real_records_come_back_but_for_what_is_known(shared_data):
    known = {"digital_copies", "scripts", "dates.uncertain", "holdings.institution_name", "holdings.notes", "dates.kind"}
    found: set[str] = set()
    for path in ("unimarc_iso2709/jcollonville__marc-rs", "unimarc_iso2709/meteos77__pan2bq", "unimarc_xml"):
        for file in sorted((shared_data / path).rglob("*.*")):
            found |= {field for description in descriptions(file) for field in lost(description)}
    assert found <= known


def descriptions(file):
    try:
        yield from (reading.description for reading in read_file(file.read_bytes()) if reading.description)
    except NotRecords:
        return

"""The demonstration's notices and institutions: enough of them, of every kind, for every department, and none twice."""

import re
from collections import Counter

import pytest

from catalogue.core.identifiers import normalise_isbn
from catalogue.core.isil import normalise_rcr
from catalogue.core.opening import read_hours
from demonstration.imprints import imprint, years
from demonstration.institutions import INSTITUTIONS, by_code
from demonstration.notices import IMAGES, KINDS, BadNotice, all_notices, read_notices
from demonstration.records import all_records
from demonstration.sources import SOURCES
from demonstration.writers.marc21 import write_marc21
from demonstration.writers.unimarc import write_unimarc
from tests.selections import some

DEPARTMENTS = {
    "Ain": "01", "Allier": "03", "Ardèche": "07", "Cantal": "15", "Drôme": "26", "Isère": "38", "Loire": "42", "Haute-Loire": "43",
    "Puy-de-Dôme": "63", "Rhône": "69", "Savoie": "73", "Haute-Savoie": "74",
}  # fmt: skip


def places(notice):
    return [*notice.all("place"), *notice.all("origin")]


def test_there_is_enough_to_look_at():
    notices = all_notices()
    assert len(notices) >= 430
    assert len(all_records()) >= len(notices)
    assert Counter(notice.kind for notice in notices).keys() == set(KINDS)
    assert sum(notice.digitised for notice in notices) >= 60
    assert sum(notice.digitised for notice in notices if notice.kind == "map") >= 5


def test_no_notice_stands_twice():
    names = Counter(notice.slug for notice in all_notices())
    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z0-9-]+", name)] == []
    said = Counter(
        (n.get("title"), n.get("imprint"), tuple(n.all("part")), tuple(n.all("sub"))) for n in all_notices() if n.kind not in IMAGES
    )
    assert [key for key, count in said.items() if count > 1 and key[0] != "Biblia"] == []


def test_every_department_has_its_library_and_its_villages():
    assert {institution.department for institution in INSTITUTIONS} == set(DEPARTMENTS.values())
    named = {match for notice in all_notices() for text in places(notice) for match in re.findall(r"\((?:[^()]+, )?([^(),]+)\)$", text)}
    assert set(DEPARTMENTS) <= named


def test_the_institutions_are_shaped_like_real_ones():
    assert len(INSTITUTIONS) >= 14
    assert len({institution.rcr for institution in INSTITUTIONS}) == len(INSTITUTIONS) == len(by_code())
    for institution in INSTITUTIONS:
        assert normalise_rcr(institution.rcr) == institution.rcr
        assert institution.insee.startswith(institution.department) and institution.rcr.startswith(institution.department)
        assert 44 < institution.latitude < 46.9 and 2 < institution.longitude < 7.2
        assert institution.address and institution.presentation and institution.opening_hours
        assert institution.website == ""


def test_no_two_institutions_have_the_same_hours_or_say_the_same_of_their_access():
    for field in ("opening_hours", "weekly_hours", "access", "presentation"):
        said = [getattr(one, field) for one in some(INSTITUTIONS)]
        assert len(set(said)) == len(said), field
    assert all(any(read_hours(one.weekly_hours)) for one in some(INSTITUTIONS))


def test_postcards_have_publishers_dates_and_processes_of_their_own():
    cards = [one for one in all_notices() if one.kind == "postcard"]
    published = {imprint(one).statements[0] for one in cards if "s.n" not in one.get("imprint")}
    assert len(published) >= 8 and len({one.get("years") for one in cards}) >= 6
    assert all("carte postale : " in one.get("extent") and one.get("format").endswith("cm") for one in some(cards))


def test_a_book_of_today_has_its_isbn_in_every_format():
    number = "9782070612758"
    (book,) = (one for one in all_notices() if one.get("isbn"))
    assert normalise_isbn(book.get("isbn")) == number
    records = [one for one in all_records() if one.notice is book]
    for record in records:
        told = write_marc21(record, base="") if record.source.format == "marc21" else write_unimarc(record, base="")
        tag = "020" if record.source.format == "marc21" else "010"
        assert [field.subfields[0][1].replace("-", "") for field in told.fields if field.tag == tag] == [number]
    assert {one.source.format for one in records} == {"marc21", "unimarc"}


def test_every_partner_answers_for_several_institutions():
    assert len(SOURCES) >= 5
    assert {source.format for source in SOURCES} == {"unimarc", "marc21", "dublin_core"}
    for source in SOURCES:
        assert len(source.institutions) > 1 and source.institution in source.institutions
        assert source.path == f"/oai/{source.slug}"
    assert {code for source in SOURCES for code in source.codes} == set(by_code())


def test_many_editions_are_held_in_several_catalogues():
    catalogues: dict[str, set[str]] = {}
    for record in all_records():
        catalogues.setdefault(record.notice.slug, set()).add(record.source.slug)
    assert sum(2 <= len(found) <= 5 for found in catalogues.values()) >= 60


def test_a_record_has_an_identifier_and_a_copy_a_call_number_of_its_own():
    identifiers = Counter((record.source.slug, record.identifier) for record in all_records())
    assert max(identifiers.values()) == 1
    numbers = Counter((copy.institution, copy.call_number) for record in all_records() for copy in record.copies)
    assert [number for number, count in numbers.items() if count > 1] == []
    assert all(number for _, number in numbers)


def test_every_notice_says_when_and_says_it_in_order():
    for notice in some(all_notices()):
        covered = years(notice)
        assert covered is not None, notice.slug
        assert 400 < covered.first <= covered.last, notice.slug
        assert covered.first <= 1914 or notice.get("isbn"), notice.slug


def test_a_village_has_its_newspaper_of_1871():
    titles = {
        imprint(notice).town: notice.get("title")
        for notice in all_notices()
        if notice.kind == "newspaper" and any("1871" in text for copy in notice.copies for text in copy.of("gaps"))
    }
    assert len(titles) >= 20
    assert titles["Ambert"] == "Journal d'Ambert"
    assert {"Gannat", "Die", "Issoire", "Yssingeaux", "Tournon-sur-Rhône", "Montélimar"} <= set(titles)


def test_the_abbeys_have_their_manuscripts():
    bodies = " ".join(body for notice in all_notices() if notice.kind == "manuscript" for body in notice.all("body"))
    for abbey in ("La Chaise-Dieu", "Savigny", "Ainay", "Saint-Chef", "Grande Chartreuse", "Hautecombe", "Ambronay", "Souvigny"):
        assert abbey in bodies


def test_prints_of_lyon_are_held_in_ardeche():
    ardeche = {institution.code for institution in INSTITUTIONS if institution.department == "07"}
    found = [
        notice
        for notice in all_notices()
        if imprint(notice).town == "Lyon" and 1501 <= years(notice).first <= 1600 and ardeche & {copy.institution for copy in notice.copies}
    ]
    assert len(found) >= 10


def test_one_person_has_one_pair_of_dates():
    dates: dict[str, set[str]] = {}
    for notice in all_notices():
        for name in notice.names:
            dates.setdefault(name.heading, set()).add(name.dates)
    # Two printers, father and son; a publisher who was a librettist too.
    assert {heading for heading, found in dates.items() if len(found) > 1} <= {"Tournes, Jean de", "Hartmann, Georges"}


def test_a_line_that_says_nothing_known_is_named(tmp_path):
    path = tmp_path / "wrong.notices"
    path.write_text("= a\ntitle: A\nauteur: B\n", encoding="utf-8")
    with pytest.raises(BadNotice, match=r"wrong\.notices, line 3.*auteur"):
        read_notices(path)


def test_a_copy_note_without_a_copy_is_named(tmp_path):
    path = tmp_path / "wrong.notices"
    path.write_text("= a\ntitle: A\n  prov: B\n", encoding="utf-8")
    with pytest.raises(BadNotice, match="line 3"):
        read_notices(path)


def test_a_manuscript_is_in_one_library_and_nowhere_else():
    assert [notice.slug for notice in all_notices() if notice.kind == "manuscript" and len(notice.copies) > 1] == []


def test_nobody_printed_or_drew_before_being_born():
    early = []
    for notice in all_notices():
        covered = years(notice)
        for name in notice.names:
            born = re.match(r"(1[0-9]{3})\??-", name.dates)
            if covered and born and covered.last < int(born[1]) + 15:
                early.append((notice.slug, name.heading))
    assert early == []


def test_a_printer_or_a_publisher_was_alive():
    late = []
    for notice in all_notices():
        covered = years(notice)
        for name in notice.names:
            died = re.search(r"-(1[0-9]{3})\??$", name.dates)
            if name.role in ("printer", "publisher") and covered and died and covered.first > int(died[1]):
                late.append((notice.slug, name.heading))
    assert late == []


def test_a_name_has_one_form_and_one_pair_of_dates():
    said: dict[str, set[str]] = {}
    for notice in all_notices():
        for name in notice.names:
            said.setdefault(name.heading, set()).add(name.dates)
    # Father and son printed in Lyon, then Geneva.
    assert [heading for heading, dates in said.items() if len(dates) > 1] == ["Tournes, Jean de"]


def test_a_firm_is_no_person():
    firms = re.compile(r"frères|père et fils| et |Imprimerie|Société|Compagnie")
    persons = {name.heading for notice in all_notices() for name in notice.names if not name.corporate and firms.search(name.heading)}
    assert persons == set()

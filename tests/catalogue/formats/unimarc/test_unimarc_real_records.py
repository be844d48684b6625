"""UNIMARC as BnF, Sudoc and libraries really write it: titles, scripts, copies, dates, numbers of real records."""

import re
from collections import Counter
from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.core.identifiers import ark_is_checked, frbnf_to_ark
from catalogue.formats.reading import read_file
from tests.selections import some

pytestmark = pytest.mark.shared

BNF = "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_utf8.not"
BNF_5426 = "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_iso5426.not"
SERIALS = "unimarc_iso2709/xbib__marc/periouni.mrc"
COPIES = "unimarc_iso2709/transition-bibliographique__bibliostratus/noticesbib.iso"
POTTER = "unimarc_iso2709/meteos77__pan2bq/serie-HarryPotter.pan"


def descriptions(folder: Path, name: str) -> list[Description]:
    path = folder / name
    if not path.exists():
        pytest.skip(f"{name} is not among the real records of this machine")
    return [reading.description for reading in read_file(path.read_bytes()) if reading.description is not None]


def sudoc(folder: Path) -> list[Description]:
    return [
        found
        for path in sorted(folder.glob("unimarc_xml/abes-esr__kalidos/*.xml"))
        for found in descriptions(folder, str(path.relative_to(folder)))
    ]


def test_every_real_record_has_a_title(shared_data: Path) -> None:
    for name in (BNF, BNF_5426, SERIALS, COPIES, POTTER):
        found = descriptions(shared_data, name)
        assert found
        assert all(description.title for description in some(found)), name


def test_accents_of_a_title_are_whole_letters(shared_data: Path) -> None:
    titles = [description.title for description in descriptions(shared_data, POTTER)]
    assert "Harry Potter et l'ordre du Phénix" in titles


def test_arabic_and_hebrew_titles_stand_beside_the_romanised_ones(shared_data: Path) -> None:
    found = descriptions(shared_data, BNF)
    arabic = [d for d in found if any(re.search("[\u0621-\u064a]{3}", title.value) for title in d.titles)]
    hebrew = [d for d in found if any(re.search("[\u05d0-\u05ea]{3}", title.value) for title in d.titles)]
    assert (len(arabic), len(hebrew)) == (49, 42)
    assert all("Arab" in description.scripts for description in arabic)
    poems = next(d for d in found if d.title == "Kol hašiyriym")
    assert [(title.kind, title.value) for title in poems.titles][:2] == [("proper", "Kol hašiyriym"), ("parallel", "כל השירים")]
    assert any(description.title == "الأمّ" and description.titles[0].nonsorting == 2 for description in arabic)


def test_articles_marked_for_sorting_are_counted_and_shown(shared_data: Path) -> None:
    titles = {description.title: description.titles[0].nonsorting for description in descriptions(shared_data, BNF_5426)}
    assert titles["L'Animateur"] == 2
    assert not any("\x98" in title or "\x9c" in title for title in titles)


def test_a_record_with_198_copies_shows_198_copies(shared_data: Path) -> None:
    (book,) = descriptions(shared_data, "unimarc_xml/xbib__marc/rusmarc.xml")
    assert book.title == "Сучасна соціальна філософія"
    assert len(book.holdings) == 198
    assert len({copy.barcode for copy in book.holdings}) == 198


def test_hugo_in_fourteen_volumes_has_his_copies_and_their_scans(shared_data: Path) -> None:
    novels = next(d for d in descriptions(shared_data, COPIES) if d.title == "Romans")
    assert (novels.dates[0].start, novels.dates[0].end, novels.extents[0].format) == (1889, 1892, "in-4")
    assert len(novels.holdings) == 58
    assert all(re.fullmatch(r"75\d{7}", copy.institution) and copy.call_number for copy in novels.holdings)
    assert len(novels.digital_copies) == 14
    assert all(copy.manifest.startswith("https://gallica.bnf.fr/iiif/ark:/12148/bpt6k") for copy in novels.digital_copies)


def test_sudoc_copies_are_joined_to_their_libraries(shared_data: Path) -> None:
    found = sudoc(shared_data)
    assert len(found) >= 40
    copies = [copy for description in found for copy in description.holdings]
    assert len(copies) >= 100
    assert all(re.fullmatch(r"(\d\d|2[AB])\d{7}", copy.institution) for copy in copies)
    assert {description.material for description in found} >= {"text", "electronic"}
    assert all(any(number.scheme == "ppn" for number in description.identifiers) for description in found)


def test_every_serial_of_a_university_is_a_serial_with_plausible_years(shared_data: Path) -> None:
    found = descriptions(shared_data, SERIALS)
    assert Counter(description.level for description in found) == {"serial": 3064}
    dated = [d for d in found if d.dates and d.dates[0].start is not None]
    assert len(dated) >= 3000
    assert all(1600 <= d.dates[0].start <= 2015 for d in dated if d.dates[0].start)
    open_ended = sum(d.dates[0].end is None for d in dated)
    assert 0.3 <= open_ended / len(dated) <= 0.9


def test_arks_and_bnf_numbers_agree(shared_data: Path) -> None:
    checked = 0
    for description in descriptions(shared_data, BNF) + descriptions(shared_data, COPIES) + descriptions(shared_data, POTTER):
        numbers = {number.scheme: number.value for number in reversed(description.identifiers)}
        if "ark" in numbers and "frbnf" in numbers:
            assert ark_is_checked(numbers["ark"])
            assert frbnf_to_ark(numbers["frbnf"]) == numbers["ark"]
            checked += 1
    assert checked >= 150

"""UNIMARC edition: place, publisher, dates, languages, description, series."""

import pytest

from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import fixture, record


def dates(text: str) -> list[tuple[str, int | None, int | None, bool, str]]:
    return [(d.display, d.start, d.end, d.uncertain, d.kind) for d in describe(record(text)).dates]


def coded(data: str) -> str:
    return f"100 ##$a20200101{data}"


def test_the_same_imprint_in_210_and_214_is_shown_once() -> None:
    description = describe(fixture("unimarc/both_210_and_214"))
    assert [(p.kind, p.places, p.names, p.date) for p in description.publications] == [
        ("publication", ("Vienne",), ("Société des amis",), "DL 2017"),
        ("printing", ("Romans",), ("Impr. Martin",), ""),
        ("copyright", (), (), "cop. 2016"),
    ]
    assert [(d.display, d.start, d.kind) for d in description.dates] == [("DL 2017", 2017, "publication"), ("cop. 2016", 2016, "copyright")]


def test_a_roman_year_is_shown_as_printed_and_found_as_a_year() -> None:
    description = describe(fixture("unimarc/early_print_in_two_libraries"))
    assert [(d.display, d.start, d.end, d.place) for d in description.dates] == [("M. D. LVI", 1556, 1556, "210[1]")]
    assert description.publications[0].places == ("A Lion",)
    assert [text.value for text in description.production_places] == ["Lyon (France)"]
    assert description.notes[0].value == "A LION, PAR IAN DE TOVRNES. M. D. LVI."


def test_a_republican_year_is_kept() -> None:
    (date,) = describe(fixture("unimarc/republican_year")).dates
    assert (date.start, date.end, date.calendar) == (1794, 1795, "republican")


def test_an_undated_document_takes_the_years_of_the_coded_field() -> None:
    assert dates(coded("f18301840") + "\n210 ##$aLyon$d[s.d.]") == [("[s.d.]", 1830, 1840, True, "publication")]


def test_a_periodical_has_the_whole_of_its_life_before_its_slices() -> None:
    found = dates(coded("a19559999") + "\n210 ##$aCopenhague$d1955-1976\n210 ##$aLondres$d1977-")
    assert [date[:3] for date in found] == [("1955-", 1955, None), ("1955-1976", 1955, 1976), ("1977-", 1977, None)]


def test_a_facsimile_has_the_year_of_its_original_too() -> None:
    found = dates(coded("e19751541") + "\n210 ##$aGenève$d1975")
    assert [(date[1], date[4]) for date in found] == [(1975, "publication"), (1541, "original")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("d1789    ", [("1789", 1789, 1789, False, "publication")]),
        ("d17--    ", [("1700-1799", 1700, 1799, True, "publication")]),
        ("g18891892", [("1889-1892", 1889, 1892, False, "publication")]),
        ("h20172016", [("2017", 2017, 2017, False, "publication"), ("2016", 2016, 2016, False, "copyright")]),
        ("u        ", []),
        ("d2020 k y0frey50 ba", [("2020", 2020, 2020, False, "publication")]),
        ("", []),
    ],
)
def test_coded_dates_stand_where_nothing_is_transcribed(data: str, expected: list[tuple[str, int, int, bool, str]]) -> None:
    assert dates(coded(data)) == expected


def test_a_manuscript_is_written_not_published() -> None:
    description = describe(fixture("unimarc/manuscript_with_former_owners"))
    assert [(p.kind, p.places) for p in description.publications] == [("production", ("Lyon",))]
    assert {date.kind for date in description.dates} == {"creation"}


def test_languages_keep_their_role_and_run_together_codes_are_parted() -> None:
    languages = describe(record("101 1#$afreeng$clat$dger$jxyz\n102 ##$aFR$aXX$aBE")).languages
    codes = [(language.code, language.role) for language in languages]
    assert codes == [
        ("fre", "text"),
        ("eng", "text"),
        ("lat", "original"),
        ("ger", "summary"),
    ]
    assert describe(record("102 ##$aFR$aXX$aBE")).countries == ("FR", "BE")


def test_the_format_of_an_old_book_is_found_in_its_extent() -> None:
    first, second = describe(record("215 ##$aIn-4°, XI-101 p.$cpl.\n215 ##$a2 vol.$din-8$e1 atlas")).extents
    assert (first.value, first.format, first.illustrations) == ("In-4°, XI-101 p.", "In-4°", "pl.")
    assert (second.format, second.accompanying) == ("in-8", "1 atlas")


def test_a_series_is_listed_once_and_comes_from_its_link_where_the_statement_is_missing() -> None:
    stated = describe(record("225 0#$aQue sais-je$v12$x0768-0066\n225 2#$aQue sais-je$v12\n410 #0$tQue sais-je$v12")).series
    linked = describe(record("410 #0$tQue sais-je$v12$x0768-0066")).series
    assert [(s.title, s.volume) for s in stated] == [("Que sais-je", "12")] == [(s.title, s.volume) for s in linked]
    assert stated[0].issn == "0768-0066" == linked[0].issn


def test_edition_scale_and_numbering_are_kept() -> None:
    description = describe(record("205 ##$a2e éd.$frevue par l'auteur\n206 ##$a1:80 000\n207 #1$aN° 1 (1848)-"))
    assert [text.value for text in description.editions] == ["2e éd. / revue par l'auteur"]
    assert [text.value for text in description.material_specific] == ["1:80 000", "N° 1 (1848)-"]

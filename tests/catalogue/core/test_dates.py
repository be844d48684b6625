"""Dates: what a reader who filters by year must find, however the title page or the cataloguer wrote it."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.core.dates import Years, calendars, coded_range, coded_year, day_of, parse, read, republican
from catalogue.core.dates.roman import from_roman, to_roman
from catalogue.formats.coded_dates import display
from tests.catalogue.core.written_dates import REPUBLICAN, WRITTEN
from tests.cost import at_most


@pytest.mark.parametrize(("text", "years"), WRITTEN.items())
def test_a_reader_finds_the_years_that_a_written_date_covers(text: str, years: tuple[int | None, int | None, bool]) -> None:
    assert read(text) == Years(*years)


@pytest.mark.parametrize(("text", "years"), REPUBLICAN.items())
def test_a_reader_who_asks_for_1794_finds_the_year_ii(text: str, years: tuple[int, int]) -> None:
    date = parse(text)
    assert (date.start, date.end, date.calendar) == (*years, "republican")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s.d.",
        "[S. d.]",
        "(s. d.)",
        "sans date",
        "9999",
        "0000",
        "0001",
        "in-8°",
        "Paris",
        "J.-C.",
        "M. Dupont",
        "an 7 cent",
        "an 7 cens",
    ],
)
def test_a_document_without_a_date_has_no_years(text: str) -> None:
    assert read(text) == Years(None, None, True)


@pytest.mark.parametrize(
    ("text", "start", "end", "calendar"),
    [
        ("1289-1290 H.", 1872, 1874, "hijri"),
        ("1188-1189 de l'hégire", 1774, 1776, "hijri"),
        ("תרל״ג", 1872, 1873, "hebrew"),
        ("6e jour complémentaire an II", 1793, 1794, "republican"),  # a day that only the years III, VII and XI had
        ("31 floréal an III", 1794, 1795, "republican"),
    ],
)
def test_a_year_of_another_calendar_says_which(text: str, start: int, end: int, calendar: str) -> None:
    date = parse(text)
    assert (date.start, date.end, date.calendar, date.uncertain) == (start, end, calendar, False)


def looked_at() -> list[tuple[str, str, str, str, str]]:
    """Some six hundred dates as cataloguers write them, with what was read when somebody looked at each."""
    lines = (Path(__file__).parents[2] / "fixtures" / "dates.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]  # type: ignore[misc]


@pytest.mark.parametrize("written", looked_at(), ids=lambda written: written[0])
def test_a_date_is_read_as_it_was_looked_at(written: tuple[str, str, str, str, str]) -> None:
    text, start, end, doubt, calendar = written
    date = parse(text)
    told = [str(year) if year is not None else "" for year in (date.start, date.end)]
    assert (*told, "?" if date.uncertain else "", date.calendar) == (start, end, doubt, calendar)


OPEN = {"avant l’an IV, an VI": (None, 1795), "après l’an II, avant l’an VI": (1793, 1797), "après l’an II": (1793, None)}


@pytest.mark.parametrize(("text", "years"), OPEN.items())
def test_what_is_before_or_after_a_year_of_the_republic_is_said_in_its_calendar(text: str, years: tuple[int | None, int | None]) -> None:
    assert read(text) == Years(*years, True, "republican")


def test_the_first_year_of_liberty_is_not_republican() -> None:
    assert parse("1789, l'an premier de la liberté").calendar == "gregorian"


def test_a_date_keeps_what_was_written_and_where() -> None:
    date = parse("[vers 1410]", kind="creation", place="210[1]")
    assert (date.display, date.kind, date.place) == ("[vers 1410]", "creation", "210[1]")


def test_the_year_after_a_second_imprint_does_not_stretch_the_first() -> None:
    assert read("Paris, 1750 ; Lyon, 1760")[:2] == (1750, 1750)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    years = read(text)
    assert years.start is None or years.end is None or years.start <= years.end


_WORDS = (
    "1 17 178 1789 1790 18-- 185- [ ] ( ) ? . , - / ca vers entre et an II XII siècle XVIe début fin av. J.-C. M. DCC LXXX cop. i.e.",
    "avant 12..-1320? l'an premier de la liberté IIIe s. millesimo 99999 0 -- 9999 jusqu'en vendémiaire 1er complémentaires",
)
_FRAGMENTS = st.sampled_from([word for line in _WORDS for word in line.split()])


@settings(deadline=None)
@given(st.lists(_FRAGMENTS, max_size=8), st.sampled_from(["", " "]))
def test_no_heap_of_date_words_breaks_the_reading(words: list[str], glue: str) -> None:
    years = read(glue.join(words))
    assert years.start is None or years.end is None or years.start <= years.end


@settings(deadline=None)
@given(st.integers(1, 4999))
def test_a_roman_numeral_reads_back_as_its_number(number: int) -> None:
    assert from_roman(to_roman(number)) == number


@settings(deadline=None)
@given(st.integers(1440, 2100).filter(lambda year: len(to_roman(year)) > 2))  # "M. M." is rather somebody's initials
def test_a_printed_roman_year_is_found_with_its_dots(year: int) -> None:
    assert read(". ".join(to_roman(year)))[:2] == (year, year)


@pytest.mark.parametrize("text", ["", "MIM", "IIX C", "ABC", "XIIIIIIIII", "-"])
def test_disordered_letters_are_no_roman_numeral(text: str) -> None:
    assert from_roman(text) is None


def test_no_roman_numeral_for_zero_nor_ten_thousand() -> None:
    for number in (0, 5_000, 10_000):
        with pytest.raises(ValueError, match="no Roman numeral"):
            to_roman(number)


@settings(deadline=None)
@given(st.dates(dt.date(1792, 9, 22), dt.date(1806, 9, 22)))
def test_a_republican_day_reads_back_as_its_gregorian_day(day: dt.date) -> None:
    year, month, number = republican.from_gregorian(day)
    assert republican.to_gregorian(year, month=month, day=number) == (day, day)


@pytest.mark.parametrize(
    ("gregorian", "expected"),
    [
        (dt.date(1792, 9, 22), (1, 1, 1)),
        (dt.date(1794, 7, 27), (2, 11, 9)),  # 9 thermidor
        (dt.date(1799, 11, 9), (8, 2, 18)),  # 18 brumaire
        (dt.date(1795, 9, 22), (3, 13, 6)),  # the sixth complementary day of a leap year
        (dt.date(1805, 12, 31), (14, 4, 10)),  # the last day in use
        (dt.date(1871, 5, 28), (79, 9, 8)),  # the Commune's
    ],
)
def test_known_days_of_the_revolution_stand_where_history_puts_them(gregorian: dt.date, expected: tuple[int, int, int]) -> None:
    assert republican.from_gregorian(gregorian) == expected


def test_days_outside_the_calendar_are_refused() -> None:
    for bad in (lambda: republican.from_gregorian(dt.date(1789, 7, 14)), lambda: republican.to_gregorian(2, month=13, day=6)):
        with pytest.raises(ValueError, match="Republican"):
            bad()
    with pytest.raises(ValueError, match="not a year"):
        republican.to_gregorian(15)


@pytest.mark.parametrize(
    ("coded", "years"),
    [("1789", (1789, 1789, False)), ("178u", (1780, 1789, True)), ("17  ", (1700, 1799, True)), ("18--", (1800, 1899, True))],
)
def test_a_coded_year_with_missing_figures_covers_its_decade_or_century(coded: str, years: tuple[int, int, bool]) -> None:
    assert coded_year(coded)[:3] == years


@pytest.mark.parametrize("coded", ["", "    ", "uuuu", "9999", "0000", "0001", "1   ", "17891", "an 2", "|||"])
def test_a_coded_field_without_a_year_gives_none(coded: str) -> None:
    assert coded_year(coded) is None or coded == "17891"


def test_a_running_periodical_stays_open() -> None:
    assert coded_range("1955", "9999") == Years(1955, None, False)
    assert coded_range("1848", "1944") == Years(1848, 1944, False)
    assert coded_range("1944", "1848") == Years(1944, None, False)
    assert coded_range("uuuu", "1848") is None


_MONTH_NAMES = [
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
]
_DAYS = st.dates(dt.date(1792, 9, 22), dt.date(1805, 12, 31))


def _republican_words(day: dt.date) -> str:
    year, month, number = republican.from_gregorian(day)
    if month == 13:
        return f"{number}e jour complémentaire an {to_roman(year)}"
    return f"{number} {republican.MONTHS[month - 1]} an {to_roman(year)}"


@settings(deadline=None)
@given(_DAYS)
def test_a_republican_day_in_words_is_of_its_gregorian_year(day: dt.date) -> None:
    assert read(_republican_words(day)) == Years(day.year, day.year, False, "republican")


@settings(deadline=None)
@given(st.dates(dt.date(1450, 1, 1), dt.date(2099, 12, 31)), st.integers(0, 4))
def test_a_day_is_of_its_year_however_it_is_written(day: dt.date, way: int) -> None:
    ways = (
        f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}",
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}-{to_roman(day.month)}-{day.year}",
        f"{day.isoformat()}T10:18:51Z",
    )
    assert read(ways[way])[:3] == (day.year, day.year, False)


@settings(deadline=None)
@given(_DAYS, _DAYS)
def test_a_period_across_calendars_covers_both_its_ends(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    years = read(f"du {first.day} {_MONTH_NAMES[first.month - 1]} {first.year} au {_republican_words(last)}")
    assert years.start == first.year
    assert years.end == last.year


@settings(deadline=None)
@given(st.integers(1440, 2099))
def test_a_colophon_counts_its_hundreds_its_scores_or_what_is_missing(year: int) -> None:
    hundreds, rest = divmod(year - 1000, 100)
    if 4 <= hundreds <= 9:
        assert read(f"M. {to_roman(hundreds)}. C. {to_roman(rest) if rest else ''}".strip())[:2] == (year, year)


@settings(deadline=None)
@given(st.integers(1, 1500))
def test_a_hijri_year_holds_its_first_and_last_day(year: int) -> None:
    start, end = calendars.hijri(year)
    # Two anchors of the calendar: its year 1 began in 622, and its year 1445 on 19 July 2023.
    expected = 622.54 + (year - 1) * 0.970224
    assert start - 0.01 <= expected <= end + 1.01
    assert end - start <= 1


def test_known_hijri_years_stand_where_almanacs_put_them() -> None:
    assert [calendars.hijri(year) for year in (1, 1245, 1289, 1422, 1445)] == [
        (622, 623), (1829, 1830), (1872, 1873), (2001, 2002), (2023, 2024),
    ]  # fmt: skip


@settings(deadline=None)
@given(st.integers(1000, 2100), st.one_of(st.none(), st.integers(0, 300)), st.booleans())
def test_years_shown_are_read_back(start: int, length: int | None, uncertain: bool) -> None:
    years = Years(start, None if length is None else min(2100, start + length), uncertain)
    shown = display(years)
    assert read(shown)[:2] == years[:2]


@pytest.mark.parametrize(
    "piece",
    ["1789 ", "1789-", "an ii-", "xvie ", "[1]", "1[", "m.", "mil ", "c. ", "(I) ", "\ufdfa", "jour complementaire ", "av. ", "9", "=",
     "i. e. ", "17--", "de la ", "\u0301", "debut ", "start=", "../", "1er-"],
)  # fmt: skip
def test_a_hostile_date_is_read_in_no_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with at_most(1):
        read(text)
        read(text, w3c=True)


@pytest.mark.parametrize(("text", "day"), [("2003-04-15T10:18:51Z", dt.date(2003, 4, 15)), ("1908-11", None), ("2003-02-30", None)])
def test_the_day_of_a_machine_date_is_known(text: str, day: dt.date | None) -> None:
    assert day_of(text) == day


@settings(deadline=None)
@given(st.integers(2, 21), st.sampled_from(("e", "ème", "eme", "ième", "è", "°", " ème", "me")), st.sampled_from(("siècle", "s.")))
def test_a_century_is_its_numeral_whatever_ends_it(number: int, ending: str, word: str) -> None:
    """ "XVIIème siècle" is no XVIth century, though "ième" may stand there."""
    for numeral in (to_roman(number), str(number)):
        assert read(f"{numeral}{ending} {word}") == Years((number - 1) * 100 + 1, number * 100, True)

"""The date, the imprint and the titles of a document, decided once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.citations.reference import reference_of
from catalogue.core.dates import parse
from catalogue.core.description import DateSpan, Description, DigitalCopy, Language, Link, Publication, Title
from catalogue.core.kinds import DateKind
from catalogue.core.rules.dates import centuries_of, decades_of, principal_date, sure_decades_of, years_of
from catalogue.core.rules.imprint import imprint_of, principal_publication, statement
from catalogue.core.rules.titles import sorting_title, subtitle_of
from catalogue.core.text import words


def dated(**years: int) -> tuple[DateSpan, ...]:
    """Dates of one year each, by kind."""
    return tuple(DateSpan(display=str(year), start=year, end=year, kind=kind) for kind, year in years.items())


OPENED = (DigitalCopy(url="https://exemple.invalid/1"),)

PRINTS = {
    "a print put online, dated of its going online": Description(document_type="electronic", dates=dated(publication=2013, original=1892)),
    "a print put online, dated of its reproduction": Description(document_type="electronic", dates=dated(reproduction=2012, original=1892)),
    "a print whose images can be opened": Description(
        document_type="book", dates=dated(publication=2009, original=1892), digital_copies=OPENED
    ),
    "a facsimile that names its original": Description(
        document_type="book", dates=dated(publication=1976, original=1892), links=(Link(relation="reproduction_of", title="Voyage"),)
    ),
    "an imprint of the year of the reproduction": Description(
        document_type="book", dates=dated(publication=1999, reproduction=1999, original=1892)
    ),
    "the print itself, filmed since": Description(document_type="book", dates=dated(reproduction=1999, publication=1892)),
    "a print of a work under copyright before": Description(document_type="book", dates=dated(copyright=1879, publication=1892)),
}


@pytest.mark.parametrize("case", PRINTS)
def test_a_digitised_print_is_of_the_year_of_the_print(case: str) -> None:
    assert years_of(PRINTS[case]) == (1892, 1892)
    assert centuries_of(years_of(PRINTS[case])) == [19]


@pytest.mark.parametrize(
    "description",
    [
        Description(document_type="book", dates=dated(publication=2003, original=1813)),
        Description(document_type="book", dates=dated(original=1813, publication=2003)),
        Description(document_type="electronic", dates=dated(copyright=2003, coverage=1813)),
        Description(document_type="book", dates=dated(reproduction=2003)),
    ],
)
def test_a_new_edition_of_an_old_text_is_of_its_own_year(description: Description) -> None:
    assert years_of(description) == (2003, 2003)


def test_a_book_printed_before_the_web_is_no_image_of_an_older_one() -> None:
    assert years_of(Description(dates=dated(publication=1990, original=1970), digital_copies=OPENED)) == (1990, 1990)


def test_the_period_a_document_is_about_is_no_date_of_it() -> None:
    assert principal_date(Description(dates=dated(coverage=1914))) is None
    undated = DateSpan(display="s.d.")
    assert principal_date(Description(dates=(*dated(coverage=1914), undated))) == undated


KINDS = st.sampled_from(DateKind.__args__)
DATES = st.lists(
    st.builds(DateSpan, display=st.just("x"), start=st.none() | st.integers(-50, 2030), end=st.none() | st.integers(-50, 2030), kind=KINDS),
    max_size=4,
).map(tuple)


@given(st.builds(Description, dates=DATES, document_type=st.sampled_from(["book", "electronic"])))
def test_the_citation_is_of_the_year_that_the_filter_finds(description: Description) -> None:
    cited = reference_of(
        description, number="1", address="https://exemple.invalid/1", language="fr", accessed=dt.date(2026, 1, 1), catalogue="Essai"
    ).issued
    years = years_of(description)
    assert (years[0] if years else None) == cited.start


@given(st.tuples(st.integers(-300, 2029), st.integers(0, 300)))
def test_every_decade_of_a_document_is_of_one_of_its_years(span: tuple[int, int]) -> None:
    years = (span[0], min(span[0] + span[1], 2029))
    assert all(decade + 9 >= years[0] and decade <= years[1] for decade in decades_of(years))
    assert decades_of(years)[0] <= years[0]


def test_the_imprint_is_of_the_statement_that_names_somebody() -> None:
    copyright_ = Publication(kind="copyright", date="℗ 2017")
    printed = Publication(kind="printing", places=("Trévoux",))
    published = Publication(places=("Lyon",), names=("Rigaud", "Arnoullet"), date="1557")
    assert imprint_of(Description(publications=(copyright_, printed, published))) == "Lyon : Rigaud : Arnoullet, 1557"
    assert principal_publication(Description(publications=(copyright_, printed))) == printed
    assert imprint_of(Description(publications=(copyright_,))) == "℗ 2017"
    assert imprint_of(Description()) == ""


def test_a_statement_without_a_name_has_no_lonely_punctuation() -> None:
    assert statement(Publication(date="1557")) == "1557"
    assert statement(Publication(places=("Lyon", "Paris"))) == "Lyon ; Paris"
    assert statement(Publication(names=("Hachette",), date="1900")) == "Hachette, 1900"


def test_a_title_is_sorted_without_its_article() -> None:
    described = Description(titles=(Title(value="L’Histoire de Tours", nonsorting=2), Title(value="en images", kind="remainder")))
    assert sorting_title(described) == "histoire de tours"
    assert sorting_title(described, folded=["l", "histoire"]) == "histoire de tours"
    assert subtitle_of(described) == "en images"
    assert sorting_title(Description()) == subtitle_of(Description()) == ""


@pytest.mark.parametrize(
    ("title", "language", "sorted_as"),
    [("Le Jardin", "", "jardin"), ("The Garden", "eng", "garden"), ("Der Garten", "ger", "garten"), ("Die Gärten", "fre", "die garten")],
)
def test_an_article_that_nobody_marked_is_known_by_the_language(title: str, language: str, sorted_as: str) -> None:
    assert sorting_title(Description(titles=(Title(value=title, language=language),))) == sorted_as
    spoken = (Language(code=language),) if language else ()
    assert sorting_title(Description(titles=(Title(value=title),), languages=spoken)) == sorted_as


@given(st.text(max_size=300))
def test_a_title_folded_already_sorts_as_one_that_is_not(title: str) -> None:
    described = Description(titles=(Title(value=title),))
    assert sorting_title(described, folded=words(title)) == sorting_title(described)


@pytest.mark.parametrize(
    ("written", "decades"),
    [
        ("1862", [1860]),
        ("1858-1871", [1850, 1860, 1870]),
        ("[185-]", [1850]),
        ("[18--?]", []),
        ("entre 1850 et 1860", [1850, 1860]),
        ("entre 1850 et 1861", []),
        ("XVIe siècle", []),
        ("s.d.", []),
    ],
)
def test_a_document_is_drawn_in_the_decades_that_it_is_of_without_much_doubt(written: str, decades: list[int]) -> None:
    assert sure_decades_of(Description(dates=(parse(written),))) == decades

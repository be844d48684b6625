"""With which words is a date looked for in texts, beside its years: those of its figures, of its numerals, in French and in English?"""

from __future__ import annotations

import pytest

from catalogue.search.dates import LONGEST, find_dates, read_date

Said = tuple[str, ...]


@pytest.mark.parametrize(
    ("typed", "words", "also"),
    [
        ("1789", ("1789",), ()),
        ("XVIe siècle", ("16e", "siecle"), (("xvie", "siecle"),)),
        ("16e s", ("16e", "siecle"), (("xvie", "siecle"),)),
        ("seizième siècle", ("16e", "siecle"), (("xvie", "siecle"),)),
        ("18th century", ("18e", "siecle"), (("xviiie", "siecle"), ("18th", "century"))),
        ("début du XVIIIe siècle", ("debut", "18e", "siecle"), (("debut", "xviiie", "siecle"),)),
        ("deuxième moitié du dix-neuvième siècle", ("moitie", "19e", "siecle"), (("moitie", "xixe", "siecle"),)),
        ("XVe-XVIe siècles", ("15e", "16e", "siecle"), (("xve", "xvie", "siecle"),)),
        ("XVIIe et XVIIIe siècles", ("17e", "18e", "siecle"), (("xviie", "xviiie", "siecle"),)),
        ("21e siècle", ("21e", "siecle"), (("xxie", "siecle"),)),
        ("XVIe", ("16e", "siecle"), (("xvie", "siecle"), ("xvie",))),
        ("fin XVIIIe", ("fin", "18e", "siecle"), (("fin", "xviiie", "siecle"), ("fin", "xviiie"))),
        ("an II", ("an", "ii"), (("an", "2"),)),
        ("an 2 de la République", ("an", "ii"), (("an", "2"),)),
        ("l’an deuxième de la république française", ("an", "ii"), (("an", "2"),)),
        ("an IV-an VI", ("an", "iv", "vi"), (("an", "4", "6"),)),
        ("an I", ("an", "i"), (("an", "1"),)),
        ("an XIV", ("an", "xiv"), (("an", "14"),)),
        ("8 thermidor an II", ("8", "thermidor", "an", "ii"), (("8", "thermidor", "an", "2"),)),
        ("1750-1760", ("1750", "1760"), ()),
        ("vers 1600", ("1600",), ()),
        ("années 30", ("30",), ()),
        ("14 juillet 1789", ("14", "juillet", "1789"), ()),
        ("MDCCLXXXIX", ("mdcclxxxix",), (("1789",),)),
        ("M. DCC. LXXXIX.", ("m", "dcc", "lxxxix"), (("1789",),)),
        ("MCDXL", ("mcdxl",), (("1440",),)),
        ("15..", ("15..",), ()),
        ("l’an IV de la liberté", ("an", "iv", "de", "la", "liberte"), ()),
        ("1791-an III", ("1791", "an", "iii"), ()),
        ("mil sept cent quatre-vingt-neuf", ("1789",), (("mil", "sept", "cent", "quatre", "vingt", "neuf"),)),
    ],
)
def test_a_date_is_looked_for_as_texts_say_it(typed: str, words: Said, also: tuple[Said, ...]) -> None:
    (found,) = find_dates(f"Lyon {typed}")
    assert (found.words, found.also, found.date.text) == (words, also, typed)


@pytest.mark.parametrize("typed", ["MCDXXXIX", "MMC", "22e siècle", "an XV", "XVIIIe-XVIe siècles", "M. D.", "3 1789", "1789 12", "c 1789"])
def test_what_is_no_date_of_a_document_is_none(typed: str) -> None:
    assert list(find_dates(typed)) == []


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("juillet 1789", (1789, 1789)),
        ("d'août 1914", (1914, 1914)),
        ("1789 1790", (1789, 1789)),
        ("1789, 1790", (1789, 1789)),
        ("à 1789", (1789, 1789)),
        ("(1789)", (1789, 1789)),
        ("ville : 1789 !", (1789, 1789)),
    ],
)
def test_a_year_among_other_words_is_one(typed: str, years: tuple[int, int]) -> None:
    first = next(find_dates(typed))
    assert (first.date.start, first.date.end) == years


def test_a_field_of_a_form_takes_one_date_and_nothing_else() -> None:
    found = read_date("  vers 1600. ")
    assert found is not None and found.text == "vers 1600"
    assert read_date("1600 Lyon") is None and read_date("Lyon 1600") is None and read_date("1600 1700") is None and read_date("") is None


def test_dates_are_read_as_far_as_a_search_goes() -> None:
    assert [found.at for found in find_dates("x" * (LONGEST - 5) + " 1789")] == [LONGEST - 4]
    assert list(find_dates("x" * (LONGEST - 4) + " 1789")) == []

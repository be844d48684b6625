"""Dates among the words of a search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.dates import FIRST, LAST, find_dates, read_date
from catalogue.search.words import read_words
from tests.cost import at_most


def years(typed: str) -> list[tuple[int, int]]:
    return [(found.date.start, found.date.end) for found in find_dates(typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1789", (1789, 1789)),
        ("XVIe siècle", (1501, 1600)),
        ("XVI siècle", (1501, 1600)),
        ("16e s.", (1501, 1600)),
        ("16ème siècle", (1501, 1600)),
        ("seizième siècle", (1501, 1600)),
        ("18th century", (1701, 1800)),
        ("début du XVIIIe siècle", (1701, 1725)),
        ("XVIIème siècle", (1601, 1700)),
        ("XVIIIème s.", (1701, 1800)),
        ("dix huitième siècle", (1701, 1800)),
        ("XVII° siècle", (1601, 1700)),
        ("deuxième moitié du dix-neuvième siècle", (1851, 1900)),
        ("XVe-XVIe siècles", (1401, 1600)),
        ("XVIIe et XVIIIe siècles", (1601, 1800)),
        ("an II", (1793, 1794)),
        ("an 2 de la République", (1793, 1794)),
        ("l’an deuxième de la république française", (1793, 1794)),
        ("an IV-an VI", (1795, 1798)),
        ("1750-1760", (1750, 1760)),
        ("1750–60", (1750, 1760)),
        ("de 1540 à 1560", (1540, 1560)),
        ("entre 1540 et 1560", (1540, 1560)),
        ("vers 1600", (1595, 1605)),
        ("ca 1600", (1595, 1605)),
        ("avant 1500", (FIRST, 1499)),
        ("jusqu'en 1500", (FIRST, 1500)),
        ("après 1830", (1830, LAST)),
        ("années 1930", (1930, 1939)),
        ("années 30", (1930, 1939)),
        ("MDCCLXXXIX", (1789, 1789)),
        ("M. DCC. LXXXIX.", (1789, 1789)),
        ("M.D.LVII", (1557, 1557)),
        ("XVIe", (1501, 1600)),
        ("xviiie", (1701, 1800)),
        ("fin XVIIIe", (1776, 1800)),
        ("début du XIXème", (1801, 1825)),
        ("XVIe-XVIIe", (1501, 1700)),
        ("XVIIe et XVIIIe", (1601, 1800)),
        ("15..", (1500, 1599)),
        ("16--", (1600, 1699)),
        ("157-", (1570, 1579)),
        ("an 2000", (2000, 2000)),
        ("en l'an 1600", (1600, 1600)),
        ("14 juillet 1789", (1789, 1789)),
        ("1er août 1914", (1914, 1914)),
        ("mars 1871", (1871, 1871)),
        ("8 thermidor an II", (1794, 1794)),
        ("brumaire an VIII", (1799, 1799)),
        ("l’an IV de la liberté", (1792, 1792)),
        ("an premier de la liberté", (1789, 1789)),
        ("1791-an III", (1791, 1795)),
        ("an VIII-1815", (1799, 1815)),
        ("an XIII-1805", (1805, 1805)),
        ("mil sept cent quatre-vingt-neuf", (1789, 1789)),
        ("l'an mil cinq cens trente-deux", (1532, 1532)),
        ("dix-huit cent trente", (1830, 1830)),
        ("M. V. C. XXXVI", (1536, 1536)),
        ("mil cinq cents", (1500, 1500)),
    ],
)
def test_a_date_is_read_however_it_is_typed(typed: str, expected: tuple[int, int]) -> None:
    found = read_date(typed)
    assert found is not None
    assert (found.start, found.end) == expected
    assert years(f"Lyon {typed}") == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        *("Louis XIV", "tome IV", "Ms 1557", "Rés. 1557", "cote 1557", "Rés 317 1920", "317 920", "F.1557", "ISBN 978 2 07 036822 8"),
        *("PPN 1789", "an neuf", "an 40", "mil", "Henri IV", "10e arrondissement", "p. 1557", "1999 2", "E 1557", "MIX"),
        *(
            "XIVe régiment",
            "XVIe arrondissement",
            "XXe congrès",
            "tome XVIe",
            "M. D.",
            "M. Dupont",
            "1 Fi 1789",
            "la vie",
            "Xe",
            "mars",
            "Op. 18..",
            "chansons 18...",
        ),
    ],
)
def test_other_numbers_are_no_dates(typed: str) -> None:
    assert years(typed) == []


def test_a_day_is_its_year_and_notices_that_say_the_day_come_first() -> None:
    [group] = read_words("14 juillet 1789").groups
    assert group.years == (1789, 1789) and group.words == ("14", "juillet", "1789")
    [group] = read_words("8 thermidor an II").groups
    assert group.words == ("8", "thermidor", "an", "ii") and group.also == (("8", "thermidor", "an", "2"),)


def test_a_century_said_by_its_numeral_alone_is_looked_for_in_every_way() -> None:
    plans, group = read_words("plans XVIe").groups
    assert plans.words == ("plans",) and group.words == ("16e", "siecle")
    assert group.also == (("xvie", "siecle"), ("xvie",))


def test_a_form_takes_one_date_and_nothing_else() -> None:
    assert read_date(" [vers 1600] ") is not None
    assert read_date("lyon 1557") is None
    assert read_date("") is None


def test_a_century_is_looked_for_as_notices_write_it() -> None:
    [group] = read_words("XVIe siècle").groups
    assert group.words == ("16e", "siecle")
    assert group.also == (("xvie", "siecle"),)


@given(st.text(alphabet="vers an entre et 0123456789 ivxmdcl e s. siècle-/' de la république", max_size=120))
def test_whatever_is_typed_gives_years_in_order(typed: str) -> None:
    for found in find_dates(typed):
        assert FIRST <= found.date.start <= found.date.end <= LAST
        assert found.words
        assert typed[found.at : found.to] == found.date.text


@pytest.mark.parametrize("piece", ["1789 ", "de 1789 a ", "xvie ", "1e et 1e et ", "an ii-", "debut du ", "m", "     ", "x-x-", "1789-"])
def test_the_longest_search_is_read_at_once(piece: str) -> None:
    with at_most(0.5):
        list(find_dates(piece * (1024 // len(piece))))


def test_a_year_in_words_is_looked_for_in_figures() -> None:
    [group] = read_words("mil sept cent quatre-vingt-neuf").groups
    assert group.words == ("1789",)
    assert group.also == (("mil", "sept", "cent", "quatre", "vingt", "neuf"),)

"""What a librarian of old and regional collections asks first: is anything of mine put together that is not the same edition?"""

from collections import Counter

import pytest
from msgspec.structs import replace

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.judging import judge
from tests.catalogue.clustering.gold import Case, cases, described


@pytest.fixture(scope="module")
def judged() -> list[tuple[Case, str]]:
    return [(case, judge(traits_of(case.one), traits_of(case.other)).band) for case in cases()]


def test_the_set_is_hard_enough_to_tell_something(judged):
    hard = [case for case, _ in judged if not case.same]
    assert len(judged) >= 900
    assert len(hard) >= 600
    assert sum(case.year_shared for case in hard) >= len(hard) / 2
    assert sum(case.early for case, _ in judged) >= len(judged) / 3


def test_nothing_that_only_looks_the_same_is_grouped_unasked(judged):
    assert Counter(case.name for case, band in judged if band == "same" and not case.same) == {}


def test_the_same_edition_is_grouped_or_proposed_whoever_catalogued_it(judged):
    positives = [(case, band) for case, band in judged if case.same]
    missed = Counter(case.name for case, band in positives if band == "different")
    assert sum(missed.values()) <= 0.05 * len(positives), missed


def test_no_early_print_is_grouped_without_a_person(judged):
    assert [case.name for case, band in judged if case.early and band == "same"] == []


def test_editions_since_1831_that_agree_are_grouped_unasked(judged):
    later = [(case, band) for case, band in judged if case.same and not case.early]
    assert sum(band == "same" for _, band in later) >= 0.7 * len(later), Counter(case.name for case, band in later if band != "same")


def test_a_sheet_whose_title_has_a_word_more_is_another_sheet():
    """Levasseur's atlas: one author, publisher and year, no extent; the departments differ by a word."""
    row = {
        "author": "Levasseur, Victor",
        "town": "Paris",
        "publisher": "Combette",
        "year": "1850",
        "subtitle": "",
        "extent": "1 p.",
        "format": "",
    }
    sheets = [
        traits_of(replace(described(row | {"title": f"Département de la {name}"}), material="map", document_type="map", extents=()))
        for name in ("Loire", "Haute-Loire", "Loire")
    ]
    assert judge(sheets[0], sheets[1]).band == "propose"
    assert judge(sheets[0], sheets[2]).band == "same"

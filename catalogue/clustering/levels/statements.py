"""Edition, series, numbers in the title, and the marks of a reprint."""

from __future__ import annotations

from catalogue.clustering.normalising.words import listed
from catalogue.clustering.traits import Traits

EDITION_LEVELS = ("same", "missing", "one_sided", "unlike", "differ")
SERIES_LEVELS = ("number_same", "missing", "title_differs", "number_differs")
NUMBER_LEVELS = ("same", "missing", "one_sided", "more", "differ")
REPRINT_LEVELS = ("none", "both", "one_same_year", "one_other_year")


def edition_level(a: Traits, b: Traits) -> str:
    """How the edition statements compare; a first edition is often not said, a revision seldom left out.

    States of one map are told apart by the years of their corrections.
    """
    if a.edition > 1 or b.edition > 1:
        if a.edition and b.edition:
            return "same" if a.edition == b.edition else "differ"
        return "one_sided"
    if a.edition_year and b.edition_year and a.edition_year != b.edition_year:
        return "differ"
    if a.edition_words and b.edition_words:
        return "same" if any(word in b.edition_words for word in a.edition_words) else "unlike"
    return "one_sided" if not listed("revised").isdisjoint((*a.edition_words, *b.edition_words)) else "missing"


def series_level(a: Traits, b: Traits) -> str:
    """How the numbers in the series compare; a series without its number says nothing, another series little."""
    if a.series_numbers and b.series_numbers:
        if any(number in b.series_numbers for number in a.series_numbers):
            return "number_same"
        return "number_differs"
    if not a.series or not b.series or any(word in b.series for word in a.series):
        return "missing"
    return "title_differs"


def number_level(a: Traits, b: Traits) -> str:
    """How the numbers in the titles compare; the year of publication tells nothing there."""
    years = {str(year) for year in (*a.years, *b.years, *a.coded, *b.coded)}
    one, other = set(a.numbers) - years, set(b.numbers) - years
    if one == other:
        return "same" if one else "missing"
    if not one or not other:
        return "one_sided"
    return "more" if one <= other or other <= one else "differ"


def volumes_differ(a: Traits, b: Traits) -> bool:
    """Whether the two name other volumes or parts."""
    return bool(a.volumes and b.volumes) and not any(volume in b.volumes for volume in a.volumes)


def reprint_level(a: Traits, b: Traits) -> str:
    """Whether one or both say that they are a reprint."""
    if a.reprint == b.reprint:
        return "both" if a.reprint else "none"
    return "one_same_year" if any(year in b.years for year in a.years) else "one_other_year"

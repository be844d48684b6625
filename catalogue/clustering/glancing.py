"""A glance at two records: a year and a number of pages that are both other leave no judgement to be made.

Of the records that share a key four in five are told apart so, without what else is known of them being fetched and read. Fast twin of
``catalogue.clustering.judging`` for these: whatever it tells apart is "different" there, unless the two share an identifier.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from catalogue.clustering.comparing import NAMES
from catalogue.clustering.levels.extents import counted_level
from catalogue.clustering.levels.years import apart_level
from catalogue.clustering.points import most, table
from catalogue.clustering.traits import Traits


class Glance(NamedTuple):
    """The one year of a record, the one number of its pages and those in Roman figures before them."""

    year: int
    pages: int
    prelims: int


def glance_of(traits: Traits) -> Glance | None:
    """What a glance sees; None where a record says more of its years or pages, or less."""
    years = {*traits.years, *traits.coded}
    if len(years) != 1 or len(traits.years) != 1 or traits.reprinted or traits.span or traits.in_volumes > 1:
        return None
    return Glance(traits.years[0], traits.pages, traits.prelims) if traits.pages and traits.sequences == (traits.pages,) else None


def tells_apart(one: Glance | None, other: Glance | None) -> bool:
    """Whether no judgement of the two can be but "different", whatever else they say; never where one is unknown, or the years are one
    apart (of a copyright, perhaps).
    """
    if one is None or other is None or -2 < one.year - other.year < 2:
        return False
    hopeless = _hopeless()[apart_level(abs(one.year - other.year))]
    return counted_level(one.pages, one.prelims, other.pages, other.prelims) in hopeless


@cache
def _hopeless() -> dict[str, frozenset[str]]:
    """By level of the years, the levels of the extents after which the points of all other fields do not reach a proposal."""
    scale = table()
    wanted = scale.propose - most(scale.points, NAMES)[NAMES.index("extent")]
    extents = scale.points["extent"].items()
    return {
        year: frozenset(level for level, points in extents if scale.points["year"][year] + points < wanted) for year in ("close", "differ")
    }

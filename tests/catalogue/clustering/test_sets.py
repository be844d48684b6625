"""Volumes of one set, each with a notice of its own: nobody is asked whether they are the same edition, and they cost nothing to group."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import CAP, candidates, parts_of
from catalogue.clustering.traits import Traits
from catalogue.core.description import DateSpan, Description, Extent, Identifier, Title
from tests.selections import some


def volume(number: int, *, title: str = "Histoire de Lyon, tome {}", **said: object) -> Traits:
    """A volume that says no more than its title and its year."""
    dates = (DateSpan(display="1889", start=1889, end=1889),)
    return traits_of(Description(identifier=str(number), titles=(Title(value=title.format(number)),), dates=dates, **said))  # type: ignore[arg-type]


def test_two_volumes_of_which_the_title_alone_agrees_are_not_proposed() -> None:
    for short in (False, True):
        assert judge(volume(1), volume(2), short=short).band == "different"


def test_the_same_volume_in_two_libraries_is_proposed() -> None:
    assert judge(volume(2), volume(2)).band == "propose"


def test_a_shared_number_is_believed_of_a_volume_too() -> None:
    ppn = (Identifier(scheme="ppn", value="123456789"),)
    assert judge(volume(2, identifiers=ppn), volume(2, identifiers=ppn)).band == "same"


def test_a_large_set_meets_by_volume_and_each_volume_still_meets_its_twin() -> None:
    records = {f"{library}{number}": volume(number) for library in "ab" for number in range(2 * CAP)}
    met = candidates(records)
    assert met.over == {} and met.pairs >= {(f"a{number}", f"b{number}") for number in some(range(2 * CAP))}
    assert len(met.pairs) < 4 * len(records)


def copy(year: int = 1889, pages: int = 230, **said: object) -> Traits:
    """A copy of a novel that many libraries have, as one of them describes it."""
    dates = (DateSpan(display=str(year), start=year, end=year),)
    extents = (Extent(value=f"{pages} p."),)
    return traits_of(Description(titles=(Title(value="Mémoires d'un colporteur savoyard"),), dates=dates, extents=extents, **said))  # type: ignore[arg-type]


def test_of_many_copies_one_that_counts_two_pages_more_still_meets_the_others() -> None:
    for more in (1, 2):
        records = {f"a{number:02}": copy() for number in range(3 * CAP)} | {"z": copy(pages=230 + more)}
        assert candidates(records).pairs >= {(f"a{number:02}", "z") for number in some(range(3 * CAP))}


def test_of_many_copies_under_one_number_one_of_a_wrong_year_still_meets_the_others() -> None:
    ppn = (Identifier(scheme="ppn", value="123456789"),)
    records = {f"a{number:02}": copy(identifiers=ppn) for number in range(3 * CAP)} | {"z": copy(year=1898, identifiers=ppn)}
    assert candidates(records).pairs >= {(f"a{number:02}", "z") for number in some(range(3 * CAP))}


@given(st.integers(1, 4990), st.integers(0, 2))
def test_numbers_of_pages_up_to_two_apart_are_never_parted(pages: int, more: int) -> None:
    assert not set(parts_of(copy(pages=pages)).pages).isdisjoint(parts_of(copy(pages=pages + more)).pages)

"""Does a reader find François Ier and Louis XIV however the number is written?"""

from __future__ import annotations

import pytest

from catalogue.core.numerals import also_written


@pytest.mark.parametrize(
    ("word", "before", "others"),
    [
        ("premier", "", "ier 1er premiere 1ere 1re"),
        ("1er", "francois", "ier premier premiere 1ere 1re 1 i"),
        ("xiv", "louis", "14"),
        ("14", "louis", "xiv"),
        ("xii", "", "12"),
        ("12e", "", "xiie 12eme douzieme twelfth"),
        ("12th", "", "12e xiie 12eme douzieme twelfth"),
        ("39", "louis", "xxxix"),
        ("quatorze", "louis", "14 xiv"),
        ("trois", "napoleon", "3 iii"),
        ("madame", "", "mme"),
        ("dr", "", "docteur doctor"),
        ("numero", "", "n no"),
    ],
)
def test_a_number_is_found_in_its_other_forms(word: str, before: str, others: str) -> None:
    assert set(also_written(word, before)) == set(others.split())


@pytest.mark.parametrize(
    ("word", "before"),
    [
        ("14", "page"),
        ("quatorze", ""),
        ("deux", "les"),
        ("trois", "tome"),
        ("no", ""),
        ("vie", ""),
        ("40", "louis"),
        ("livre", ""),
        ("14", ""),
        ("14", "de"),
        ("", ""),
    ],
)
def test_what_numbers_nobody_has_one_form(word: str, before: str) -> None:
    assert also_written(word, before) == ()

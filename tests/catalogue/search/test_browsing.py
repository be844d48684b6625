"""Are the values of a facet walked in order, each once, however few of them an engine counts at a time?"""

from __future__ import annotations

import random
from itertools import islice

import pytest

from catalogue.core.headings import heading_key
from catalogue.search import browsing
from catalogue.search.browsing import Walk
from catalogue.search.result import FacetValue

_MOST = 7


def _names() -> set[str]:
    """Names of one to three short words, of few letters, so that many begin alike; some in other scripts."""
    chance = random.Random(1)
    words = ["".join(chance.choice("abc") for _ in range(chance.randint(1, 3))) for _ in range(900)]
    made = {"-".join(words[place : place + chance.randint(1, 3)]) for place in range(0, 900, 3)}
    return made | {"אב", "אג", "αβγ", "пушкин", "a", "1830"}


NAMES = _names()


def _walk(names: set[str], asked: list[str]) -> Walk:
    def begun(beginning: str) -> tuple[FacetValue, ...]:
        asked.append(beginning)
        found = sorted((name for name in names if name.startswith(heading_key(beginning))), key=lambda name: (len(name), name[::-1]))
        return tuple(FacetValue(name, 1) for name in found[-_MOST:])

    return Walk(begun, lambda key: FacetValue(key, 1) if key in names else None)


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "ENOUGH", _MOST)


@pytest.mark.parametrize("start", ["", "a", "ab", "ab-c", "b-a-c", "zz", "אב"])
def test_every_value_is_met_once_and_in_order(start: str) -> None:
    walk = _walk(NAMES, [])
    assert [value.value for value in walk.forwards(start)] == sorted(name for name in NAMES if name >= start)
    assert [value.value for value in walk.backwards(start)] == sorted((name for name in NAMES if name < start), reverse=True)


def test_what_lies_near_is_reached_by_few_counts() -> None:
    asked: list[str] = []
    assert len(list(islice(_walk(NAMES, asked).forwards("ab-c"), 5))) == 5
    assert len(asked) < 60


def test_values_of_another_script_are_met_however_rare_they_are() -> None:
    greek = {f"αβ{one}{other}" for one in "αβγδ" for other in "αβγδεζ"} | {f"πς{one}" for one in "αβγδ"}
    walk = _walk(NAMES | greek, [])
    assert [value.value for value in walk.forwards("α")] == sorted(name for name in NAMES | greek if name >= "α")

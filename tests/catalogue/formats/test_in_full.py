"""Nothing that is read of a record or written of it changes unseen: every fixture, whole, in every format."""

from __future__ import annotations

import pytest

from tests.catalogue.formats.in_full import KEPT, cases, in_full

CASES = cases()


def test_every_case_is_kept_and_nothing_else() -> None:
    assert len(CASES) > 20 and {path.stem for path in KEPT.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_what_is_read_and_written_is_as_it_was_looked_at(name: str) -> None:
    kept = (KEPT / f"{name}.txt").read_text(encoding="utf-8")
    assert in_full(CASES[name]).splitlines() == kept.splitlines(), "look at it: python -m tests.catalogue.formats.in_full, then git diff"

"""What a test looks at one by one, which must be something: a loop over nothing passes whatever the code does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def some(things: Iterable[Thing], *, least: int = 1) -> list[Thing]:
    """The things, all of them; a failure of the test where there are fewer than ``least``."""
    selection = list(things)
    assert len(selection) >= least, f"{len(selection)} to look at, {least} at least are wanted"
    return selection

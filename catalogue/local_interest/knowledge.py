"""What the rules know of a region: sets, libraries, persons, provinces, doubtful names, and how much each rule weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from catalogue.core.tables import rows

TABLES: Final = Path(__file__).parent / "tables"
Rule = Literal["ours", "set", "library", "subject", "published", "title", "person"]
Kind = Literal["set", "library", "person", "province", "doubtful"]


class Known(NamedTuple):
    """One line of what is known.

    ``words``: a set's code, a library's name, a person's heading, a province, a doubtful name. ``departments``: codes, none for a doubtful
    name. ``label``: what a set is called, what else a name means. ``sure``: it is enough alone; of a doubtful name, that books were printed
    in no other town that bears it.
    """

    kind: Kind
    words: str
    departments: tuple[str, ...] = ()
    label: str = ""
    sure: bool = True


class Weights(NamedTuple):
    """What a reason weighs where it can hardly be wrong, and where it is doubtful."""

    sure: int
    doubtful: int


class Knowledge(NamedTuple):
    """All that is known; a rule without weights says nothing."""

    lines: tuple[Known, ...]
    weights: Mapping[str, Weights]

    def of(self, kind: Kind) -> Iterable[Known]:
        """The lines of one kind."""
        return (line for line in self.lines if line.kind == kind)

    def without(self, *rules: str) -> Knowledge:
        """The same, these rules retired."""
        return self._replace(weights={rule: weights for rule, weights in self.weights.items() if rule not in rules})

    def also(self, *lines: Known) -> Knowledge:
        """The same, and these lines."""
        return self._replace(lines=(*self.lines, *lines))


@lru_cache(maxsize=1)
def shipped() -> Knowledge:
    """What the portal comes with, before any curator changes it."""
    lines = [Known("set", row["code"], _codes(row), row["label"], row["confirmed"] == "yes") for row in rows("sets", folder=TABLES)]
    lines += [Known("province", row["name"], _codes(row), "", row["sure"] == "yes") for row in rows("provinces", folder=TABLES)]
    lines += [Known("doubtful", row["name"], (), row["meant"], row["imprint"] != "yes") for row in rows("doubtful", folder=TABLES)]
    return Knowledge(tuple(lines), {row["rule"]: Weights(int(row["sure"]), int(row["doubtful"])) for row in rows("rules", folder=TABLES)})


def _codes(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row["departments"].split())

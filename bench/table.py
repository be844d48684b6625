"""Figures and the table that shows them."""

from __future__ import annotations

from dataclasses import dataclass


class NotMeasured(Exception):
    """A bench cannot be run here; the message says why, and what would let it."""


@dataclass(frozen=True)
class Figure:
    """One measure. ``value`` against ``bar``; ``at_most`` where less is better; ``detail`` says what was divided by what."""

    name: str
    value: float
    bar: float | None = None
    at_most: bool = False
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar is held."""
        if self.bar is None:
            return ""
        held = self.value <= self.bar if self.at_most else self.value >= self.bar
        return "held" if held else "MISSED"

    def line(self) -> str:
        """The row of the table."""
        bar = "" if self.bar is None else f"{'≤' if self.at_most else '≥'} {self.bar:g}"
        return f"{self.name:<58} {self.value:>8.2f}  {bar:>7}  {self.verdict:<7} {self.detail}"


HEADER = f"{'figure':<58} {'value':>8}  {'bar':>7}  {'':<7} detail"

"""The contract of a rule on finding aids: what it looks at, how grave it is, what it says and to whom it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from catalogue.core.messages import Message, declare
from catalogue.formats.ead.checking.document import Document

REFUSES, CORRECT, IMPROVE = "refuses", "to correct", "to improve"
LEVELS = (REFUSES, CORRECT, IMPROVE)

Fault = tuple[etree._Element, Mapping[str, str | int]]
"""Where a rule is broken, and the arguments of its sentence."""
Look = Callable[[Document], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``level``: refuses (the recipient does not take the file), to correct, to improve."""

    name: str
    level: str
    look: Look

    @property
    def code(self) -> str:
        """The code of its sentence."""
        return f"ead.rule.{self.name}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken at a line of the file, 0 where it concerns the whole."""

    level: str
    rule: str
    line: int
    message: Message


RULES: dict[str, Rule] = {}


def rule(name: str, level: str, sentence: str) -> Callable[[Look], Look]:
    """Add a rule under its name; ``sentence`` says what is wrong and what to do, marked with ``N_`` where it stands."""

    def added(look: Look) -> Look:
        made = Rule(name, level, look)
        declare({made.code: sentence})
        RULES[name] = made
        return look

    return added

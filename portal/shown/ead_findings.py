"""What the check of a finding aid says, laid out: by how grave it is, each with its line and its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from catalogue.formats.ead.checking import LEVELS, Finding

LABELS = {
    "refuses": gettext_lazy("The recipient would refuse it"),
    "to correct": gettext_lazy("To correct"),
    "to improve": gettext_lazy("To improve"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding. ``line``: 0 where it concerns the whole file."""

    line: int
    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Graveness:
    """The findings of one level, in the order of the file."""

    level: str
    label: str
    findings: tuple[Told, ...]


def by_level(findings: Iterable[Finding]) -> tuple[Graveness, ...]:
    """The levels that have findings, the gravest first."""
    listed = list(findings)
    levels = (Graveness(level, str(LABELS[level]), _told(listed, level)) for level in LEVELS)
    return tuple(one for one in levels if one.findings)


def _told(findings: Iterable[Finding], level: str) -> tuple[Told, ...]:
    return tuple(Told(one.line, one.rule, one.message.sentence(gettext)) for one in findings if one.level == level)

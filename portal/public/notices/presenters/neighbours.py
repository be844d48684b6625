"""The notices near a notice, as its page shows them: the same edition described elsewhere, and those that resemble it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.core.description import Description
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.similar import Near
from portal.shown import lines as results
from portal.shown.groups import IDENTIFIER_NAMES

SHOWN = 6
MOST_KEEPERS = 5


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another notice of what seems to be the same edition: why, and who keeps it."""

    line: results.Line
    reason: str
    keepers: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Both kinds; either may be empty."""

    elsewhere: tuple[Elsewhere, ...]
    similar: tuple[results.Line, ...]


def rcrs(near: Near) -> set[str]:
    """The institutions that keep the same edition."""
    return {rcr for description in near.descriptions.values() for rcr in _rcrs(description)}


def present(near: Near, institutions: Mapping[str, KnownInstitution]) -> Neighbours:
    """The neighbours, each on one side only; the same edition is never said to resemble itself."""
    lines = {line.key: line for line in results.lines(near.hits)}
    elsewhere = tuple(_elsewhere(lines[key], *near.same[key], near.descriptions[key], institutions) for key in near.same)
    return Neighbours(elsewhere, tuple(line for key, line in lines.items() if key not in near.same)[:SHOWN])


def _elsewhere(
    line: results.Line, scheme: str, value: str, description: Description, institutions: Mapping[str, KnownInstitution]
) -> Elsewhere:
    names = {"scheme": IDENTIFIER_NAMES.get(scheme, scheme), "value": value}
    keepers = tuple(dict.fromkeys(_names(description, institutions)))
    reason = gettext("The same number: %(scheme)s %(value)s") % names
    return Elsewhere(line, reason, keepers[:MOST_KEEPERS], max(len(keepers) - MOST_KEEPERS, 0))


def _rcrs(description: Description) -> Iterable[str]:
    return (holding.institution for holding in description.holdings if holding.institution)


def _names(description: Description, institutions: Mapping[str, KnownInstitution]) -> Iterable[str]:
    for holding in description.holdings:
        known = institutions.get(holding.institution)
        if name := known.placed if known else holding.institution_name:
            yield name

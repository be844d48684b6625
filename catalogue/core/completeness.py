"""How complete the description of a fonds is, for whom: readers, the national directory, the census; and what it still lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from catalogue.core.fonds import FondsDescription
from catalogue.core.messages import N_, Message, declare

Target = Literal["public", "directory", "census"]
TARGETS: tuple[Target, ...] = ("public", "directory", "census")

declare(
    {
        "fonds_without_contents": N_("what it holds"),
        "fonds_without_dates": N_("its dates, or why it has none"),
        "fonds_without_extent": N_("how much there is"),
        "fonds_without_number": N_("a number in its extent: a unit alone counts nothing"),
        "fonds_without_access": N_("how to consult it"),
        "fonds_without_types": N_("the types of its documents"),
        "fonds_without_call_number": N_("its call number"),
        "fonds_without_producer": N_("who made or gathered it"),
        "fonds_without_authority": N_("the authority number of a producer (IdRef, data.bnf.fr)"),
        "fonds_without_entry": N_("how it came in"),
        "fonds_without_custody": N_("where it was before, or the history of its producer"),
        "fonds_without_languages": N_("the languages of its documents"),
        "fonds_without_finding_aid": N_("its finding aids, be it “none”"),
        "fonds_without_category": N_("its categories of the national plan"),
        "fonds_without_state": N_("a state of the census beyond “spotted”"),
        "fonds_without_day": N_("when its state was seen, and by whom"),
        "fonds_without_share": N_("the share that is catalogued"),
        "fonds_without_status": N_("whose property it is"),
    }
)

_LACKS: dict[str, Callable[[FondsDescription], bool]] = {
    "fonds_without_contents": lambda one: not one.contents.strip(),
    "fonds_without_dates": lambda one: not (one.undated or any(date.start is not None or date.end is not None for date in one.dates)),
    "fonds_without_extent": lambda one: not one.extents,
    "fonds_without_number": lambda one: bool(one.extents) and all(extent.number is None for extent in one.extents),
    "fonds_without_access": lambda one: not one.access.strip(),
    "fonds_without_types": lambda one: not one.document_types,
    "fonds_without_call_number": lambda one: not any(number.kind == "cote" for number in one.call_numbers),
    "fonds_without_producer": lambda one: not one.producers,
    "fonds_without_authority": lambda one: bool(one.producers) and not any(agent.identifiers for agent in one.producers),
    "fonds_without_entry": lambda one: not any(entry.mode != "unknown" for entry in one.acquisitions),
    "fonds_without_custody": lambda one: not (one.custody or one.biography),
    "fonds_without_languages": lambda one: not one.languages,
    "fonds_without_finding_aid": lambda one: not one.finding_aids,
    "fonds_without_category": lambda one: not one.categories,
    "fonds_without_state": lambda one: one.census.state == "spotted",
    "fonds_without_day": lambda one: one.census.day is None or not one.census.author,
    "fonds_without_share": lambda one: one.census.catalogued is None,
    "fonds_without_status": lambda one: one.legal_status == "unknown",
}
_READERS = (
    "fonds_without_contents", "fonds_without_dates", "fonds_without_extent", "fonds_without_number", "fonds_without_access",
    "fonds_without_types", "fonds_without_producer", "fonds_without_finding_aid",
)  # fmt: skip
_DIRECTORY = (
    *_READERS, "fonds_without_call_number", "fonds_without_authority", "fonds_without_entry", "fonds_without_custody",
    "fonds_without_languages", "fonds_without_status",
)  # fmt: skip
_CENSUS = (
    "fonds_without_dates", "fonds_without_extent", "fonds_without_number", "fonds_without_category", "fonds_without_state",
    "fonds_without_day", "fonds_without_share",
)  # fmt: skip
ASKED: dict[Target, tuple[str, ...]] = {"public": _READERS, "directory": _DIRECTORY, "census": _CENSUS}
"""What each target asks of a fonds notice: the table of standards for the directory, what is counted for the census."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """``score`` in per cent; ``lacking``: what is not said, in the order of the form."""

    target: Target
    score: int
    lacking: tuple[Message, ...]


def completeness(fonds: FondsDescription, target: Target) -> Completeness:
    """How much of what ``target`` asks the description says."""
    asked = ASKED[target]
    lacking = tuple(Message(code) for code in asked if _LACKS[code](fonds))
    return Completeness(target, round(100 * (len(asked) - len(lacking)) / len(asked)), lacking)

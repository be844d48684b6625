"""What an engine keeps of a notice: the words to find it by, what to show, what to filter and what to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict


class InstitutionFacts(NamedTuple):
    """What a search document needs to know of an institution."""

    name: str
    town: str
    department: str


class Provenance(NamedTuple):
    """Where a description comes from: the source, and the RCR of the institution that copies without one are ascribed to."""

    source: str
    institution: str


class HeldCopy(NamedTuple):
    """A copy, as a result line names it. ``rcr`` may be empty where the source gives only a name."""

    rcr: str
    name: str
    call_number: str


class Display(TypedDict, total=False):
    """What a result line and a gallery need; empty values are left out, lists are cut at a screenful.

    ``holdings`` are :class:`HeldCopy` as lists of three; ``holdings_count`` and ``institutions_count`` count them all.
    """

    document_type: str
    title: str
    title_rest: str
    agents: list[str]
    imprint: str
    date: str
    year_from: int
    year_to: int
    languages: list[str]
    holdings: list[list[str]]
    holdings_count: int
    institutions_count: int
    digital: bool
    digital_url: str
    thumbnail: str
    source: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A notice for an engine, in four parts.

    ``query`` maps each of ``TEXT_FIELDS`` to its texts, as written. ``display`` is the result line. ``filter`` holds the numbers
    and keys compared or sorted by: year_from, year_to, sort_title. ``aggregate`` maps each field of ``facets.FACETS`` to the
    values that are counted, and filtered by. ``passages``: the (field, text) pairs a highlight may quote beyond ``display``.
    """

    record_id: int
    query: Mapping[str, list[str]]
    display: Display
    filter: Mapping[str, Any]
    aggregate: Mapping[str, list[Any]]
    passages: tuple[tuple[str, str], ...] = ()

"""What an engine keeps of a notice: the words to find it by, what to show, what to filter and what to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict, cast

from catalogue.core.text import EARLY_UNTIL, sort_key
from catalogue.search.codes import call_number_key, document_identifiers
from catalogue.search.texts import centuries_of, imprint_of, query_texts, years_of

SHOWN_AGENTS = 5
SHOWN_COPIES = 10


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

    ``query`` maps text fields to their texts, as written. ``display`` is the result line. ``filter`` holds what is compared,
    sorted by or named: year_from, year_to, sort_title, identifiers and call_numbers (keys of ``search.codes``), early (whether
    the spelling of early prints applies). ``aggregate`` maps each field of ``facets.FACETS`` to the values that are counted,
    and filtered by.
    """

    record_id: int
    query: Mapping[str, list[str]]
    display: Display
    filter: Mapping[str, Any]
    aggregate: Mapping[str, list[str]]


def document_of(
    description: Mapping[str, Any],
    *,
    record_id: int,
    provenance: Provenance,
    institutions: Mapping[str, InstitutionFacts],
) -> SearchDocument:
    """The search document of a stored description (the dictionary of ``core.serialization``, defaults left out).

    ``institutions`` maps each RCR known to its facts; a copy without an institution is ascribed to the source's. Works on the
    dictionary, not on dataclasses: making those would take as long as everything else here.
    """
    holdings = description.get("holdings") or [{}]
    copies = [_copy(holding, provenance, institutions) for holding in holdings]
    rcrs = list(dict.fromkeys(copy.rcr for copy in copies if copy.rcr))
    years = years_of(description)
    languages = [language["code"] for language in description.get("languages", ()) if language.get("role", "text") == "text"]
    digital = bool(description.get("digital_copies"))
    call_numbers = [copy.call_number for copy in copies if copy.call_number]
    document_type = description.get("document_type", "")
    return SearchDocument(
        record_id=record_id,
        query=query_texts(description, call_numbers=call_numbers),
        display=_display(description, copies, years, languages, institutions_count=len(rcrs), source=provenance.source),
        filter={
            "year_from": years[0] if years else None,
            "year_to": years[1] if years else None,
            "early": years is None or years[0] < EARLY_UNTIL,
            "sort_title": _sort_title(description),
            "identifiers": document_identifiers(description.get("identifiers", ()), description.get("digital_copies", ())),
            "call_numbers": [key for key in map(call_number_key, call_numbers) if key],
        },
        aggregate={
            "institutions": rcrs,
            "departments": list(dict.fromkeys(facts.department for rcr in rcrs if (facts := institutions.get(rcr)) and facts.department)),
            "document_type": [document_type] if document_type else [],
            "centuries": [str(century) for century in centuries_of(years)],
            "languages": list(dict.fromkeys(languages)),
            "digital": ["1"] if digital else [],
        },
    )


def _copy(holding: Mapping[str, Any], provenance: Provenance, institutions: Mapping[str, InstitutionFacts]) -> HeldCopy:
    named = holding.get("institution_name", "")
    rcr = holding.get("institution") or ("" if named else provenance.institution)
    facts = institutions.get(rcr)
    return HeldCopy(rcr, facts.name if facts else named or rcr, holding.get("call_number", ""))


def _sort_title(description: Mapping[str, Any]) -> str:
    titles = description.get("titles")
    return sort_key(titles[0]["value"], nonsorting=titles[0].get("nonsorting", 0)) if titles else ""


def _display(
    description: Mapping[str, Any],
    copies: list[HeldCopy],
    years: tuple[int, int] | None,
    languages: list[str],
    *,
    institutions_count: int,
    source: str,
) -> Display:
    titles = description.get("titles", ())
    digital = description.get("digital_copies", ())
    dates = description.get("dates", ())
    display: dict[str, Any] = {
        "document_type": description.get("document_type", ""),
        "title": titles[0]["value"] if titles else "",
        "title_rest": " : ".join(title["value"] for title in titles[1:] if title.get("kind") in {"remainder", "part"}),
        "agents": list(dict.fromkeys(agent["name"] for agent in description.get("agents", ()) if not agent.get("copy")))[:SHOWN_AGENTS],
        "imprint": imprint_of(description),
        "date": dates[0]["display"] if dates else "",
        "year_from": years[0] if years else None,
        "year_to": years[1] if years else None,
        "languages": languages,
        "holdings": [list(copy) for copy in copies[:SHOWN_COPIES]],
        "holdings_count": len(copies),
        "institutions_count": institutions_count,
        "digital": bool(digital),
        "digital_url": next((copy["url"] for copy in digital if copy.get("url")), ""),
        "thumbnail": next((copy["thumbnail"] for copy in digital if copy.get("thumbnail")), ""),
        "source": source,
    }
    return cast(Display, {name: value for name, value in display.items() if value not in ("", None, [], False)})

"""What an engine keeps of a notice: the words to find it by, what to show, what to filter and what to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypedDict, cast

from catalogue.core.description import Description, Holding
from catalogue.core.keys import DocumentKey
from catalogue.core.rules.copies import copy_key
from catalogue.core.rules.dates import centuries_of, decades_of, principal_date, sure_decades_of, years_of
from catalogue.core.rules.imprint import imprint_of
from catalogue.core.rules.titles import completing, sorting_title, subtitle_of
from catalogue.core.text import EARLY_UNTIL
from catalogue.geography.resolve import ANYWHERE, Gazetteer
from catalogue.search.codes import document_call_numbers, document_identifiers
from catalogue.search.texts import initials, kind_words, query_texts, together, words_of_fields
from catalogue.search.ties import tie_of
from catalogue.search.titles import whole_titles
from catalogue.search.values import headings_of

SHOWN_AGENTS = 5
SHOWN_COPIES = 10
_UNSAID = Holding()  # the one copy of a description that names none


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
    """A copy, as a result line names it. ``rcr`` may be empty where the source gives only a name, ``town`` where nobody tells it."""

    rcr: str
    name: str
    call_number: str
    town: str = ""


class Display(TypedDict, total=False):
    """What a result line and a gallery need; empty values are left out, lists are cut at a screenful.

    ``holdings`` are :class:`HeldCopy` as lists of four; ``holdings_count`` and ``institutions_count`` count them all.
    ``ark`` is the name of the notice's ark, "NAAN/name". ``picture``: the key of the first digital copy that a small picture can be
    made of (its place among them, in indexes made before copies had keys); ``deposit``: the number of the deposit of its library's
    pictures. ``level`` and ``path``: a component's, in its finding aid.
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
    picture: str | int
    deposit: str
    source: str
    ark: str
    level: str
    path: list[str]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A notice for an engine, in four parts, and its words as written.

    ``query`` maps text fields (and "dates", "kinds") to the words of each of their texts, folded by ``core.text``; ``texts`` to the same as
    written, for highlights to quote. ``display`` is the result line. ``filter`` holds what is compared, sorted by or named: year_from,
    year_to, sort_title, titles (whole, as ``search.titles`` makes them), tie (:func:`~catalogue.search.ties.tie_of`), identifiers and
    call_numbers (keys of ``search.codes``), early (whether the spelling of early prints applies), received (when the portal first had
    it, in seconds from 1970). ``aggregate`` maps each field of ``facets.FACETS`` to the values that are
    counted, and filtered by.
    """

    key: DocumentKey
    query: Mapping[str, list[list[str]]]
    texts: Mapping[str, list[str]]
    display: Display
    filter: Mapping[str, Any]
    aggregate: Mapping[str, list[str]]


def document_of(
    description: Description,
    *,
    key: DocumentKey,
    ark: str = "",
    received: int = 0,
    provenance: Provenance,
    institutions: Mapping[str, InstitutionFacts],
    gazetteer: Gazetteer = ANYWHERE,
    also: Sequence[Description] = (),
    deposited: str = "",
    elsewhere: Mapping[str, str] | None = None,
) -> SearchDocument:
    """The search document of a description. ``ark``: its ark's name; ``received``: when the portal first had it; ``institutions``: what is
    known of each RCR; a copy without one is ascribed to the source's; ``gazetteer`` tells communes of the same name apart; ``deposited``:
    the number of the deposit of its library's pictures; ``elsewhere``: see :func:`~catalogue.search.values.headings_of`."""
    copies = [_copy(holding, provenance, institutions) for holding in description.holdings or (_UNSAID,)]
    rcrs = list(dict.fromkeys([copy.rcr for copy in copies if copy.rcr]))
    years = years_of(description)
    places = gazetteer.places_of(description)
    languages = [language.code for language in description.languages if language.role == "text"]
    texts = together(query_texts(description, call_numbers=[copy.call_number for copy in copies if copy.call_number]), also)
    unsaid = kind_words(description, years) + initials(texts)
    words = words_of_fields(texts) | ({"kinds": unsaid} if unsaid else {})
    return SearchDocument(
        key=key,
        query=words,
        texts=texts,
        display=_display(description, copies, years, languages, provenance=provenance, ark=ark, deposited=deposited),
        filter=_filter(description, texts, words, years, source=provenance.source, received=received),
        aggregate={
            "kinds": [key.kind.word],
            "institutions": rcrs,
            "departments": list(dict.fromkeys([institutions[rcr].department for rcr in rcrs if rcr in institutions])),
            "document_type": [kind] if (kind := description.document_type) else [],
            "centuries": [str(century) for century in centuries_of(years)],
            "languages": list(dict.fromkeys(languages)),
            "digital": ["1"] if description.digital_copies or deposited else [],
            "decades": [str(decade) for decade in decades_of(years)],
            "sure_decades": [str(decade) for decade in sure_decades_of(description)],
            "communes": list(places.communes),
            "areas": list(places.areas),
            **headings_of(description, elsewhere or {}),
        },
    )


def _copy(holding: Holding, provenance: Provenance, institutions: Mapping[str, InstitutionFacts]) -> HeldCopy:
    named = holding.institution_name
    rcr = holding.institution or ("" if named else provenance.institution)
    facts = institutions.get(rcr)
    return HeldCopy(rcr, facts.name if facts else named or rcr, holding.call_number, facts.town if facts else "")


def _filter(
    description: Description,
    texts: Mapping[str, list[str]],
    words: Mapping[str, list[list[str]]],
    years: tuple[int, int] | None,
    *,
    source: str,
    received: int,
) -> dict[str, Any]:
    digital = description.digital_copies
    identifiers = document_identifiers(description.identifiers, digital)
    call_numbers = document_call_numbers(words.get("call_numbers", ()))
    sort_title = sorting_title(description, folded=words["title"][0]) if description.titles else ""
    return {
        "received": received,
        "year_from": years[0] if years else None,
        "year_to": years[1] if years else None,
        "early": years is None or years[0] < EARLY_UNTIL,
        "sort_title": sort_title,
        "identifiers": identifiers,
        "call_numbers": call_numbers,
        "titles": whole_titles(texts.get("title", ()), words.get("title", ()), alone=not completing(description)),
        "tie": tie_of(
            digital=bool(digital),
            copies=len(description.holdings),
            year=years[0] if years else None,
            sort_title=sort_title,
            names=(source, *identifiers, *call_numbers),
        ),
    }


def _display(
    description: Description,
    copies: list[HeldCopy],
    years: tuple[int, int] | None,
    languages: list[str],
    *,
    provenance: Provenance,
    ark: str,
    deposited: str,
) -> Display:
    digital, date = description.digital_copies, principal_date(description)
    display: dict[str, Any] = {
        "document_type": description.document_type,
        "title": description.title,
        "title_rest": subtitle_of(description),
        "agents": list(dict.fromkeys([agent.name for agent in description.agents if not agent.copy]))[:SHOWN_AGENTS],
        "imprint": imprint_of(description),
        "date": date.display if date is not None else "",
        "year_from": years[0] if years else None,
        "year_to": years[1] if years else None,
        "languages": languages,
        "holdings": [list(copy) for copy in copies[:SHOWN_COPIES]],
        "holdings_count": len(copies),
        "institutions_count": len({copy.rcr for copy in copies if copy.rcr}),
        "source": provenance.source,
        "ark": ark,
    }
    if digital or deposited:
        display["digital"] = True
        display["digital_url"] = next((copy.url for copy in digital if copy.url), "")
        display["thumbnail"] = next((copy.thumbnail for copy in digital if copy.thumbnail), "")
        display["picture"] = next((copy_key(copy) for copy in digital if copy.manifest or copy.thumbnail), None)
        display["deposit"] = deposited
    return cast(Display, {name: value for name, value in display.items() if value or value == 0})

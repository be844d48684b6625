"""The words, the years and the imprint of a stored description, for its search document: pure functions on the dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from catalogue.core.places import modern_places
from catalogue.core.tables import rows
from catalogue.core.text import STOP_WORDS, words, words_of_all

LONGEST_TEXT = 4000
MOST_CENTURIES = 6
LAST_CENTURY = 21
LAST_YEAR = 2029  # "[20--]" counts no decade to come

# What readers call the documents and those who made them, beside their titles and names: « photographies de glaciers », « Étienne
# Dolet imprimeur ». A book or a text is what one looks for anyway, and an author has no need to be called so.
_UNSAID_KINDS, _UNSAID_ROLES = frozenset({"book", "text", "article"}), frozenset({"070", "205", "340"})
_KINDS = {
    row["code"]: row["label_fr"] for row in rows("terms") if row["vocabulary"] == "document_type" and row["code"] not in _UNSAID_KINDS
}
_KINDS["incunable"] = "Incunable"
_LAST_INCUNABLE = 1500
_FORMER_OWNER = "390"
_ROLES = {row["code"]: row["label_fr"] for row in rows("relators") if row["code"] not in _UNSAID_ROLES}

_STATEMENTS = ("responsibility", "editions", "material_specific")
_OF_A_COPY = ("collection", "statement")
# The date that says when the document was made, best first; the period a document is about is no date of it.
_DATE_KINDS = ("publication", "printing", "creation", "copyright", "original", "reproduction")


def query_texts(description: Mapping[str, Any], *, call_numbers: list[str]) -> dict[str, list[str]]:
    """The texts to find a notice by, as written, for each text field; fields without a text are left out."""
    get = description.get
    places, publishers = [], []
    dates = [date["display"] for date in get("dates", ())]
    for publication in get("publications", ()):
        places += publication.get("places", ())
        publishers += publication.get("names", ())
        dates += [publication["date"]] if "date" in publication else []
    dates += [str(date["start"]) for date in get("dates", ()) if date.get("start") and date["start"] == date.get("end")]
    places += [text["value"] for text in get("production_places", ())]
    for text in tuple(places):
        places += modern_places(text)
    holdings = get("holdings", ())
    agents = [_name(agent) for agent in get("agents", ())]
    for holding in holdings:
        if owners := holding.get("former_owners"):
            agents += [_name(agent) for agent in owners]
    texts = {
        "title": [title["value"] for title in get("titles", ())],
        "agents": agents,
        "subjects": [subject["value"] for subject in get("subjects", ())] + [genre["value"] for genre in get("genres", ())],
        "places": places,
        "publishers": publishers,
        "notes": _notes(description, holdings),
        "call_numbers": call_numbers,
        "dates": dates,
    }
    return {name: list(dict.fromkeys(found)) if len(found) > 1 else found for name, found in texts.items() if found}


def words_of_fields(texts: Mapping[str, list[str]]) -> dict[str, list[list[str]]]:
    """The folded words of each text of each field, folded all at once."""
    flat: list[str] = []
    for found in texts.values():
        flat += found
    all_words = words_of_all(flat)
    folded, start = {}, 0
    for name, found in texts.items():
        end = start + len(found)
        folded[name] = all_words[start:end]
        start = end
    return folded


def kind_words(description: Mapping[str, Any], years: tuple[int, int] | None) -> list[list[str]]:
    """The folded words, in French, of what a document of these years is, and of what its agents did for it."""
    roles = {role for agent in description.get("agents", ()) for role in agent.get("roles", ())}
    if any("former_owners" in holding for holding in description.get("holdings", ())):
        roles.add(_FORMER_OWNER)
    kind = description.get("document_type", "")
    if kind == "book" and years is not None and years[1] <= _LAST_INCUNABLE:
        kind = "incunable"
    return _kind_words(kind, frozenset(roles))


@lru_cache(maxsize=8192)
def _kind_words(document_type: str, roles: frozenset[str]) -> list[list[str]]:
    labels = [_KINDS.get(document_type, ""), *(_ROLES.get(role, "") for role in sorted(roles))]
    return [[word for word in words(label) if word not in STOP_WORDS] for label in labels if label]


def _name(agent: Mapping[str, Any]) -> str:
    return f"{agent['name']}, {agent['qualifier']}" if "qualifier" in agent else agent["name"]


def _notes(description: Mapping[str, Any], holdings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Everything else that is said in words: statements, notes, series, linked titles, and the notes of each copy."""
    get = description.get
    texts = [text["value"] for name in _STATEMENTS for text in get(name, ())]
    texts += [note["value"][:LONGEST_TEXT] for note in get("notes", ())]
    texts += [series["title"] for series in get("series", ())]
    texts += [link["title"] for link in get("links", ()) if "title" in link]
    for holding in holdings:
        texts += [note["value"][:LONGEST_TEXT] for note in holding.get("notes", ())]
        texts += [holding[name] for name in _OF_A_COPY if name in holding]
    return texts


def years_of(description: Mapping[str, Any]) -> tuple[int, int] | None:
    """The first and last year that the document may be of, or None where nobody can tell: the years of the timeline, of the centuries
    and of a period alike.

    An open end ("1888-") says when a publication began and not that it still goes on: it counts for its first year alone.
    """
    known = [date for date in description.get("dates", ()) if date.get("start") is not None]
    for kind in _DATE_KINDS:
        for date in known:
            if date.get("kind", "publication") == kind:
                start, end = date["start"], date.get("end")
                return start, start if end is None else max(start, min(end, LAST_YEAR))
    return None


def centuries_of(years: tuple[int, int] | None) -> list[int]:
    """The centuries of a span of years: 1789 is of the 18th, 1800-1899 of the 19th as cataloguers mean it, -52 of the -1st."""
    if years is None:
        return []
    start, end = years
    if end > start and start % 100 == 0:
        start += 1
    first, last = _century(start), min(_century(end), LAST_CENTURY)
    return [century for century in range(first, max(first, last) + 1) if century][:MOST_CENTURIES]


def _century(year: int) -> int:
    return (year - 1) // 100 + 1 if year > 0 else -((-year) // 100 + 1)


def imprint_of(description: Mapping[str, Any]) -> str:
    """Place, name and date of the first statement of publication, as ISBD separates them: "Lyon : Jean de Tournes, 1557"."""
    publications = description.get("publications", ())
    if not publications:
        return ""
    first = publications[0]
    where = " ; ".join(first.get("places", ()))
    who = " : ".join(first.get("names", ()))
    made = " : ".join(part for part in (where, who) if part)
    return ", ".join(part for part in (made, first.get("date", "")) if part)

"""The words of a description, for its search document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from catalogue.core.description import Agent, Description
from catalogue.core.ideograms import cut, has_ideograms
from catalogue.core.places import modern_places
from catalogue.core.rules.provenance import FORMER_OWNER
from catalogue.core.tables import rows
from catalogue.core.text import STOP_WORDS, fold, words, words_of_all

VERSION = 2  # of the words that documents are found by beside those of their texts; an index of another must be built again
LONGEST_TEXT = 4000
# Initials set apart: a reader types « PLM », « YMCA », « J.J. Rousseau ». Those without a space are one word already (core.text).
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.(?:-|[ \u00a0\u202f]-?)){1,5}[^\W\d_]\.(?!\w)")

# What readers call the documents and those who made them, beside their titles and names: « photographies de glaciers », « Étienne
# Dolet imprimeur ». A book or a text is what one looks for anyway, and an author has no need to be called so.
_UNSAID_KINDS, _UNSAID_ROLES = frozenset({"book", "text", "article"}), frozenset({"070", "205", "340"})
_KINDS = {
    row["code"]: row["label_fr"] for row in rows("terms") if row["vocabulary"] == "document_type" and row["code"] not in _UNSAID_KINDS
}
_KINDS["incunable"] = "Incunable"
_LAST_INCUNABLE = 1500
_ROLES = {row["code"]: row["label_fr"] for row in rows("relators") if row["code"] not in _UNSAID_ROLES}


def query_texts(description: Description, *, call_numbers: list[str]) -> dict[str, list[str]]:
    """The texts to find a notice by, as written, for each text field; fields without a text are left out."""
    places: list[str] = []
    publishers: list[str] = []
    dates = [date.display for date in description.dates]
    for publication in description.publications:
        places += publication.places
        publishers += publication.names
        dates += [publication.date] if publication.date else []
    dates += [str(date.start) for date in description.dates if date.start and date.start == date.end]
    places += [text.value for text in description.production_places]
    for place in tuple(places):
        places += modern_places(place)
    agents = [_name(agent) for agent in description.agents]
    for holding in description.holdings:
        agents += [_name(agent) for agent in holding.former_owners]
    texts = {
        "title": [title.value for title in description.titles],
        "agents": agents,
        "subjects": [subject.value for subject in description.subjects] + [genre.value for genre in description.genres],
        "places": places,
        "publishers": publishers,
        "notes": _notes(description),
        "call_numbers": call_numbers,
        "dates": dates,
    }
    return {name: list(dict.fromkeys(found)) if len(found) > 1 else found for name, found in texts.items() if found}


def together(texts: dict[str, list[str]], also: Sequence[Description]) -> dict[str, list[str]]:
    """``texts`` and those of other descriptions of the same thing after them, each once, field by field."""
    if not also:
        return texts
    found = {name: dict.fromkeys(own) for name, own in texts.items()}
    for description in also:
        for name, said in query_texts(description, call_numbers=[]).items():
            found.setdefault(name, {}).update(dict.fromkeys(said))
    return {name: list(each) for name, each in found.items()}


def words_of_fields(texts: Mapping[str, list[str]]) -> dict[str, list[list[str]]]:
    """The folded words of each text of each field, folded all at once."""
    flat: list[str] = []
    for found in texts.values():
        flat += found
    all_words = words_of_all(flat)
    ideograms = has_ideograms(" ".join(flat))
    folded, start = {}, 0
    for name, found in texts.items():
        end = start + len(found)
        folded[name] = all_words[start:end] if not ideograms else list(map(cut, all_words[start:end]))
        start = end
    return folded


def initials(texts: Mapping[str, list[str]]) -> list[list[str]]:
    """The initials that texts set apart, each run as one folded word, once."""
    marked = [text for found in texts.values() for text in found if ". " in text or ".-" in text or ".\u00a0" in text or ".\u202f" in text]
    runs = [run for text in marked for run in _INITIALS.findall(text)]
    return [[word] for word in dict.fromkeys(fold("".join(filter(str.isalpha, run))) for run in runs)]


def kind_words(description: Description, years: tuple[int, int] | None) -> list[list[str]]:
    """The folded words, in French, of what a document of these years is, and of what its agents did for it."""
    roles = {role for agent in description.agents for role in agent.roles}
    if any(holding.former_owners for holding in description.holdings):
        roles.add(FORMER_OWNER)
    kind: str = description.document_type
    if kind == "book" and years is not None and years[1] <= _LAST_INCUNABLE:
        kind = "incunable"
    return _kind_words(kind, frozenset(roles))


@lru_cache(maxsize=8192)
def _kind_words(document_type: str, roles: frozenset[str]) -> list[list[str]]:
    labels = [_KINDS.get(document_type, ""), *(_ROLES.get(role, "") for role in sorted(roles))]
    return [[word for word in words(label) if word not in STOP_WORDS] for label in labels if label]


def _name(agent: Agent) -> str:
    return f"{agent.name}, {agent.qualifier}" if agent.qualifier else agent.name


def _notes(description: Description) -> list[str]:
    """Everything else that is said in words: statements, notes, series, linked titles, and the notes of each copy."""
    texts = [text.value for text in (*description.responsibility, *description.editions, *description.material_specific)]
    texts += [note.value[:LONGEST_TEXT] for note in description.notes]
    texts += [series.title for series in description.series]
    texts += [link.title for link in description.links if link.title]
    for holding in description.holdings:
        texts += [note.value[:LONGEST_TEXT] for note in holding.notes]
        texts += [text for text in (holding.collection, holding.statement) if text]
    return texts

"""The words of a document as every engine indexes them: stems of its texts, its names as they are, early and English forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from catalogue.search.document import SearchDocument
from catalogue.search.engines import stems

NAME_FIELDS = ("agents", "places", "publishers")
_OF_EARLY_SPELLING = ("title", "agents", "places", "publishers")
_ENGLISH = "eng"
_INVERTED = ", "  # of a person, whose words are names wherever they stand; those of a body are words like others
_Words = Mapping[str, Sequence[Sequence[str]]]


class Worded(NamedTuple):
    """``anywhere``: stems of every text; ``names``: words of names, as they are; ``early``: "" where the spelling of early prints does not
    apply; ``stems``: those of each field asked for. Words are separated by spaces, each once."""

    anywhere: str
    names: str
    early: str
    stems: Mapping[str, str]


def worded(document: SearchDocument, *, fields: Sequence[str]) -> Worded:
    """The words of ``document``, with the stems of ``fields`` apart."""
    words = document.query
    english = _ENGLISH in document.aggregate.get("languages", ())
    agents = list(zip(document.texts.get("agents", ()), words.get("agents", ()), strict=False))
    persons = frozenset(chain.from_iterable(folded for written, folded in agents if _INVERTED in written))
    stemmed = {name: stems.stem_set(texts, names=persons, english=english) for name, texts in words.items() if name not in NAME_FIELDS}
    bodies = stems.stem_set((folded for written, folded in agents if _INVERTED not in written), english=english)
    names = set(chain.from_iterable(text for name in NAME_FIELDS for text in words.get(name, ())))
    return Worded(
        anywhere=" ".join(bodies.union(*stemmed.values())),
        names=" ".join(names),
        early=_early(words) if document.filter["early"] else "",
        stems={name: " ".join(stemmed[name]) for name in fields if name in stemmed},
    )


def _early(words: _Words) -> str:
    spelt = stems.early_stems([text for name in _OF_EARLY_SPELLING for text in words.get(name, ())])
    roots = stems.latin_roots([text for name in NAME_FIELDS for text in words.get(name, ())])
    return f"{spelt} {roots}"

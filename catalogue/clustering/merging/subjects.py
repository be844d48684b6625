"""Subjects and genres: every heading that a record gives, each once."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.clustering.merging.told import Told, Value, same_words, united
from catalogue.core.description import Genre, Subject


def merge(told: Sequence[Told]) -> Value:
    """The headings of all."""
    subjects = united(told, "subjects", _subject)
    genres = united(told, "genres", _genre)
    return Value({**subjects.fields, **genres.fields}, tuple(dict.fromkeys((*subjects.records, *genres.records))))


def _subject(part: Subject) -> object:
    return part.kind == "class", same_words(part.value)


def _genre(part: Genre) -> object:
    return same_words(part.value)

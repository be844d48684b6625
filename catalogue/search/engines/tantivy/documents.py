"""Our document as the index takes it: one JSON object of folded words, and a stored block of what is shown."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from typing import Any

import orjson

from catalogue.search.document import Display, SearchDocument
from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.worded import worded

_VALUES = frozenset(schema.VALUE_FIELDS)
_MOST_STORED = 8000  # bytes of what is shown and quoted


def to_json(document: SearchDocument) -> str:
    """The JSON object to index ``document`` by."""
    words, values = document.query, document.filter
    made = worded(document, fields=("title",))
    fields: dict[str, Any] = {
        schema.ID: document.key.packed,
        schema.SAMPLE: schema.sample(document.key),
        schema.STEMMED: made.anywhere,
        schema.NAMES: made.names,
        schema.TITLES: values["titles"],
        schema.IDENTIFIERS: values["identifiers"],
        schema.CALL_NUMBERS: values["call_numbers"],
        schema.SORT_TITLE: schema.title(values["sort_title"], values["tie"]),
        schema.TIE: values["tie"],
        schema.RECEIVED: schema.received(values["received"], document.key),
        schema.STORED: binascii.b2a_base64(_stored(document), newline=False).decode(),
        **{name: counted for name, counted in document.aggregate.items() if name in _VALUES},
    }
    for name in schema.STRICT_FIELDS:
        if name in words:
            fields[name] = list(map(" ".join, words[name]))
    if "title" in made.stems:
        fields[schema.TITLE_STEMMED] = made.stems["title"]
    if made.early:
        fields[schema.EARLY] = made.early
    start = values["year_from"]
    fields[schema.OLDEST], fields[schema.NEWEST] = schema.oldest(start, values["tie"]), schema.newest(start, values["tie"])
    if start is not None:
        fields[schema.YEAR_FROM], fields[schema.YEAR_TO] = start, values["year_to"]
    return orjson.dumps(fields).decode()


def _stored(document: SearchDocument) -> bytes:
    block = orjson.dumps({"display": document.display, "texts": document.texts})
    return block if len(block) <= _MOST_STORED else orjson.dumps({"display": document.display, "texts": _shortened(document.texts)})


def _shortened(texts: Mapping[str, list[str]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    room = _MOST_STORED
    for name, passages in texts.items():
        for text in passages:
            if room > 0:
                kept.setdefault(name, []).append(text[:room])
                room -= len(text)
    return kept


def from_stored(stored: bytes) -> tuple[Display, Mapping[str, list[str]]]:
    """What to show of a document found, and its texts as written, for the highlights."""
    block = orjson.loads(stored)
    return block["display"], block["texts"]

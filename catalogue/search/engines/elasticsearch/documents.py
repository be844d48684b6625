"""Our document as the index takes it: folded words, stems, values to count, and a block of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from catalogue.search.document import Display, SearchDocument
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.worded import worded

_AFTER_EVERY_TITLE = "\uffff"
_MOST_STORED = 8000  # bytes of what is shown and quoted


def to_json(document: SearchDocument) -> bytes:
    """The JSON object to index ``document`` by, on one line."""
    words, values = document.query, document.filter
    made = worded(document, fields=schema.STRICT_FIELDS)
    fields: dict[str, Any] = {
        schema.ID: document.key.packed,
        schema.SAMPLE: str(document.key.id % schema.SAMPLES),
        schema.STEMMED: made.anywhere,
        schema.NAMES: made.names,
        schema.TITLES: values["titles"],
        schema.STEMS: made.stems,
        schema.IDENTIFIERS: values["identifiers"],
        schema.CALL_NUMBERS: values["call_numbers"],
        schema.SORT_TITLE: values["sort_title"] or _AFTER_EVERY_TITLE,
        schema.TIE: values["tie"],
        schema.RECEIVED: values["received"],
        schema.SHOWN: orjson.Fragment(_shown(document)),
    }
    fields |= {name: counted for name, counted in document.aggregate.items() if counted and name in schema.VALUE_FIELDS}
    for name in schema.STRICT_FIELDS:
        if name in words:
            fields[name] = [" ".join(counted) for counted in words[name]]
    if made.early:
        fields[schema.EARLY] = made.early
    start = values["year_from"]
    if start is None:
        fields[schema.OLDEST], fields[schema.NEWEST] = schema.NO_DATE_FIRST, schema.NO_DATE_LAST
    else:
        fields[schema.OLDEST] = fields[schema.NEWEST] = fields[schema.YEAR_FROM] = start
        fields[schema.YEAR_TO] = values["year_to"]
    return orjson.dumps(fields)


def _shown(document: SearchDocument) -> bytes:
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


def from_source(source: Mapping[str, Any]) -> tuple[Display, Mapping[str, list[str]]]:
    """What to show of a document found, and its texts as written, for the highlights."""
    block = source[schema.SHOWN]
    return block["display"], block.get("texts", {})

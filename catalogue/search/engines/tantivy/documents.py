"""Our document as the index takes it: one JSON object of folded words, and a stored block of what is shown."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from typing import Any

import orjson

from catalogue.core.text import early, fold
from catalogue.search.document import Display, SearchDocument
from catalogue.search.engines.tantivy import schema

_OF_EARLY_SPELLING = ("title", "agents", "places", "publishers")
_MOST_STORED = 6000  # characters of text kept for highlights


def to_json(document: SearchDocument) -> str:
    """The JSON object to index ``document`` by."""
    folded = {name: [fold(text) for text in texts] for name, texts in document.query.items()}
    fields: dict[str, Any] = {schema.ID: document.record_id, **folded}
    for name, stemmed in schema.STEMMED_FIELDS.items():
        if name in folded:
            fields[stemmed] = folded[name]
    fields[schema.STEMMED] = [text for texts in folded.values() for text in texts]
    values = document.filter
    if values["early"]:
        fields[schema.EARLY] = [early(text) for name in _OF_EARLY_SPELLING for text in folded.get(name, ())]
    fields[schema.IDENTIFIERS] = values["identifiers"]
    fields[schema.CALL_NUMBERS] = values["call_numbers"]
    fields[schema.SORT_TITLE] = values["sort_title"]
    fields.update(document.aggregate)
    start, end = values["year_from"], values["year_to"]
    if start is None:
        fields[schema.OLDEST], fields[schema.NEWEST] = schema.NO_DATE_FIRST, schema.NO_DATE_LAST
    else:
        fields[schema.OLDEST] = fields[schema.NEWEST] = fields[schema.YEAR_FROM] = start
        fields[schema.YEAR_TO] = end
    fields[schema.STORED] = binascii.b2a_base64(_stored(document), newline=False).decode()
    return orjson.dumps(fields).decode()


def _stored(document: SearchDocument) -> bytes:
    kept: dict[str, list[str]] = {}
    room = _MOST_STORED
    for name, texts in document.query.items():
        for text in texts:
            if room <= 0:
                break
            kept.setdefault(name, []).append(text[:room])
            room -= len(text)
    return orjson.dumps({"display": document.display, "texts": kept})


def from_stored(stored: bytes) -> tuple[Display, Mapping[str, list[str]]]:
    """What to show of a document found, and its texts as written, for the highlights."""
    block = orjson.loads(stored)
    return block["display"], block["texts"]

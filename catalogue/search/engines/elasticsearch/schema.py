"""The fields of an index, how their words are cut, and the name of this form: another form is another index."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import Integer, Keyword, Long, Mapping, Object, Text

from catalogue.core import text
from catalogue.search import texts
from catalogue.search.engines import stems
from catalogue.search.engines.elasticsearch.options import Options
from catalogue.search.facets import FACETS

VERSION = 8  # raise it whenever a field below changes in another way than by its name: indexes of another version are built again

ID = "id"
SHOWN = "shown"
STEMMED = "all_stem"
EARLY = "early"
NAMES = "names"
TITLES = "whole_titles"
IDENTIFIERS = "identifiers"
CALL_NUMBERS = "call_number_keys"
SORT_TITLE = "sort_title"
OLDEST = "oldest"
NEWEST = "newest"
RECEIVED = "received"
YEAR_FROM = "year_from"
YEAR_TO = "year_to"
STEMS = "stems"
SAMPLE = "sample"
TIE = "tie"

STRICT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers")
FEW_FIELDS = tuple(dict.fromkeys(facet.field for facet in FACETS.values() if not facet.many))
MANY_FIELDS = tuple(dict.fromkeys(facet.field for facet in FACETS.values() if facet.many))

SAMPLES = 64  # parts of equal size that the documents are dealt out to, by their ids
VALUE_FIELDS = frozenset((*FEW_FIELDS, *MANY_FIELDS))

NO_DATE_FIRST = 10_000  # years of our documents lie between -9999 and 9999: notices without a date come last both ways
NO_DATE_LAST = -10_000

LONGEST_VALUE = 8000  # characters: an index takes no value longer than 32 766 bytes
WINDOW = 10_000  # hits that a request may skip or ask for


def form() -> str:
    """The name of what this code writes: fields, normalisation, stems. It is part of every index's name."""
    return f"s{VERSION}f{len(FEW_FIELDS) + len(MANY_FIELDS)}t{text.VERSION}w{texts.VERSION}r{stems.VERSION}"


def stems_of(field: str) -> str:
    """The name of the field that holds the stems of the words of ``field``."""
    return f"{STEMS}.{field}"


def mapping() -> Mapping:
    """Positions where phrases are looked for; of stems, only whether they are there; what is shown is kept and not read.

    Words come folded from our own text module, and stemmed from ``engines.stems``: whitespace is all that is left to cut at.
    """
    made = Mapping()
    made.meta("dynamic", "strict")
    made.field(ID, Long())
    made.field(SHOWN, Object(enabled=False))
    for name in STRICT_FIELDS:
        made.field(name, Text(analyzer="whitespace", position_increment_gap=1))
    for name in (STEMMED, EARLY, NAMES):
        made.field(name, Text(analyzer="whitespace", index_options="docs"))
    stemmed = {name: Text(analyzer="whitespace", index_options="docs", norms=name == "title") for name in STRICT_FIELDS}
    made.field(STEMS, Object(properties=stemmed))
    for name in (IDENTIFIERS, CALL_NUMBERS, TITLES, SAMPLE):
        made.field(name, Keyword(doc_values=False, ignore_above=LONGEST_VALUE))
    for name in FEW_FIELDS:
        made.field(name, Keyword(eager_global_ordinals=True, ignore_above=LONGEST_VALUE))
    for name in MANY_FIELDS:
        made.field(name, Keyword(ignore_above=LONGEST_VALUE))
    made.field(SORT_TITLE, Keyword(index=False, ignore_above=LONGEST_VALUE))
    for name in (YEAR_FROM, YEAR_TO, OLDEST, NEWEST):
        made.field(name, Integer())
    for name in (TIE, RECEIVED):
        made.field(name, Long(index=False))
    return made


def settings(options: Options) -> dict[str, Any]:
    """The settings of an index while it is built: nobody reads it yet, so nothing is copied. What is read is refreshed when it is
    written, and at no other time."""
    return {
        "number_of_shards": max(options.shards, 1),
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": WINDOW,
    }

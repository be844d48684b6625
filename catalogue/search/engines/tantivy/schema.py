"""The fields of the index, how their words are cut, and the name of this form: another form is another index."""

from __future__ import annotations

import re

import tantivy

from catalogue.core import text
from catalogue.core.keys import DocumentKey
from catalogue.search import texts
from catalogue.search.engines import stems
from catalogue.search.facets import FACETS
from catalogue.search.ties import BITS_WITHIN_A_YEAR, within_a_year

VERSION = 12  # raise it whenever a field or an analysis below changes: indexes of another version are built again

ID = "id"
STORED = "stored"
STEMMED = "all_stem"
TITLE_STEMMED = "title_stem"
EARLY = "early"
NAMES = "names"
TITLES = "whole_titles"
IDENTIFIERS = "identifiers"
CALL_NUMBERS = "call_number_keys"
SORT_TITLE = "sort_title"
SAMPLE = "sample"
TIE = "tie"
OLDEST = "oldest"
NEWEST = "newest"
RECEIVED = "received"
YEAR_FROM = "year_from"
YEAR_TO = "year_to"

STRICT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers")
VALUE_FIELDS = tuple(dict.fromkeys(facet.field for facet in FACETS.values()))

SAMPLES = 64  # parts of equal size that the documents are dealt out to, by their ids

# Years of our documents lie between -9999 and 9999: notices without a date come last both ways.
_NO_DATE_FIRST, _NO_DATE_LAST = 10_000, -10_000

_BITS_WITHIN_A_SECOND = 31  # seconds from 1970 take 32 bits until the year 2106

# Words come folded from our own text module, and stemmed from below: whitespace is all that is left to cut at.
_WORDS = "words"
_NOTHING = "nothing"
_AFTER_EVERY_TITLE = "\uffff"


def form() -> str:
    """The name of what this code writes: schema, normalisation and file format. It starts the name of every index's folder."""
    written = re.search(r"index_format v(\d+)", str(getattr(tantivy, "__version__", "")))
    return f"s{VERSION}v{len(VALUE_FIELDS)}t{text.VERSION}w{texts.VERSION}m{stems.VERSION}f{written[1] if written else 0}"


def build() -> tantivy.Schema:
    """The schema: positions where phrases are looked for; of stems, only whether they are there."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_bytes_field(STORED, stored=True)
    for name in STRICT_FIELDS:
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in (STEMMED, TITLE_STEMMED, EARLY, NAMES):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="basic")
    for name in (IDENTIFIERS, CALL_NUMBERS, TITLES, SAMPLE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in VALUE_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field(SORT_TITLE, tokenizer_name=_NOTHING, index_option="basic", fast=True)
    for name in (YEAR_FROM, YEAR_TO, OLDEST, NEWEST, TIE, RECEIVED):
        builder.add_integer_field(name, fast=True)
    return builder.build()


SCHEMA = build()


def sample(key: DocumentKey) -> str:
    """The part of the documents that one is of."""
    return str(key.id % SAMPLES)


def oldest(year: int | None, tie: int) -> int:
    """What documents are sorted by, oldest first: this engine sorts by one field, which settles ties as well."""
    return ((_NO_DATE_FIRST if year is None else year) << BITS_WITHIN_A_YEAR) + within_a_year(tie)


def newest(year: int | None, tie: int) -> int:
    """The same for the newest first, in descending order."""
    return ((_NO_DATE_LAST if year is None else year) << BITS_WITHIN_A_YEAR) - within_a_year(tie)


def received(seconds: int, key: DocumentKey) -> int:
    """The same for what was received last, in descending order: of one second, the last numbered first."""
    return (seconds << _BITS_WITHIN_A_SECOND) | (key.packed & ((1 << _BITS_WITHIN_A_SECOND) - 1))


def title(sort_title: str, tie: int) -> str:
    """The same for titles: what parts equal ones sorts before any letter that may go on."""
    return f"{sort_title or _AFTER_EVERY_TITLE}\x01{tie:015x}"


def register(index: tantivy.Index) -> tantivy.Index:
    """Give an index just opened its analyzers, which are not kept on disk."""
    index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.register_tokenizer(_NOTHING, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\x00")).build())
    # A column to sort by has a tokenizer of its own, looked up under the same name: whole titles there, no word of them here.
    index.register_fast_field_tokenizer(_NOTHING, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
    return index

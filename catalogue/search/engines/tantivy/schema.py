"""The fields of the index, how their words are cut, and the name of this form: another form is another index."""

from __future__ import annotations

import re
from collections.abc import Iterable

import tantivy

from catalogue.core import text

VERSION = 4  # raise it whenever a field or an analysis below changes: indexes of another version are built again

ID = "id"
STORED = "stored"
STEMMED = "all_stem"
TITLE_STEMMED = "title_stem"
EARLY = "early"
IDENTIFIERS = "identifiers"
CALL_NUMBERS = "call_number_keys"
SORT_TITLE = "sort_title"
SAMPLE = "sample"
OLDEST = "oldest"
NEWEST = "newest"
YEAR_FROM = "year_from"
YEAR_TO = "year_to"

STRICT_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes", "call_numbers")
VALUE_FIELDS = ("institutions", "departments", "document_type", "centuries", "languages", "digital", "decades", "communes", "areas")
HEADING_FIELDS = ("persons", "owners", "subject_headings", "place_headings")

SAMPLES = 64  # parts of equal size that the documents are dealt out to, by their ids

NO_DATE_FIRST = 10_000  # years of our documents lie between -9999 and 9999: notices without a date come last both ways
NO_DATE_LAST = -10_000

# Words come folded from our own text module, and stemmed from below: whitespace is all that is left to cut at.
_WORDS = "words"
_NOTHING = "nothing"


def form() -> str:
    """The name of what this code writes: schema, normalisation and file format. It starts the name of every index's folder."""
    written = re.search(r"index_format v(\d+)", str(getattr(tantivy, "__version__", "")))
    return f"s{VERSION}t{text.VERSION}f{written[1] if written else 0}"


def build() -> tantivy.Schema:
    """The schema: positions where phrases are looked for; of stems, only whether they are there."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_bytes_field(STORED, stored=True)
    for name in STRICT_FIELDS:
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in (STEMMED, TITLE_STEMMED, EARLY):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="basic")
    for name in (IDENTIFIERS, CALL_NUMBERS, SAMPLE):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*VALUE_FIELDS, *HEADING_FIELDS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field(SORT_TITLE, tokenizer_name=_NOTHING, index_option="basic", fast=True)
    for name in (YEAR_FROM, YEAR_TO, OLDEST, NEWEST):
        builder.add_integer_field(name, fast=True)
    return builder.build()


class _Stems(dict[str, str]):
    """The stem of each folded word met. Kept, because a stemmer takes ten times as long as a look in a dictionary."""

    def __missing__(self, word: str) -> str:
        if not word.isalpha():
            return word
        if len(self) >= _STEMS_KEPT:
            self.clear()
        stem = self[word] = self.found(word)
        return stem

    def found(self, word: str) -> str:
        """The stem of a word met for the first time."""
        return (_stemmer.analyze(text.stemmable(word)) or [word])[0]


class _EarlyStems(_Stems):
    """The same for the spelling of early prints."""

    def found(self, word: str) -> str:
        """The stem of a word met for the first time."""
        return _stems[text.early(word)]


class _LatinRoots(_Stems):
    """The root of a word of an imprint of early times."""

    def found(self, word: str) -> str:
        """The root of a word met for the first time."""
        return text.latin_root(text.early(word))


SCHEMA = build()
_STEMS_KEPT = 200_000
_stemmer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer("french")).build()
_stems = _Stems()
_early_stems = _EarlyStems()
_latin_roots = _LatinRoots()


def stem(word: str) -> str:
    """The stem that the index holds of a folded word."""
    return _stems[word]


def stems(texts: Iterable[Iterable[str]]) -> str:
    """The stems of the words of some texts, each once, separated by spaces, in no order."""
    return " ".join({_stems[word] for words in texts for word in words})


def early_stems(texts: Iterable[Iterable[str]]) -> str:
    """The same in the one spelling of early prints."""
    return " ".join({_early_stems[word] for words in texts for word in words})


def early_terms(word: str) -> tuple[str, ...]:
    """What the index may hold of a folded word in an early print: its stem, and in an imprint its Latin root."""
    return tuple({_early_stems[word], _latin_roots[word]})


def latin_roots(texts: Iterable[Iterable[str]]) -> str:
    """The Latin roots of the words of some texts of an imprint, each once."""
    return " ".join({_latin_roots[word] for words in texts for word in words})


def sample(record_id: int) -> str:
    """The part of the documents that a record is of."""
    return str(record_id % SAMPLES)


def register(index: tantivy.Index) -> tantivy.Index:
    """Give an index just opened its analyzers, which are not kept on disk."""
    index.register_tokenizer(_WORDS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.register_tokenizer(_NOTHING, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\x00")).build())
    # A column to sort by has a tokenizer of its own, looked up under the same name: whole titles there, no word of them here.
    index.register_fast_field_tokenizer(_NOTHING, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
    return index

"""One contract for every format of citation: whatever a record says, what is written can be read back and says the same."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.citations import schema_org
from catalogue.citations.cleaning import line
from catalogue.citations.exporters import EXPORTERS, Exporter
from catalogue.citations.reference import Copy, Reference
from catalogue.citations.styled import plain
from tests.catalogue.citations import parsers
from tests.catalogue.citations.cases import BOURG, EVERY, HOSTILE, LYON, cited, saying

FORMATS = list(EXPORTERS.values())
NAMES = [exporter.name for exporter in FORMATS]
every_format = pytest.mark.parametrize("exporter", FORMATS, ids=NAMES)


def _title(exporter: Exporter, written: str) -> list[str]:
    """The titles of what was written, read as a program that knows the format reads them."""
    if exporter.name == "bibtex":
        return [parsers.spoken(entry["title"]) for entry in parsers.bibtex(written)]
    if exporter.name == "ris":
        return [record["TI"][0] for record in parsers.ris(written)]
    if exporter.name == "csl-json":
        return [item["title"] for item in json.loads(written)]
    return written.removesuffix("\n").split("\n\n")


def _check(exporter: Exporter, references: list[Reference]) -> None:
    written = exporter.write(references)
    written.encode("utf-8")
    hidden = {char for char in written if unicodedata.category(char) == "Cc"} - {"\n", "\r"}
    assert not hidden and not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\x85") & set(written)
    titles = _title(exporter, written)
    assert len(titles) == len(references)
    for title, reference in zip(titles, references, strict=True):
        assert reference.full_title.rstrip(" ,;:.") in title if exporter.cite else title == reference.full_title


@every_format
@pytest.mark.parametrize("case", EVERY)
def test_every_kind_of_document_can_be_cited_in_every_format(exporter: Exporter, case: str) -> None:
    for language in ("fr", "en"):
        for copies in ((), (LYON,), (LYON, BOURG)):
            _check(exporter, [cited(EVERY[case], language=language, copies=copies)])


@every_format
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_break_no_format(exporter: Exporter, text: str) -> None:
    hostile = cited(saying(text), copies=(Copy(text, text, text),))
    _check(exporter, [hostile, cited(EVERY["book"]), hostile])


@every_format
@given(text=st.text(max_size=60))
def test_no_words_whatever_break_a_format(exporter: Exporter, text: str) -> None:
    _check(exporter, [cited(saying(text), copies=(Copy(text, text, text),))])


@given(text=st.text(max_size=60))
def test_what_bibtex_and_ris_say_is_what_the_record_says(text: str) -> None:
    reference = cited(saying(text))
    (entry,) = parsers.bibtex(EXPORTERS["bibtex"].write([reference]))
    (record,) = parsers.ris(EXPORTERS["ris"].write([reference]))
    for field, tag, value in (("edition", "ET", reference.edition), ("abstract", "AB", reference.summary), ("doi", "DO", reference.doi)):
        assert parsers.spoken(entry.get(field, "")) == value
        assert record.get(tag, [""])[0] == value
    said = [parsers.spoken(name) for name in parsers.names(entry["author"])] if "author" in entry else []
    assert said == [name.inverted for name in reference.people.authors] == record.get("AU", [])


@given(text=st.text(max_size=80))
def test_a_line_is_one_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = line(text)
    assert len(cleaned.splitlines()) <= 1 and line(cleaned) == cleaned == cleaned.strip()


@every_format
def test_a_format_says_what_it_is(exporter: Exporter) -> None:
    assert exporter.name == exporter.name.lower() and exporter.ending.isalnum() and "/" in exporter.media_type
    assert exporter.write([]) in ("", "[]\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_the_data_for_search_engines_is_json_whatever_the_record_says(text: str) -> None:
    described = schema_org.describe(cited(saying(text), copies=(Copy(text, text, text),)))
    assert json.loads(json.dumps(described)) == described
    assert described["@id"] == "https://catalogue.example/notice/12"


@pytest.mark.parametrize("exporter", [exporter for exporter in FORMATS if exporter.cite], ids=lambda exporter: exporter.name)
@pytest.mark.parametrize("case", EVERY)
def test_what_the_page_shows_is_what_is_downloaded(exporter: Exporter, case: str) -> None:
    reference = cited(EVERY[case])
    assert exporter.cite is not None
    citation = exporter.cite(reference)
    assert plain(citation) + "\n" == exporter.write([reference])
    assert [piece.text for piece in citation if piece.title] == [reference.full_title]

"""Real records nobody here wrote, found again by their own title, call number and identifiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.core.keys import DocumentKey, Kind
from catalogue.formats.base import NotRecords
from catalogue.formats.reading import read_file
from catalogue.search.document import Provenance, document_of
from catalogue.search.engine import Engine
from catalogue.search.engines.tantivy.engine import TantivyEngine
from catalogue.search.request import SearchRequest

pytestmark = pytest.mark.shared

KINDS = ("unimarc_iso2709", "unimarc_xml", "marc21_iso2709", "marcxml", "dublin_core", "oai_pmh", "sru")
FROM_EACH_FILE = 40
NAMED = frozenset({"ark", "ean", "frbnf", "isbn", "issn", "ppn"})


@pytest.fixture(scope="module")
def descriptions(shared_data: Path) -> dict[int, Description]:
    """Some descriptions of every file, by the id they are indexed under."""
    found: list[Description] = []
    for path in sorted(path for kind in KINDS for path in (shared_data / kind).rglob("*") if path.is_file()):
        try:
            with path.open("rb") as stream:
                for reading, _ in zip(read_file(stream), range(FROM_EACH_FILE), strict=False):
                    found += [reading.description] if reading.description else []
        except NotRecords:
            continue
    return dict(enumerate(found, 1))


@pytest.fixture(scope="module")
def engine(descriptions: dict[int, Description], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An index of them all."""
    engine = TantivyEngine(tmp_path_factory.mktemp("real"))
    source = Provenance("essai", "693836101")
    refused = engine.index(
        document_of(description, key=DocumentKey(Kind.NOTICE, id_), provenance=source, institutions={})
        for id_, description in descriptions.items()
    )
    assert refused == {}
    assert engine.count() == len(descriptions) > 300
    return engine


def first(engine: Engine, words: str, *, size: int = 40) -> list[int]:
    return [hit.key.id for hit in engine.search(SearchRequest(words=words, size=size)).hits]


def test_each_title_finds_its_notice(engine: Engine, descriptions: dict[int, Description]) -> None:
    titles = {id_: description.title for id_, description in descriptions.items() if any(map(str.isalnum, description.title))}
    lost = [title for id_, title in titles.items() if title not in {descriptions[other].title for other in first(engine, title)}]
    assert lost == []


def test_each_call_number_finds_its_notice_typed_otherwise(engine: Engine, descriptions: dict[int, Description]) -> None:
    lost = []
    for id_, description in descriptions.items():
        for holding in description.holdings[:1]:
            typed = holding.call_number.upper().replace(" ", "-")
            if any(map(str.isdigit, typed)) and id_ not in first(engine, typed, size=100):
                lost.append(holding.call_number)
    assert lost == []


def test_each_identifier_finds_its_notice(engine: Engine, descriptions: dict[int, Description]) -> None:
    lost = [
        identifier
        for id_, description in descriptions.items()
        for identifier in description.identifiers
        if identifier.scheme in NAMED and id_ not in first(engine, identifier.value, size=100)
    ]
    assert lost == []


@pytest.mark.parametrize("typed", ["phenix", "PHÉNIX", "Phénix"])
def test_phenix_is_found_with_or_without_its_accent(engine: Engine, typed: str) -> None:
    titles = [hit.display["title"] for hit in engine.search(SearchRequest(words=typed)).hits]
    assert any("Phénix" in title for title in titles)


@pytest.mark.parametrize("typed", ["العربية", "ירושלים"])
def test_other_scripts_are_found(engine: Engine, typed: str) -> None:
    assert first(engine, typed)

"""A small library for the public pages: two institutions, a source, every sample as a record, an index of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from catalogue.core.description import Description
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.serialization import to_dict
from catalogue.models import Institution, Record, Source
from catalogue.search import engines
from catalogue.search.document import InstitutionFacts, Provenance, document_of
from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import arks as names_of
from catalogue.selectors import deposits, persons
from catalogue.services import arks
from catalogue.services.institutions import make
from portal.public.maps import drawing as maps
from portal.public.maps import outlines
from portal.publish import taken_away
from tests import kept_rows
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.drawn import squares

RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nobody_takes_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that asks for a list and does not read it keeps no other waiting: a server says that it is done, a test client does not."""
    monkeypatch.setattr(taken_away, "_place", threading.BoundedSemaphore(1))


@dataclass
class Library:
    """The records of the samples, by their identifier."""

    source: Source
    records: dict[str, Record] = field(default_factory=dict)
    arks: dict[str, str] = field(default_factory=dict)

    def add(self, description: Description, *, state: str = Record.State.ACTIVE) -> Record:
        """Store a description as this source's record; ``index`` makes it findable."""
        record = Record.objects.create(
            source=self.source,
            identifier=description.identifier,
            state=state,
            format=description.format,
            charset="utf-8",
            digest=b"",
            description=to_dict(description),
            created_at=RECEIVED,
            updated_at=RECEIVED,
        )
        arks.mint_missing([record.pk])
        self.records[description.identifier] = record
        self.arks[description.identifier] = names_of.of_records([record.pk])[record.pk]
        return record

    def index(self) -> None:
        """Give the engine every record that is shown."""
        facts = {found.code: InstitutionFacts(found.title, found.town, found.department) for found in Institution.objects.all()}
        provenance, pictured = Provenance(self.source.name, samples.LYON), deposits.records()
        shown = Record.objects.filter(pk__in=[record.pk for record in self.records.values()], state=Record.State.ACTIVE)
        engines.serving().index(
            document_of(
                record.as_description,
                key=DocumentKey(Kind.NOTICE, record.pk),
                ark=self.arks[record.identifier],
                received=int(record.created_at.timestamp()),
                provenance=provenance,
                institutions=facts,
                elsewhere=persons.headings_elsewhere(),
                deposited=str(pictured.get(record.pk, "")),
            )
            for record in shown
        )

    def path(self, identifier: str) -> str:
        """The address of a record's page; asks the database nothing."""
        return f"/ark:/{self.arks[identifier]}"


def _institution(rcr: str, name: str, town: str, **facts: str) -> Institution:
    institution = make(rcr, name=name)
    Institution.objects.filter(pk=institution.pk).update(town=town, to_complete=False, **facts)
    return institution


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """What the home page keeps must not outlive a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def empty_library(db: None, settings: Any, tmp_path: Path) -> Library:
    """Two institutions and a source without a record."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    return kept_rows.once("the empty library", _empty_library)


def _empty_library() -> Library:
    lyon = _institution(
        samples.LYON,
        "Bibliothèque municipale de Lyon",
        "Lyon",
        email="fonds.ancien@lyon.example",
        access="Salle du fonds ancien, sur rendez-vous.",
        website="javascript:alert(1)",
    )
    _institution(samples.GRENOBLE, "Bibliothèque d’étude et du patrimoine", "Grenoble", website="https://grenoble.example/")
    source = Source.objects.create(slug="lyon", name="Catalogue de Lyon", institution=lyon, licence="Licence Ouverte 2.0")
    return Library(source)


@pytest.fixture
def library(empty_library: Library) -> Library:
    """Every sample, findable; one of them withdrawn."""

    def with_samples() -> Library:
        for description in samples.EVERY:
            empty_library.add(description)
        empty_library.add(samples.WITHDRAWN, state=Record.State.TOMBSTONE)
        return empty_library

    library = kept_rows.once("the library", with_samples)
    library.index()
    return library


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four departments have outlines: squares."""
    found = squares()
    for module in (maps, outlines):
        monkeypatch.setattr(module, "outlines", lambda: found)


@pytest.fixture
def engine_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """No engine answers."""
    from catalogue.core.messages import Message

    def refuse() -> None:
        raise SearchUnavailable(Message("search_down_for_a_test"))

    monkeypatch.setattr(engines, "serving", refuse)


@pytest.fixture
def reader(browser: Any, db: None) -> Iterator[Callable[..., Reader]]:
    """Opens browsers of a given width before the portal, without a server between: the same transaction, the real headers."""
    opened: list[Reader] = []

    def open_reader(*, width: int = 1280, scripts: bool = True) -> Reader:
        opened.append(Reader(browser, width=width, scripts=scripts))
        return opened[-1]

    yield open_reader
    for reader in opened:
        reader.close()


@pytest.fixture
def one_transaction() -> Iterator[None]:
    """A request would close the connection that the test's own transaction lives in: for tests that ask a WSGI application itself."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)

"""An index and a source for the tests of what changes the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.models import Source
from catalogue.services import indexing, institutions, register
from tests.contracts.notices import LYON


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    """An index of its own for each test."""
    settings.SEARCH_INDEX_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ()
    return tmp_path


@pytest.fixture
def source(db: None) -> Source:
    """A source whose institution is Lyon's library, beside an index that is there and empty."""
    register.forget()
    indexing.drain()
    return Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON, name="Bibliothèque de Lyon"))

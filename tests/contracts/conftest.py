"""The engines that the contract of search is tried on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.search.engine import Engine
from catalogue.search.engines.tantivy.engine import TantivyEngine
from tests.contracts.notices import NOTICES

ENGINES: dict[str, Callable[[Path], Engine]] = {"tantivy": TantivyEngine}


@pytest.fixture(scope="module", params=list(ENGINES))
def make(request: pytest.FixtureRequest) -> Callable[[Path], Engine]:
    """How to make an engine over a folder; two made over one folder are two processes' views of one index."""
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def filled(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that holds the notices; only read from."""
    engine = make(tmp_path_factory.mktemp("index"))
    assert engine.index(NOTICES) == {}
    return engine


@pytest.fixture
def empty(make: Callable[[Path], Engine], tmp_path: Path) -> Engine:
    """An engine that holds nothing."""
    return make(tmp_path)

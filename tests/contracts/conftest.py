"""The engines that the contract of search is tried on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from catalogue.search.engine import Engine
from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.engines.elasticsearch.options import Options, options_of
from catalogue.search.engines.tantivy.engine import TantivyEngine
from tests.contracts.notices import NOTICES

PREFIX = f"traboule-test-{os.getpid()}"


def elasticsearch_options(folder: Path) -> Options:
    """The cluster of ELASTICSEARCH_URL, with indexes that belong to ``folder`` alone; skips the test where there is none."""
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("ELASTICSEARCH_URL names no Elasticsearch")
    prefix = f"{PREFIX}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    return options_of(tuple(os.environ["ELASTICSEARCH_URL"].split(",")), folder=folder, prefix=prefix, seconds=30.0)


ENGINES: dict[str, Callable[[Path], Engine]] = {
    "tantivy": TantivyEngine,
    "elasticsearch": lambda folder: ElasticsearchEngine(elasticsearch_options(folder)),
}


@pytest.fixture(scope="session")
def indexes_dropped() -> Iterator[None]:
    """Nothing of these tests stays in the cluster."""
    yield
    if address := os.environ.get("ELASTICSEARCH_URL"):
        with Elasticsearch(address.split(",")) as client:
            for name in client.indices.get_alias(index=f"{PREFIX}-*").body:
                client.indices.delete(index=name)


@pytest.fixture(scope="module", params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def make(request: pytest.FixtureRequest, indexes_dropped: None) -> Callable[[Path], Engine]:
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

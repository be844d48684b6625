"""The engine of a cluster: Elasticsearch 8 or 9, for a service that grows past one machine."""

from __future__ import annotations

from typing import Any

from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.engines.elasticsearch.options import from_settings


def make(settings: Any) -> ElasticsearchEngine:
    """The engine of these settings (``ELASTICSEARCH_…``, ``SEARCH_SECONDS``, ``SEARCH_INDEX_DIR``)."""
    return ElasticsearchEngine(from_settings(settings))

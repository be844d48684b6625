"""``python -m tests.judged``: the table of the judged queries, for tantivy and, where ELASTICSEARCH_URL is set, Elasticsearch."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from tests.contracts.conftest import ENGINES, PREFIX  # noqa: E402 (settings first)
from tests.judged.judging import Outcome, documents, judge, table  # noqa: E402


def main() -> None:
    """Index the demonstration in each engine and print."""
    outcomes: dict[str, list[Outcome]] = {}
    for name, make in ENGINES.items():
        if name == "elasticsearch" and not os.environ.get("ELASTICSEARCH_URL"):
            print("ELASTICSEARCH_URL names no Elasticsearch: tantivy alone.")
            continue
        with tempfile.TemporaryDirectory() as folder:
            engine = make(Path(folder))
            engine.index(documents())
            outcomes[name] = judge(engine)
    _drop_indexes()
    print(table(outcomes))


def _drop_indexes() -> None:
    """Nothing stays in the cluster."""
    if address := os.environ.get("ELASTICSEARCH_URL"):
        from elasticsearch import Elasticsearch

        with Elasticsearch(address.split(",")) as client:
            for index in client.indices.get_alias(index=f"{PREFIX}-*").body:
                client.indices.delete(index=index)


if __name__ == "__main__":
    main()

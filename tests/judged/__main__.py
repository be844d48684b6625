"""``python -m tests.judged``: how near each way to search comes to what readers hope for, on the demonstration and on real records.

tantivy always, Elasticsearch where ELASTICSEARCH_URL is set; on real records, where they are on this machine, beside a plain BM25 and
PostgreSQL's full text.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from catalogue.search.document import SearchDocument  # noqa: E402
from catalogue.search.engine import Engine  # noqa: E402
from runtime.services import services_for_command  # noqa: E402
from tests.contracts.conftest import ENGINES, PREFIX  # noqa: E402 (settings first)
from tests.judged import baselines, corpus, real  # noqa: E402
from tests.judged.judging import Outcome, documents, judge, table  # noqa: E402
from tests.judged.ways import portal  # noqa: E402


def main() -> None:
    """Index the demonstration and the real records in each engine and print."""
    outcomes: dict[str, list[Outcome]] = {}
    ways: dict[str, real.Ranked] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ENGINES:
            if name == "elasticsearch" and not os.environ.get("ELASTICSEARCH_URL"):
                print("ELASTICSEARCH_URL names no Elasticsearch: tantivy alone.")
                continue
            engine = _filled(name, Path(folder, name, "demonstration"), documents())
            outcomes[name] = judge(engine)
            try:
                ways[name] = portal(_filled(name, Path(folder, name, "real"), corpus.documents()))
            except corpus.SharedMissing as missing:
                print(missing)
        print(table(outcomes), end="\n\n")
        if ways:
            _real(ways)
    _drop_indexes()


def _filled(name: str, folder: Path, documents: Iterable[SearchDocument]) -> Engine:
    folder.mkdir(parents=True)
    engine = ENGINES[name](folder)
    engine.index(documents)
    return engine


def _real(ways: dict[str, real.Ranked]) -> None:
    """The real records, every way to search side by side, and what the first one does not answer first."""
    with services_for_command(), baselines.postgres(os.environ["DATABASE_URL"]) as postgres:
        ways |= {"BM25": baselines.bm25(), "PostgreSQL": postgres}
        scores = {name: real.scores(search) for name, search in ways.items()}
    print(real.table(scores))
    for typed, rank in next(iter(scores.values()))["judged"].lost:
        print(f"  {rank or 'not among ten':>13}  {typed}")


def _drop_indexes() -> None:
    """Nothing stays in the cluster."""
    if address := os.environ.get("ELASTICSEARCH_URL"):
        from elasticsearch import Elasticsearch

        with Elasticsearch(address.split(",")) as client:
            for index in client.indices.get_alias(index=f"{PREFIX}-*").body:
                client.indices.delete(index=index)


if __name__ == "__main__":
    main()

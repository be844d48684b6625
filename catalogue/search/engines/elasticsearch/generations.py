"""The indexes of one catalogue: one serves under an alias, another may be built beside it, the alias moves in one step.

An index's name starts with the catalogue's prefix and the form of its content; the alias carries both as well, so that code of
another form never reads it, and an index of another catalogue of the cluster is never touched.
"""

from __future__ import annotations

import fcntl
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from elasticsearch import Elasticsearch, NotFoundError

from catalogue.core.messages import N_, Message, declare
from catalogue.search.engine import EngineBusy
from catalogue.search.engines.elasticsearch import schema
from catalogue.search.engines.elasticsearch.options import Options

declare(
    {
        "search_rebuild_running": N_("Another process is building the search index: wait until it has finished."),
        "search_index_busy": N_("Another process is writing to the search index."),
    }
)

_PATIENT = 60.0  # seconds, for what changes the cluster


class Generations:
    """The indexes whose names start with the prefix of ``options``."""

    def __init__(self, client: Elasticsearch, options: Options) -> None:
        self._client = client
        self._options = options
        self._ours = re.compile(rf"{re.escape(options.prefix)}-s\d+(?:[a-z]\d+)+-\d{{8}}t\d{{6}}-[0-9a-f]{{6}}")
        self.alias = f"{options.prefix}-{schema.form()}"

    def name(self) -> str:
        """The name of the index that serves, or "" when there is none of the form that this code writes."""
        try:
            return min(self._client.indices.get_alias(name=self.alias).body, default="")
        except NotFoundError:
            return ""

    def create(self) -> str:
        """A new, empty index that does not serve yet."""
        name = f"{self.alias}-{datetime.now(UTC):%Y%m%dt%H%M%S}-{secrets.token_hex(3)}"
        patient = self._client.options(request_timeout=_PATIENT)
        patient.indices.create(index=name, mappings=schema.mapping().to_dict(), settings=schema.settings(self._options))
        return name

    def switch(self, name: str) -> None:
        """Let ``name`` serve, in one step, then drop every other index of this catalogue."""
        patient = self._client.options(request_timeout=_PATIENT)
        patient.indices.refresh(index=name)
        if self._options.replicas:
            patient.indices.put_settings(index=name, settings={"number_of_replicas": self._options.replicas})
        serving = self.name()
        actions = [{"remove": {"index": serving, "alias": self.alias}}] if serving else []
        actions.append({"add": {"index": name, "alias": self.alias}})
        patient.indices.update_aliases(actions=actions)
        self.sweep()

    def sweep(self) -> None:
        """Drop what nobody reads any more, what killed processes left included; to be called by whoever holds :meth:`building`."""
        serving = self.name()
        left = [name for name in self._all() if name != serving]
        if left:
            self._client.options(request_timeout=_PATIENT).indices.delete(index=",".join(left), ignore_unavailable=True)

    def _all(self) -> list[str]:
        indices = self._client.indices.get_alias(index=f"{self._options.prefix}-*", allow_no_indices=True)
        return sorted(name for name in indices.body if self._ours.fullmatch(name))

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only process of this machine to build an index. Raises EngineBusy."""
        with self._alone("rebuild", "search_rebuild_running"):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only process of this machine to write to the index that serves. Raises EngineBusy."""
        with self._alone("writer", "search_index_busy"):
            yield

    @contextmanager
    def _alone(self, what: str, code: str) -> Iterator[None]:
        """A lock that goes with the process, however it ends; between machines, ``services.indexing`` holds one in the database."""
        self._options.folder.mkdir(parents=True, exist_ok=True)
        with (self._options.folder / f"{self._options.prefix}.{what}.lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise EngineBusy(Message(code)) from None
            yield

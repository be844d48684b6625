"""The folders of an index: one generation serves, another may be built beside it, a small file says which one serves.

``current`` holds the name of a folder and is replaced in one step. A generation's name starts with the form of its content
(schema, normalisation, file format); one of another form is never opened.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import tantivy

from catalogue.core.messages import N_, Message, declare
from catalogue.search.engine import EngineBusy
from catalogue.search.engines.tantivy import schema

declare({"search_rebuild_running": N_("Another process is building the search index: wait until it has finished.")})

POINTER = "current"
LOCK = "rebuild.lock"


class Generations:
    """The generations under ``root``; the folder is made when something is first written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def name(self) -> str:
        """The name of the generation that serves, or "" when there is none."""
        with suppress(OSError):
            return (self.root / POINTER).read_text(encoding="ascii").strip()
        return ""

    def current(self) -> Path | None:
        """The folder that serves, or None when there is none of the form that this code writes."""
        name = self.name()
        if name.partition("-")[0] != schema.form():
            return None
        path = self.root / name
        return path if (path / "meta.json").is_file() else None

    def create(self) -> Path:
        """A new, empty generation that does not serve yet."""
        path = self.root / f"{schema.form()}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        path.mkdir(parents=True)
        tantivy.Index(schema.SCHEMA, path=str(path), reuse=False)
        return path

    def switch(self, path: Path) -> None:
        """Let ``path`` serve, in one step that survives a power cut, then drop every other generation."""
        _sync_folder(path)
        draft = self.root / f".{POINTER}.{os.getpid()}"
        with draft.open("w", encoding="ascii") as stream:
            stream.write(path.name)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self.root / POINTER)
        _sync_folder(self.root)
        self.sweep()

    def sweep(self) -> None:
        """Drop what no reader will open any more; to be called by whoever holds :meth:`building`.

        A reader of another process that still has files of a dropped generation open keeps reading them: a name removed is
        not a file removed as long as it is open.
        """
        serving = self.name()
        for path in self.root.iterdir():
            if path.is_dir() and path.name != serving:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Be the only one to build a generation; the lock goes with the process, however it ends. Raises EngineBusy."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / LOCK).open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise EngineBusy(Message("search_rebuild_running")) from None
            yield


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""The searcher of one process over the generation that serves: it follows what other processes write and switch to."""

from __future__ import annotations

import threading

import tantivy

from catalogue.search.engines.tantivy import schema
from catalogue.search.engines.tantivy.generations import POINTER, Generations

_TRIES = 5


class Reader:
    """Gives a searcher that sees every commit made before it was asked for, whichever process made it."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._lock = threading.Lock()
        self._pointer: tuple[int, int] | None = None
        self._commit: tuple[int, int] | None = None
        self._index: tantivy.Index | None = None
        self._path = generations.root

    def searcher(self) -> tantivy.Searcher | None:
        """A searcher on the last commit, or None when there is no generation of this form.

        Two looks at the file system each time: at the pointer (was another generation switched to?) and at the commit file.
        """
        with self._lock:
            for _ in range(_TRIES):
                try:
                    return self._follow()
                except (OSError, ValueError):
                    # The generation was switched away and dropped between the two looks: look again.
                    self._pointer = None
            return self._follow()

    def state(self) -> object:
        """What changes whenever the last searcher given saw another state of the index."""
        return self._pointer, self._commit

    def _follow(self) -> tantivy.Searcher | None:
        pointer = _stamp(self._generations.root / POINTER)
        if pointer is None or pointer != self._pointer:
            self._open()
            self._pointer = pointer
        if self._index is None:
            return None
        commit = _stamp(self._path / "meta.json")
        if commit is None:
            raise FileNotFoundError(self._path)
        if commit != self._commit:
            self._index.reload()
            self._commit = commit
        return self._index.searcher()

    def _open(self) -> None:
        self._index = self._commit = None
        path = self._generations.current()
        if path is not None:
            self._index = schema.register(tantivy.Index.open(str(path)))
            self._index.config_reader("manual")
            self._path = path


def _stamp(path: object) -> tuple[int, int] | None:
    """What changes whenever a file is replaced: its inode and its time."""
    try:
        state = path.stat()  # type: ignore[attr-defined]
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns

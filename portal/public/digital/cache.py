"""What partners sent of digital copies, kept on disk for a while; the folder never grows past its bound."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 1_000_000
_EVERY = 64  # writes between two looks at the size of the folder
_KEPT = 0.8  # of the bound, after a cleaning


class Kept(NamedTuple):
    """Bytes and their age in seconds."""

    data: bytes
    age: float


class DiskCache:
    """Files named after the hash of their key. Safe between processes: files appear whole, and may vanish at any time."""

    def __init__(self, folder: Path, *, bound: int) -> None:
        self.folder, self.bound = folder, bound
        self._writes = 0

    def get(self, key: str) -> Kept | None:
        """What is kept under ``key``; reading it makes it young again for the cleaning, not for its age."""
        path = self._path(key)
        try:
            data, status = path.read_bytes(), path.stat()
            os.utime(path, (time.time(), status.st_mtime))
        except OSError:
            return None
        return Kept(data, max(time.time() - status.st_mtime, 0.0))

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data``; a disk that is full or read-only keeps nothing, and nothing else happens."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            return
        self._writes += 1
        if self._writes % _EVERY == 1:
            self.clean()

    def clean(self) -> None:
        """Remove what was read longest ago until the folder is well under its bound."""
        files = []
        for path in self.folder.glob("*/*"):
            try:
                status = path.stat()
            except OSError:
                continue
            files.append((max(status.st_atime, status.st_mtime), status.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self.bound:
            return
        for _, size, path in sorted(files, key=lambda one: one[0]):
            path.unlink(missing_ok=True)
            total -= size
            if total <= self.bound * _KEPT:
                return

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name

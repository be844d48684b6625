"""Draws a page ahead of readers, or the first time somebody asks for it, cuts it, and keeps the files."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from demonstration.facsimiles.draw import draw, edition
from demonstration.iiif import tiles
from demonstration.notices import Notice

WHOLE = "whole.jpg"
_UNFINISHED = ".making-"
_ABANDONED = 600.0  # seconds: no picture takes that long
_GENTLY = 5  # niceness of who draws ahead: harvests and readers go first, and yet who waits for that very picture does not wait for long
_REGION = re.compile(r"full|\d{1,5}(?:,\d{1,5}){3}", re.ASCII)
_SIZE = re.compile(r"(\d{1,5}),(?:\d{1,5})?", re.ASCII)
_ONE_AT_A_TIME = threading.Lock()  # FreeType's faces are not for several threads, nor is a small machine


class Store:
    """The files of every picture, under ``folder``/edition/name of the notice; pictures of older editions are removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / edition()
        self._asked = 0
        self._quiet = threading.Condition()
        if folder.is_dir():
            for older in folder.iterdir():
                if older.is_dir() and older != self.folder:
                    shutil.rmtree(older, ignore_errors=True)

    def whole(self, notice: Notice) -> bytes:
        """The whole picture as JPEG."""
        return (self._files(notice) / WHOLE).read_bytes()

    def size(self, notice: Notice) -> tuple[int, int]:
        """Its width and height in pixels."""
        with Image.open(self._files(notice) / WHOLE) as picture:
            return picture.size

    def tile(self, notice: Notice, *, region: str, size: str) -> bytes | None:
        """The file of a region in a size, both as addresses write them; None for what info.json does not announce."""
        asked = _SIZE.fullmatch(size)
        if not _REGION.fullmatch(region):
            return None
        width = asked[1] if asked else str(self.size(notice)[0]) if size in ("max", "full") else ""
        path = self._files(notice) / f"{region.replace(',', '_')}-{width}.jpg"
        return path.read_bytes() if path.is_file() else None

    def draw_ahead(self, notices: Iterable[Notice]) -> None:
        """Draw what is not yet drawn, one picture at a time, letting whoever asks for one go first; what a killed run began is removed."""
        for unfinished in self.folder.glob(f"{_UNFINISHED}*"):
            if time.time() - unfinished.stat().st_mtime > _ABANDONED:  # another process may be at work beside this one
                shutil.rmtree(unfinished, ignore_errors=True)
        _go_gently()
        for notice in notices:
            with self._quiet:
                self._quiet.wait_for(lambda: not self._asked)
            self._made(notice)

    def _files(self, notice: Notice) -> Path:
        """The folder of a picture that somebody asks for."""
        with self._quiet:
            self._asked += 1
        try:
            return self._made(notice)
        finally:
            with self._quiet:
                self._asked -= 1
                self._quiet.notify_all()

    def _made(self, notice: Notice) -> Path:
        said = "\n".join([notice.kind, notice.get("years"), notice.get("imprint"), *notice.all("page")])
        folder = self.folder / f"{notice.slug}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
        if folder.is_dir():
            return folder
        with _ONE_AT_A_TIME:
            if not folder.is_dir():
                self._make(notice, folder)
        return folder

    def _make(self, notice: Notice, folder: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=self.folder, prefix=_UNFINISHED))
        picture = draw(notice)
        picture.save(made / WHOLE, "JPEG", quality=86)
        tiles.write(picture, made)
        try:
            made.rename(folder)
        except OSError:  # another process finished first
            shutil.rmtree(made, ignore_errors=True)


def _go_gently() -> None:
    """Lower this thread below the others of the process, where the system knows threads as Linux does."""
    if hasattr(os, "setpriority") and hasattr(threading, "get_native_id"):
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _GENTLY)
        except OSError:
            return

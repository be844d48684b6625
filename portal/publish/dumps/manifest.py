"""What a dump holds: its files with their counts, checksums and licences, as ``manifest.json`` says it; and where dumps lie."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings

NAME = "manifest.json"
KEPT = 2  # dumps: the one that is served, and the one that somebody is still fetching
_FOLDER = re.compile(r"\d{8}-\d{6}")


class DumpFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file: ``size`` in bytes, ``records`` in it; whose they are and under which licence, "" for what is of all."""

    name: str
    title: str
    media_type: str
    size: int
    sha256: str
    records: int
    source: str = ""
    source_name: str = ""
    licence: str = ""
    licence_url: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A dump: when it was begun, what it says of itself, its files."""

    made: datetime
    title: str
    publisher: str
    licence_url: str
    files: tuple[DumpFile, ...]


def root() -> Path:
    """Where dumps lie, each in a folder named by its moment."""
    return Path(settings.VAR_DIR) / "dumps"


def standing() -> list[Path]:
    """The folders of whole dumps, the last first."""
    found = root().iterdir() if root().is_dir() else ()
    return sorted((path for path in found if _FOLDER.fullmatch(path.name) and (path / NAME).is_file()), reverse=True)


def read(folder: Path) -> Manifest:
    """The manifest of a dump."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)

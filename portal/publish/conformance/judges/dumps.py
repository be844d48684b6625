"""The files of the last dump: each is as long as its manifest says, and has the checksum and the licence that it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_noop

from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judging import Chance, Fault, Skipped, check
from portal.publish.dumps import manifest
from portal.publish.dumps.manifest import DumpFile

_NONE = gettext_noop("No dump was written yet.")
_SIZE = gettext_noop("%(name)s has %(found)s bytes, and its manifest says %(told)s.")
_SUM = gettext_noop("%(name)s has not the checksum that its manifest says.")
_UNLISTED = gettext_noop("%(name)s is not among the files of the catalogue of data (DCAT).")
_BASE = "/telechargements/"


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Every file of the dump that is served."""
    folder = next(iter(manifest.standing()), None)
    if folder is None:
        raise Skipped(_NONE)
    listed = portal.get(_BASE).whole().decode("utf-8")
    for file in manifest.read(folder).files:
        yield from _file(folder, file, listed)


def _file(folder: Path, file: DumpFile, listed: str) -> Iterator[Fault | None]:
    address, path = f"{_BASE}{file.name}", folder / file.name
    size = path.stat().st_size if path.is_file() else 0
    yield check(size == file.size, address, _SIZE, name=file.name, found=size, told=file.size)
    if size:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        yield check(found == file.sha256, address, _SUM, name=file.name)
    yield check(file.name in listed, address, _UNLISTED, name=file.name)

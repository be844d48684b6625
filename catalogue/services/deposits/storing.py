"""Where the files of deposits lie in Django's storage, whatever it is: this machine's disk or somebody's buckets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.core.files import File
from django.core.files.storage import default_storage

from catalogue.models import DepositFile, DepositView
from catalogue.pictures.layout import Layout
from catalogue.selectors.deposits import ROOM, tile_name

BLOCK: Final = 2**20


def _piece(file: DepositFile, number: int) -> str:
    return f"{ROOM}/{file.deposit_id.hex}/received/{file.pk.hex}-{number:05d}"


def put_piece(file: DepositFile, number: int, content: File) -> None:
    """Keep a piece of a file; one of the same number, of a trial that was cut, leaves first."""
    _put(_piece(file, number), content)


def put_tiles(view: DepositView, folder: Path) -> None:
    """Keep what a picture was cut into, all that its layout names."""
    for part in Layout(view.width, view.height).parts():
        with (folder / part.name).open("rb") as tile:
            _put(tile_name(view.deposit_id, view.pk, part.name), File(tile), anew=view.tries > 1)


def _put(name: str, content: File, *, anew: bool = True) -> None:
    if anew and default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, content)


def content_of(file: DepositFile) -> Iterator[bytes]:
    """The bytes of a file, block by block; raises FileNotFoundError where the storage has lost a piece."""
    for number in range(file.pieces):
        with default_storage.open(_piece(file, number)) as piece:
            yield from piece.chunks(BLOCK)


def forget_file(file: DepositFile) -> None:
    """Let go of a file as it came."""
    for number in range(file.pieces + 1):  # one more: the piece of a trial that was cut
        default_storage.delete(_piece(file, number))


def forget_tiles(view: DepositView) -> None:
    """Let go of what a picture was cut into."""
    for part in Layout(view.width, view.height).parts() if view.width and view.height else ():
        default_storage.delete(tile_name(view.deposit_id, view.pk, part.name))

"""Files of EAD, kept byte for byte as they came, in pieces: none is held whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from django.db import transaction

from catalogue.models import EadFile, EadPiece

_BLOCK = 1 << 20


def keep(stream: BinaryIO, *, name: str, digest: bytes = b"") -> EadFile:
    """The file kept byte for byte, once; the stream is left where it was."""
    place = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(place)
    with transaction.atomic():
        file, fresh = EadFile.objects.get_or_create(digest=digest or digest_of(stream), defaults={"name": name[-300:], "size": size})
        for number, block in enumerate(_blocks(stream) if fresh else ()):
            EadPiece.objects.create(file=file, number=number, content=block)
    return file


def content_of(file: EadFile) -> Iterator[bytes]:
    """The bytes of a file as it came, piece by piece."""
    for number in range(file.pieces.count()):
        yield bytes(EadPiece.objects.get(file=file, number=number).content)


def digest_of(stream: BinaryIO) -> bytes:
    """The SHA-256 of a file; the stream is left where it was."""
    total = hashlib.sha256()
    for block in _blocks(stream):
        total.update(block)
    return total.digest()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """A file from its beginning to its end; it is left where it was."""
    place = stream.tell()
    stream.seek(0)
    while block := stream.read(_BLOCK):
        yield block
    stream.seek(place)

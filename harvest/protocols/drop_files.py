"""The files of a delivery, in a stable order: a file, the files of a folder, what ZIP and gzip hold within their caps."""

from __future__ import annotations

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, cast

from catalogue.core.messages import Message
from harvest.protocols.base import EndpointConfig, Fatal

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
GZIP_MAGIC = b"\x1f\x8b"
ARCHIVES = re.compile(r"\.(?:zip|7z|rar|tar|tgz|gz|bz2|xz|jar)$", re.IGNORECASE)
ENCRYPTED_FLAG = 0x1
MAX_FILES = 10_000
MAX_UNPACKED = 2_000_000_000
BLOCK = 1 << 20


class Budget:
    """How many bytes the archives of a delivery may still unpack to."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.used = 0

    def spend(self, count: int) -> None:
        """Count unpacked bytes; raises Fatal past the cap."""
        self.used += count
        if self.used > self.allowed:
            raise Fatal(Message("protocol.drop.bomb", {"megabytes": self.allowed // 1_000_000}))


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the delivery: a plain one, a ``member`` of an archive, or a ``packed`` one (gzip).

    ``remark``, where given, says why it is not to be read.
    """

    name: str
    path: Path
    member: zipfile.ZipInfo | None = None
    remark: Message | None = None
    packed: bool = False
    archive: zipfile.ZipFile | None = None

    def unpacked(self) -> IO[bytes]:
        """What a member or a packed file holds, as a stream."""
        if self.member is None or self.archive is None:
            return cast(IO[bytes], gzip.open(self.path))
        return self.archive.open(self.member)


@dataclass(slots=True)
class Delivery:
    """The files under ``config.url``. ``config.options``: ``root`` (the folder outside which nothing is read), ``max_files``,
    ``max_unpacked``.
    """

    config: EndpointConfig
    budget: Budget = field(init=False)
    _archives: list[zipfile.ZipFile] = field(default_factory=list, init=False)  # each is opened once: its list of members may be long

    def __post_init__(self) -> None:
        self.budget = Budget(int(self.config.options.get("max_unpacked", MAX_UNPACKED)))

    def entries(self) -> Iterator[Entry]:
        """Every file, sorted by name; raises Fatal when there is nothing there."""
        place = self.place()
        if place.is_file():
            yield from self._of_file(place, place.name)
            return
        if not place.is_dir():
            raise Fatal(Message("protocol.drop.missing", {"path": self.config.url}))
        for path in sorted(place.rglob("*")):
            # A link may lead anywhere: a delivery is made of plain files.
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield from self._of_file(path, path.relative_to(place).as_posix())

    def place(self) -> Path:
        """The path of the delivery; raises Fatal outside the folder of deliveries."""
        place = Path(self.config.url.removeprefix("file://")).resolve()
        root = self.config.options.get("root")
        if root and not place.is_relative_to(Path(root).resolve()):
            raise Fatal(Message("protocol.drop.outside", {"path": self.config.url}))
        return place

    def open(self, entry: Entry) -> IO[bytes]:
        """The bytes of ``entry``; those of an archive are counted as they are unpacked."""
        if entry.member is None and not entry.packed:
            return entry.path.open("rb")
        return io.BufferedReader(_Counted(entry, self.budget), BLOCK)  # type: ignore[type-var]

    def close(self) -> None:
        """Close the archives that are open."""
        for archive in self._archives:
            archive.close()
        self._archives.clear()

    def _of_file(self, path: Path, name: str) -> Iterator[Entry]:
        with path.open("rb") as stream:
            start = stream.read(4)
        if not start.startswith(ZIP_MAGIC):
            packed = start.startswith(GZIP_MAGIC)
            yield Entry(name.removesuffix(".gz") if packed else name, path, packed=packed)
            return
        try:
            archive = zipfile.ZipFile(path)  # closed with the delivery
            self._archives.append(archive)
            members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
            raise Fatal(Message("protocol.drop.bad_archive", {"file": name, "detail": str(error)})) from error
        allowed = int(self.config.options.get("max_files", MAX_FILES))
        if len(members) > allowed:
            raise Fatal(Message("protocol.drop.too_many_files", {"count": allowed}))
        for member in sorted(members, key=lambda one: one.filename):
            if not member.is_dir():
                yield Entry(f"{name}/{member.filename}", path, member, _remark(member), archive=archive)


def _remark(member: zipfile.ZipInfo) -> Message | None:
    """Why a member is not to be read, if so. Nothing is ever written: a name that climbs is only a sign of ill will."""
    name = PurePosixPath(member.filename.replace("\\", "/"))
    values = {"file": member.filename[:200]}
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or stat.S_ISLNK(member.external_attr >> 16):
        return Message("protocol.drop.bad_name", values)
    if member.flag_bits & ENCRYPTED_FLAG:
        return Message("protocol.drop.encrypted", values)
    if ARCHIVES.search(member.filename):
        return Message("protocol.drop.nested", values)
    return None


class _Counted(io.RawIOBase):
    """What is unpacked as a stream that spends the budget and translates what damaged archives raise."""

    def __init__(self, entry: Entry, budget: Budget) -> None:
        self._entry = entry
        self._budget = budget
        self._stream: IO[bytes] = self._guard(entry.unpacked)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._guard(lambda: self._stream.read(len(buffer)))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _guard(self, action):  # type: ignore[no-untyped-def]
        try:
            return action()
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
            raise Fatal(Message("protocol.drop.bad_archive", {"file": self._entry.name, "detail": str(error)[:120]})) from error

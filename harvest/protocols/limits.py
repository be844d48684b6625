"""Bounds on what one answer may cost, and the reading of a body within them: bytes on the wire, bytes unpacked, time, rate."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from catalogue.core.messages import Message
from harvest.protocols.base import Fatal, ProtocolError, RetryLater, SplitSlice

CHUNK = 64 * 1024
MEGABYTE = 1_000_000
# Text of records packs 5 to 30 times; an answer that grows a hundredfold past the cap was made to hurt.
BOMB_RATIO = 100
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
# Ways of packing that exist (IANA's register, and older ones) and that were not asked for.
OTHER_ENCODINGS = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "bzip2", "x-bzip2", "xz", "lzma"})
# What XML begins with, in UTF-8 or UTF-16, whatever the server calls the way it is packed.
PLAIN = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(?:<|\Z)")
MOST_LAYERS = 2
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and bytes per second; each can be overridden by the endpoint's options under the same name."""

    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    slow_grace: float = 10.0
    minimum_rate: float = 200.0
    max_wire_bytes: int = 64 * MEGABYTE
    max_bytes: int = 64 * MEGABYTE
    max_elements: int = 4_000_000
    max_redirects: int = 3

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Limits:
        """The defaults, with what ``options`` says instead."""
        return cls(**{one.name: type(getattr(cls(), one.name))(options[one.name]) for one in fields(cls) if one.name in options})


class BadCompression(Exception):
    """The body is not what its Content-Encoding says: worth one more try without compression."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A body as the server meant it, and what it weighed on the wire."""

    data: bytes
    wire_bytes: int


def too_large(limits: Limits, *, wire: int) -> ProtocolError:
    """The error for a body over the cap: a bomb is final, an honest page is too long a slice."""
    values = {"megabytes": limits.max_bytes // MEGABYTE}
    if wire * BOMB_RATIO < limits.max_bytes:
        return Fatal(Message("protocol.http.bomb", values))
    return SplitSlice(Message("protocol.http.too_large", values))


class Unpacker:
    """Undoes gzip and deflate chunk by chunk, never past the cap. Encodings: RFC 9110 §8.4. ``remarks``: what was tolerated.

    An encoding that is none (servers take the header for the character set, or write "none") is read where plain XML comes under it.
    """

    def __init__(self, encoding: str, *, host: str, limits: Limits, layer: int = 1) -> None:
        self.limits = limits
        self.parts: list[bytes] = []
        self.size = 0
        self.wire = 0
        self.remarks: tuple[Message, ...] = ()
        self._named = [one.strip().lower() for one in encoding.split(",")]
        self._host = host
        self._layer = layer
        self._inflate: Any = None
        self._started = False

    def feed(self, chunk: bytes) -> None:
        """Take bytes from the wire. Raises Fatal or SplitSlice over the cap, BadCompression for damaged data."""
        self.wire += len(chunk)
        if self.wire > self.limits.max_wire_bytes:
            raise too_large(self.limits, wire=self.wire)
        if not self._started:
            self._started = True
            self._inflate = self._choose(chunk)
        if self._inflate is None:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as error:
            raise BadCompression(str(error)) from error

    def finish(self) -> bytes:
        """The whole body; raises BadCompression when the packed data stop before their end."""
        if self._inflate is not None and not self._inflate.eof:
            raise BadCompression("unexpected end")
        body = b"".join(self.parts)
        if self._inflate is None or self._layer >= MOST_LAYERS or not body.startswith(GZIP_MAGIC):
            return body
        # Packed by the application, then by the server in front of it.
        inner = Unpacker("gzip", host=self._host, limits=self.limits, layer=self._layer + 1)
        inner.feed(body)
        return inner.finish()

    def _choose(self, start: bytes) -> Any:
        """The bytes decide, not the header: gzip arrives unannounced, and plain text arrives announced as gzip."""
        if start.startswith(GZIP_MAGIC):
            return zlib.decompressobj(zlib.MAX_WBITS | 16)
        plain = PLAIN.match(start) is not None
        if strange := next((one for one in self._named if one not in ENCODINGS), ""):
            packed = strange in OTHER_ENCODINGS and not plain
            said = Message(
                "protocol.http.encoding" if packed else "protocol.http.encoding_plain", {"host": self._host, "encoding": strange[:40]}
            )
            if packed:
                raise Fatal(said)
            self.remarks = (said,)
        if "deflate" in self._named and not plain:
            # "deflate" is zlib's format, but some servers send the raw stream (RFC 9110 §8.4.1.2).
            zlib_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
            return zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        return None

    def _unpack(self, chunk: bytes) -> None:
        while chunk:
            room = self.limits.max_bytes - self.size + 1
            self._keep(self._inflate.decompress(chunk, room))
            chunk = self._inflate.unconsumed_tail
            if self._inflate.eof:
                rest = self._inflate.unused_data
                if not rest.startswith(GZIP_MAGIC):
                    return
                self._inflate, chunk = zlib.decompressobj(zlib.MAX_WBITS | 16), rest

    def _keep(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self.limits.max_bytes:
            raise too_large(self.limits, wire=self.wire)
        self.parts.append(data)


def read_body(read: Callable[[int], bytes], unpacker: Unpacker, *, host: str, limits: Limits, started: float) -> Unpacked:
    """Read until ``read`` gives nothing more, within the limits; ``started`` is the monotonic time the request left.

    Raises RetryLater when the server drips or the deadline passes, and what :class:`Unpacker` raises.
    """
    begun = time.monotonic()
    while chunk := read(CHUNK):
        unpacker.feed(chunk)
        now = time.monotonic()
        if now - started > limits.total_timeout:
            raise RetryLater(Message("protocol.http.deadline", {"host": host, "seconds": round(limits.total_timeout)}), seconds=30)
        if now - begun > limits.slow_grace and unpacker.wire < limits.minimum_rate * (now - begun):
            raise RetryLater(Message("protocol.http.too_slow", {"host": host, "rate": round(limits.minimum_rate)}), seconds=60)
    return Unpacked(unpacker.finish(), unpacker.wire)

"""Fetches parts of digital copies from partners for readers' pages: guarded as harvests are, bounded, kept on disk, never in a crowd."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.cache import cache

from harvest.pictures.keeping import Kept, KeptFiles
from harvest.pictures.turns import Turns
from harvest.protocols import http_status
from harvest.protocols.base import EndpointConfig, ProtocolError, RetryLater
from harvest.protocols.transport import Transport

logger = structlog.get_logger(__name__)

MEGABYTE = 1_000_000
BOUND = 400 * MEGABYTE
HOUR, DAY = 3600, 86_400
REST = 20  # seconds during which a partner that did not answer is not asked again
_TURNS = Turns()
_SECONDS = {"connect_timeout": 2.0, "read_timeout": 5.0, "total_timeout": 5.0}
_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))


Reason = Literal["silent", "busy", "refused", "absent", "failing", "unasked", "crowded", "too_large", "unreadable"]
# What became of the question, by the message of the protocols; whatever else went wrong was an answer, and a wrong one ("failing").
_REASONS: dict[str, Reason] = {
    **dict.fromkeys(("refused", "connect_timeout", "read_timeout", "deadline", "too_slow", "reset", "empty"), "silent"),
    **dict.fromkeys(("unknown_host", "lookup_failed"), "silent"),
    **dict.fromkeys(("forbidden", "challenge"), "refused"),
    **dict.fromkeys(("too_large", "bomb", "refused_size"), "too_large"),
    **dict.fromkeys(("invalid", "scheme", "credentials", "port", "private"), "unasked"),
    "busy": "busy",
    "polite": "crowded",
    "gone": "absent",
}


class NotGiven(Exception):
    """The partner's server did not give what was asked: ``host`` and ``reason`` are what a reader is told.

    "silent": it did not answer; "busy": it asks to come back; "refused": it does not let us in; "absent": it has nothing there;
    "failing": it answered by an error; "unasked": the address is none that may be asked; "crowded": too many readers ask at once;
    "too_large", "unreadable": it gave something else than what was asked.
    """

    def __init__(self, address: str, reason: Reason) -> None:
        self.host, self.reason = _host(address), reason
        super().__init__(f"{self.host}: {reason}")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def image_type(data: bytes) -> str:
    """The type of a picture told by its first bytes, "" for anything else: a page or a script never comes out of here as a picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of resource: the most bytes it may have, the seconds it stays fresh, and what tells that it is one."""

    most: int
    fresh: int
    is_one: Callable[[bytes], bool]


DOCUMENT = Kind(8 * MEGABYTE, DAY, lambda data: data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{")
TILE = Kind(3 * MEGABYTE, 30 * DAY, lambda data: bool(image_type(data)))
PICTURE = Kind(12 * MEGABYTE, 30 * DAY, lambda data: bool(image_type(data)))


@once
def _disk(folder: Path) -> KeptFiles:
    return KeptFiles(folder, bound=BOUND)


def fetch(address: str, *, kind: Kind) -> bytes:
    """The bytes at ``address``, from the disk while fresh; what is stale serves while the partner is away. Raises NotGiven."""
    disk = _disk(Path(settings.VAR_DIR) / "pictures")
    kept = disk.get(address)
    if kept is not None and kept.age < kind.fresh:
        return kept.data
    try:
        return _in_turn(address, kind=kind, disk=disk)
    except NotGiven:
        if kept is not None:
            return kept.data
        raise


def _in_turn(address: str, *, kind: Kind, disk: KeptFiles) -> bytes:
    """Ask the partner, once for all who wait: who comes after finds the picture on the disk, or the host resting."""
    try:
        host = urlsplit(address).netloc[:200]
    except ValueError as error:
        raise NotGiven("", "unasked") from error
    resting = f"digital-rest-{host}"
    if reason := cache.get(resting):
        raise NotGiven(address, reason)
    with _TURNS.of(host) as held:
        if reason := cache.get(resting):
            raise NotGiven(address, reason)
        if not held:
            raise NotGiven(address, "crowded")
        kept: Kept | None = disk.get(address)
        if kept is not None and kept.age < kind.fresh:
            return kept.data
        data = _ask(address, kind=kind, resting=resting)
        disk.put(address, data)
    return data


def _ask(address: str, *, kind: Kind, resting: str) -> bytes:
    try:
        data = _get(address, kind=kind)
    except ProtocolError as error:
        code = error.message.code
        reason = _REASONS.get(code.rpartition(".")[2], "failing")
        logger.warning("digital_copy_not_given", address=address, reason=code)
        if isinstance(error, RetryLater):
            cache.set(resting, reason, REST)
        raise NotGiven(address, reason) from error
    if not kind.is_one(data):
        logger.warning("digital_copy_not_given", address=address, reason="unexpected_content")
        raise NotGiven(address, "unreadable")
    return data


def _get(address: str, *, kind: Kind) -> bytes:
    config = EndpointConfig(
        url=address,
        contact=settings.CONTACT_EMAIL,
        allow_loopback=settings.HARVEST_ALLOW_LOOPBACK,
        requests_per_second=40,
        options={**_SECONDS, "max_bytes": kind.most, "max_wire_bytes": kind.most},
    )
    transport = Transport(config)
    try:
        answer = transport.get(address)
        http_status.check(answer, agent=transport.agent)
        return answer.body
    finally:
        transport.close()

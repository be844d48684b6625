"""What a web process has counted since it was last carried away; of a visitor, one place among many that others share."""

from __future__ import annotations

import hashlib
import math
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any
from zlib import crc32

from portal.readership.asked import Asked, Thing, is_not_to_be_told, what

PLACES = 2**17  # of visitors: an estimate of a hundred thousand is within one in a hundred (Whang and others, 1990)
PLACES_OF_A_HOST = 2**8  # whether there were two is all that is asked of them
MOST = 20_000  # things counted between two carryings; beyond, those that are new are left out
_OF_PEOPLE = frozenset(Thing) - {Thing.ROBOT, Thing.API, Thing.OAI, Thing.SRU}


@dataclass(slots=True)
class Counted:
    """Counts of one day ("2026-11-30"), the places of its visitors, and those of the readers that each host brought."""

    day: str = ""
    counts: Counter[Asked] = field(default_factory=Counter)
    visitors: set[int] = field(default_factory=set)
    hosts: dict[str, set[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.counts)


class Tally:
    """Counts the requests of a process. ``day`` and ``salt`` are those of :meth:`begin`; before it, visitors are not counted."""

    def __init__(
        self,
        *,
        languages: tuple[str, ...] = ("en",),
        address: Callable[[Mapping[str, Any]], str] = lambda environ: environ.get("REMOTE_ADDR", ""),
    ) -> None:
        self._languages, self._address = languages, address
        self._guard = threading.Lock()
        self._day, self._salt = "", b""
        self._counted = Counted()

    def begin(self, day: str, salt: bytes) -> None:
        """Count for a day from here on; ``salt``: drawn for it, b"" where none could be had."""
        with self._guard:
            self._day, self._salt = day, salt
            if not self._counted:
                self._counted = Counted(day)

    def add(self, environ: Mapping[str, Any], status: str) -> None:
        """Count a request that was answered so."""
        things = what(environ, status, languages=self._languages)
        if not things:
            return
        place = self._place(environ) if things[0].thing in _OF_PEOPLE else None
        with self._guard:
            counted = self._counted
            for asked in things:
                if asked in counted.counts or len(counted.counts) < MOST:
                    counted.counts[asked] += 1
                    if asked.thing is Thing.HOST:
                        seen = crc32(counted.day.encode()) if place is None else place  # of who is not to be told, the day alone
                        counted.hosts.setdefault(asked.target, set()).add(seen % PLACES_OF_A_HOST)
            if place is not None:
                counted.visitors.add(place)

    def taken(self) -> Counted:
        """What was counted since the last call, which is forgotten here."""
        with self._guard:
            counted, self._counted = self._counted, Counted(self._day)
        return counted

    def _place(self, environ: Mapping[str, Any]) -> int | None:
        """The visitor's place of today; None where she asks not to be counted, or no salt is there."""
        if not self._salt or is_not_to_be_told(environ):
            return None
        said = f"{truncated(self._address(environ))}\n{environ.get('HTTP_USER_AGENT', '')}".encode("utf-8", "replace")
        return int.from_bytes(hashlib.blake2b(said, key=self._salt, digest_size=8).digest()) % PLACES


def truncated(address: str) -> str:
    """An address without its end: three numbers of four in IPv4, the first 48 bits in IPv6; "" for what is none."""
    first, point, last = address.rpartition(".")
    if point and last.isdigit() and ":" not in first:
        return first
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None)
    return truncated(str(mapped)) if mapped else str(ip_network((parsed, 48), strict=False).network_address)


def visitors_of(places: int) -> int:
    """How many visitors take so many of :data:`PLACES`: some share one (linear counting)."""
    if places >= PLACES:
        return PLACES * 12
    return round(-PLACES * math.log(1 - places / PLACES))

"""The cookies of one harvest: kept host by host, given back to that host alone, forgotten with the run.

Servers tie a resumption token or a result set to a session, and balancers tie the session to one machine (RFC 6265). A domain or
a path that the server names widens or narrows nothing: what a host gave goes back to that very host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from harvest.protocols import dates

MOST = 20
MOST_HOSTS = 4
LONGEST = 4096
# RFC 6265 §4.1.1: a token, and a value without blanks, quotes aside, commas, semicolons.
PAIR = re.compile(r"([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(\"?[!#-+\--:<-\[\]-~]*\"?)", re.ASCII)

Kept = dict[str, dict[str, list[str]]]


class Cookies:
    """What each host asked to be given back. ``as_json`` and ``restore`` carry it from one task of a run to the next."""

    def __init__(self) -> None:
        self._kept: Kept = {}

    def take(self, host: str, scheme: str, headers: Iterable[str], *, now: datetime | None = None) -> None:
        """Keep, replace or forget what the ``Set-Cookie`` headers of an answer of ``host`` say; what makes no sense is left out."""
        for header in headers:
            pair, *attributes = header[: 2 * LONGEST].split(";")
            found = PAIR.fullmatch(pair.strip())
            if found is None or len(pair) > LONGEST:
                continue
            said = {name.strip().lower(): value.strip() for name, _, value in (one.partition("=") for one in attributes)}
            jar = self._kept.setdefault(host, {}) if host in self._kept or len(self._kept) < MOST_HOSTS else {}
            jar.pop(found[1], None)
            if not _over(said, now or datetime.now(UTC)) and len(jar) < MOST:
                jar[found[1]] = [found[2], "secure" if scheme == "https" or "secure" in said else ""]

    def header(self, host: str, scheme: str) -> str:
        """The value of ``Cookie`` for a request to ``host``; what came over TLS never leaves without it."""
        jar = self._kept.get(host, {})
        return "; ".join(f"{name}={value}" for name, (value, secure) in jar.items() if scheme == "https" or not secure)

    def as_json(self) -> Kept:
        """All of it, to be kept in a checkpoint."""
        return {host: dict(jar) for host, jar in list(self._kept.items()) if jar}

    def restore(self, kept: Mapping[str, Any] | None) -> None:
        """What an earlier task of the run kept, where this one knows nothing newer."""
        for host, jar in (kept or {}).items():
            self._kept.setdefault(host, {name: list(cookie) for name, cookie in jar.items()})


def _over(said: Mapping[str, str], now: datetime) -> bool:
    """Whether the server takes its cookie back. Max-Age goes before Expires (RFC 6265 §5.3)."""
    age = said.get("max-age", "")
    if age.lstrip("-").isdecimal():
        return age.startswith("-") or not int(age[:12])
    until = dates.parse_http(said["expires"]) if "expires" in said else None
    return until is not None and until <= now

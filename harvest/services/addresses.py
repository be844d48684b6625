"""What can be said of a partner's address before anybody is asked anything: its form, its port, whether it is an address of ours.

Names are not looked up here: the harvester does it at each connection (``harvest.protocols.guard``), so that a form never
tells what names of the inside lead to.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from catalogue.core.messages import Message
from harvest.protocols import guard
from harvest.protocols import messages as _sentences  # noqa: F401  (declares the sentences)

OWN_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost")


def objection(url: str, *, ports: Collection[int], allow_loopback: bool) -> Message | None:
    """Why ``url`` cannot be harvested, or None. ``ports`` are allowed beside 80 and 443; loopback takes any port when allowed."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return Message("protocol.address.invalid", {"url": url})
    if parts.scheme not in guard.DEFAULT_PORTS:
        return Message("protocol.address.scheme", {"url": url, "scheme": parts.scheme})
    if parts.username is not None or parts.password is not None:
        return Message("protocol.address.credentials")
    host = (parts.hostname or "").rstrip(".")
    if not host or any(character.isspace() for character in parts.netloc):
        return Message("protocol.address.invalid", {"url": url})
    return _place(url, host, port, ports=ports, allow_loopback=allow_loopback)


def _place(url: str, host: str, port: int | None, *, ports: Collection[int], allow_loopback: bool) -> Message | None:
    loopback = host in OWN_NAMES or host.endswith(".localhost")
    if guard.NUMERIC_HOST.fullmatch(host) or ":" in host:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return Message("protocol.address.invalid", {"url": url})
        loopback = address.is_loopback
        if not loopback and not guard.is_public(address):
            return Message("protocol.address.private", {"host": host, "address": str(address)})
    if loopback:
        return None if allow_loopback else Message("protocol.address.private", {"host": host, "address": host})
    if port not in (None, 80, 443) and port not in ports:
        return Message("protocol.address.port", {"port": port})
    return None

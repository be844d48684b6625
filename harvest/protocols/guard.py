"""Where the harvester may go: public web addresses only, resolved once so that a name cannot change under it (SSRF)."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from catalogue.core.messages import Message
from harvest.protocols.base import EndpointConfig, Fatal, RetryLater

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

# Ranges that the standard library calls global, or calls so in some of its versions, and that lead elsewhere: an IPv4 address
# inside an IPv6 one (6to4, Teredo, NAT64, IPv4-compatible), protocol assignments, 6to4 relays, deprecated site-local addresses.
REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16",
        "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip

# A host that inet_aton would take for an address: all its labels are decimal, octal or hexadecimal numbers.
NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|[0-9]+)(?:\.(?:0[xX][0-9a-fA-F]*|[0-9]+))*\.?")


@dataclass(frozen=True, slots=True)
class Target:
    """A checked place to connect to: the name (for Host and SNI), the very addresses to use, and the request's path and query."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """Host header: the name, with its port where it is not the scheme's own (RFC 9110 §7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(address: Address) -> bool:
    """Whether a connection to ``address`` stays on the public internet."""
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    return not any(address in network for network in REFUSED if network.version == address.version)


def check(url: str, *, config: EndpointConfig) -> Target:
    """Check ``url`` and resolve its host once. Raises Fatal for a place we never go to, RetryLater when the name service fails."""
    parts = _split(url)
    host = _host(parts, url)
    port = _port(parts, url)
    addresses = _resolve(host, port)
    loopback = config.allow_loopback and all(address.is_loopback for address in addresses)
    for address in addresses:
        if not loopback and not is_public(address):
            raise Fatal(Message("protocol.address.private", {"host": host, "address": str(address)}))
    # Loopback is for development and tests, whose servers take any free port.
    if not loopback and port not in (80, 443) and port not in config.ports:
        raise Fatal(Message("protocol.address.port", {"port": port}))
    path = parts.path or "/"
    return Target(
        scheme=parts.scheme,
        host=host,
        port=port,
        path=f"{path}?{parts.query}" if parts.query else path,
        addresses=tuple(dict.fromkeys(str(address) for address in addresses)),
    )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
    except ValueError as error:
        raise Fatal(Message("protocol.address.invalid", {"url": url})) from error
    if parts.scheme not in DEFAULT_PORTS:
        raise Fatal(Message("protocol.address.scheme", {"url": url, "scheme": parts.scheme}))
    if parts.username is not None or parts.password is not None:
        raise Fatal(Message("protocol.address.credentials"))
    return parts


def _host(parts: SplitResult, url: str) -> str:
    """The host in ASCII; a numeric host must be a plain address (no decimal, octal, hexadecimal or shortened form)."""
    try:
        host = parts.hostname or ""
        if ":" not in host:
            host = host.encode("idna").decode("ascii").lower()
        if NUMERIC_HOST.fullmatch(host) or ":" in host:
            host = str(ipaddress.ip_address(host))
    except (ValueError, UnicodeError) as error:
        raise Fatal(Message("protocol.address.invalid", {"url": url})) from error
    if not host or "%" in host or re.search(r"[\s/\\@\x00]", host):
        raise Fatal(Message("protocol.address.invalid", {"url": url}))
    return host


def _port(parts: SplitResult, url: str) -> int:
    try:
        return parts.port or DEFAULT_PORTS[parts.scheme]
    except ValueError as error:
        raise Fatal(Message("protocol.address.invalid", {"url": url})) from error


def _resolve(host: str, port: int) -> tuple[Address, ...]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        found = tuple(ipaddress.ip_address(answer[4][0]) for answer in answers)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise Fatal(Message("protocol.address.unknown_host", {"host": host})) from error
        raise RetryLater(Message("protocol.address.lookup_failed", {"host": host}), seconds=60) from error
    except (ValueError, UnicodeError) as error:
        raise Fatal(Message("protocol.address.invalid", {"url": host})) from error
    if not found:
        raise Fatal(Message("protocol.address.unknown_host", {"host": host}))
    return found

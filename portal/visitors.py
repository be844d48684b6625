"""Where a request comes from, as far as the deployment lets us believe it."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - stands for an address that cannot be read; nothing listens on it
ONE_HOUSE_IPV6 = 64  # bits: what a provider gives one subscriber (RFC 6177), who may take any address inside


def address_in(environ: Mapping[str, Any]) -> str:
    """The visitor's address: the last hop a trusted proxy wrote, else the connection's own."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded: str = environ.get("HTTP_X_FORWARDED_FOR", "")
        if forwarded:
            return forwarded.rpartition(",")[2].strip()
    return str(environ.get("REMOTE_ADDR", ""))


def house(text: str) -> str:
    """The address that stands for all those one visitor can take: itself in IPv4, the first of its /64 in IPv6.

    An IPv4 address written in IPv6 ("::ffff:192.0.2.1") is that IPv4 address. What is no address is :data:`UNKNOWN`.
    """
    try:
        parsed = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return UNKNOWN
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, ONE_HOUSE_IPV6), strict=False).network_address)


def house_in(environ: Mapping[str, Any]) -> str:
    """Whom a limit is counted for: :func:`house` of the visitor's address in a WSGI environment."""
    return house(address_in(environ))


def house_of(request: HttpRequest) -> str:
    """The same of a request."""
    return house_in(request.META)

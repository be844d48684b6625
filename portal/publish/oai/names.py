"""What a record is called in OAI-PMH: ``oai:domain:record/source/identifier``, which no rebuilding of the portal changes."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from catalogue.selectors.disseminated import Item

_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")
_ELSEWHERE = "traboule.example"  # a portal that has no domain yet: oai-identifier asks for one
_SAFE = "-_.!~*'();:@&=+$,"
_KIND = "record"


def domain(site: str) -> str:
    """The domain of an address, as oai-identifier wants it: dotted, without a port."""
    host = urlsplit(site).hostname or ""
    return host if _DOMAIN.fullmatch(host) else _ELSEWHERE


def write(item: Item, *, site: str) -> str:
    """The identifier of a record."""
    return f"oai:{domain(site)}:{_KIND}/{item.slug}/{quote(item.identifier, safe=_SAFE)}"


def read(identifier: str, *, site: str) -> tuple[str, str] | None:
    """The source's short name and the record's identifier there; None where it is no identifier of this repository."""
    beginning = f"oai:{domain(site)}:{_KIND}/"
    if not identifier.startswith(beginning):
        return None
    slug, _, own = identifier.removeprefix(beginning).partition("/")
    plain = unquote(own, errors="replace")
    return (slug, plain) if quote(plain, safe=_SAFE) == own else None

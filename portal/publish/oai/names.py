"""What a thing is called in OAI-PMH: ``oai:domain:word/name``, which no rebuilding of the portal changes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+")
_ELSEWHERE = "traboule.example"  # a portal that has no domain yet: oai-identifier asks for one


def domain(site: str) -> str:
    """The domain of an address, as oai-identifier wants it: dotted, without a port."""
    host = urlsplit(site).hostname or ""
    return host if _DOMAIN.fullmatch(host) else _ELSEWHERE


def written(word: str, name: str, *, site: str) -> str:
    """The identifier of a thing: ``word`` says of which sort it is."""
    return f"oai:{domain(site)}:{word}/{name}"


def read(identifier: str, *, site: str) -> tuple[str, str]:
    """The word and the name; "" and "" where it is no identifier of this repository."""
    beginning = f"oai:{domain(site)}:"
    if not identifier.startswith(beginning):
        return "", ""
    word, _, name = identifier.removeprefix(beginning).partition("/")
    return word, name

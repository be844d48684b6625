"""What an address of the portal looks like: the one place that knows; every room, and what is given to machines, asks here."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from catalogue.core.keys import DocumentKey

_ENDS_IN_A_NUMBER = frozenset({"public:notice"})


def site_address(request: HttpRequest) -> str:
    """Scheme and host of the portal, without a final slash: the setting's, else the request's own."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def notice(key: DocumentKey) -> str:
    """The path of a notice's page in the language of the page."""
    return url("public:notice", key.id)


def original(key: DocumentKey) -> str:
    """The path of the page that shows a notice as it was received."""
    return url("public:source", key.id)


def citation(key: DocumentKey, name: str) -> str:
    """The path of a notice's reference in the format ``name``."""
    return url("public:citation", key.id, name)


def digital(part: str, key: DocumentKey, position: int) -> str:
    """The path of a part of the digital copy at ``position`` in a notice: "preview", "front", "front-double", "thumbnail", "pages"."""
    return url(f"public:digital-{part}", key.id, position)


def suggested(value: str) -> str:
    """The path that a suggested title leads to: its value is the key of a document."""
    return notice(DocumentKey.parse(value))


def institution(rcr: str) -> str:
    """The path of an institution's page in the language of the page; raises NoReverseMatch for what is no RCR."""
    return url("public:institution", rcr)


def url(view: str, *arguments: object) -> str:
    """The path of a view in the language of the page; that of a notice is made from a kept beginning, a list asks for twenty."""
    if view in _ENDS_IN_A_NUMBER:
        return _beginning(view, get_language() or "") + str(arguments[0])
    return reverse(view, args=arguments)


@lru_cache(maxsize=64)
def _beginning(view: str, _language: str) -> str:
    return reverse(view, args=(0,)).removesuffix("0")

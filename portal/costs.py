"""Which addresses cost the search engine: said where a route is declared, read by the door, which stands before the resolver."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import LocalePrefixPattern

_MARK = "costs_the_engine"
FILTERED, ALWAYS = "filtered", "always"


class Costly(NamedTuple):
    """Two patterns over paths without slash nor language in front: of those that cost when filtered, and of those that always do."""

    filtered: re.Pattern[str]
    always: re.Pattern[str]


def costly(route: str, view: Callable[..., HttpResponseBase], *, name: str, always: bool = False) -> URLPattern:
    """A route, as ``django.urls.path`` makes it, whose view asks the engine for what nobody has counted before.

    Its first page of plain words passes; with a filter, an order or a page number it takes one of the places of filtered searches.
    ``always``: it takes one whatever is asked.
    """
    pattern: URLPattern = path(route, view, name=name)
    return charged(pattern, always=always)


def charged(pattern: URLPattern, *, always: bool = True) -> URLPattern:
    """The same of a route that somebody else made."""
    setattr(pattern, _MARK, ALWAYS if always else FILTERED)
    return pattern


@lru_cache(maxsize=1)
def of_the_portal() -> Costly:
    """The routes marked under the root of the portal; read once for a process."""
    marked = list(_marked(get_resolver().url_patterns, before=""))
    return Costly(*(re.compile("|".join(regex for regex, mark in marked if mark == kind) or r"(?!)") for kind in (FILTERED, ALWAYS)))


def _marked(patterns: Iterable[Any], *, before: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            prefix = "" if isinstance(one.pattern, LocalePrefixPattern) else _nameless(one.pattern.regex.pattern)
            yield from _marked(one.url_patterns, before=before + prefix)
        elif hasattr(one, _MARK):
            yield f"(?:{before}{_nameless(one.pattern.regex.pattern)})", getattr(one, _MARK)


def _nameless(regex: str) -> str:
    """A route's pattern to stand in a longer one: neither its start nor the names of its groups."""
    return re.sub(r"\(\?P<\w+>", "(?:", regex.removeprefix("^"))

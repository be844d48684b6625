"""Which addresses cost the search engine: said where a route is declared, read by the door, which stands before the resolver."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import LocalePrefixPattern

_MARK, _READS = "costs_the_engine", "reads"
FILTERED, ALWAYS = "filtered", "always"


class Costly(NamedTuple):
    """Two patterns over paths without slash nor language in front: of those that cost when filtered, and of those that always do; and
    by their paths, the routes that have said which parameters they read.
    """

    filtered: re.Pattern[str]
    always: re.Pattern[str]
    reads: Mapping[str, frozenset[str]]


def costly(
    route: str, view: Callable[..., HttpResponseBase], *, name: str, always: bool = False, reads: frozenset[str] | None = None
) -> URLPattern:
    """A route, as ``django.urls.path`` makes it, whose view asks the engine for what nobody has counted before.

    Its first page of plain words passes; with a filter, an order or a page number it takes one of the places of filtered searches.
    ``always``: it takes one whatever is asked. ``reads``: the parameters that its page is made of, where it says so (a route without
    arguments): all others are left out of an address before anything is done with it.
    """
    pattern: URLPattern = path(route, view, name=name)
    setattr(pattern, _READS, reads)
    return charged(pattern, always=always)


def charged(pattern: URLPattern, *, always: bool = True) -> URLPattern:
    """The same of a route that somebody else made."""
    setattr(pattern, _MARK, ALWAYS if always else FILTERED)
    return pattern


@lru_cache(maxsize=1)
def of_the_portal() -> Costly:
    """The routes marked under the root of the portal; read once for a process."""
    marked = list(_marked(get_resolver().url_patterns, before=""))
    filtered, always = (re.compile("|".join(regex for regex, mark, _ in marked if mark == kind) or r"(?!)") for kind in (FILTERED, ALWAYS))
    return Costly(filtered, always, {route: reads for _, _, (route, reads) in marked if reads is not None})


def _marked(patterns: Iterable[Any], *, before: str) -> Iterator[tuple[str, str, tuple[str, frozenset[str] | None]]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            prefix = "" if isinstance(one.pattern, LocalePrefixPattern) else _nameless(one.pattern.regex.pattern)
            yield from _marked(one.url_patterns, before=before + prefix)
        elif hasattr(one, _MARK):
            told = (str(one.pattern), getattr(one, _READS, None))
            yield f"(?:{before}{_nameless(one.pattern.regex.pattern)})", getattr(one, _MARK), told


def _nameless(regex: str) -> str:
    """A route's pattern to stand in a longer one: neither its start nor the names of its groups."""
    return re.sub(r"\(\?P<\w+>", "(?:", regex.removeprefix("^"))

"""What a request asks, read from its WSGI environment before anything else is done with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

from portal.beginnings import BLOCKS, NOT_PAGES
from portal.costs import of_the_portal

MAX_BYTES = 8192
TRACKERS = re.compile(
    r"(?:^|(?<=&))(?:(?:utm|mtm|matomo|pk|piwik|hsa|at|ns|vero|sc|mc|oly|s|rb)_\w+|_(?:ga|gl|hsenc|hsmi|openstat)|__s|xtor|trk|mkt_tok"
    r"|\w{0,3}cl(?:k|c)?id|gclsrc|[gw]braid|igshid?|li_fat_id|wickedid)(?==|&|$)",
    re.IGNORECASE,
)
FREE_PARAMETERS = {"q", "info", "?"}  # the last two: what an ark is, in plain text
SHEET_COOKIE = "fiche"  # what a reader put aside: scripts of ours show it, and the pages of the sheet alone read it here
PAGES_OF_THE_SHEET = "ma-fiche"
_PAGES = ("", "text/html", "application/xhtml+xml", "*/*", "text/*")
_WEIGHT = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """``path`` has neither slash nor language in front; ``language`` is "" for the first language of the portal."""

    path: str
    query: str
    language: str
    host: str
    scheme: str
    method: str
    bare: bool

    @property
    def too_long(self) -> bool:
        """Whether it is longer than any address of the portal has reason to be."""
        return len(self.path) + len(self.query) > MAX_BYTES

    @property
    def is_block(self) -> bool:
        """Whether it stands in the frame of another site, where a page of the portal itself may not."""
        return self.path.startswith(BLOCKS) and self.path != BLOCKS

    @property
    def may_be_kept(self) -> bool:
        """Whether its page could be the one another visitor was given: asked for without a cookie, a right or a range."""
        return self.bare and self.method in ("GET", "HEAD") and not self.path.startswith(NOT_PAGES)

    @property
    def is_filtered_search(self) -> bool:
        """Whether it is one of the endless combinations of filters, orders and pages; the first page of plain words is not."""
        costly = of_the_portal()
        if costly.always.fullmatch(self.path):
            return True
        if not costly.filtered.fullmatch(self.path):
            return False
        return any(pair.partition("=")[0] not in FREE_PARAMETERS for pair in self.query.split("&") if pair)


def key_of(environ: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What tells one kept page from another; None for what nobody else was asked the same of (a cookie, a right, a range, a form)."""
    get = environ.get
    if get("HTTP_COOKIE") or get("HTTP_AUTHORIZATION") or get("HTTP_RANGE") or get("REQUEST_METHOD") not in ("GET", "HEAD"):
        return None
    if not _prefers_a_page(get("HTTP_ACCEPT", "")):
        return None
    return (_scheme(environ), get("HTTP_HOST", ""), get("PATH_INFO", ""), get("QUERY_STRING", ""))


@lru_cache(maxsize=256)
def _prefers_a_page(accepted: str) -> bool:
    """Whether what an Accept header likes best is a page, of two that it likes as much the first (RFC 9110 §12.5.1)."""
    weights = [(part.partition(";")[0].strip().lower(), _WEIGHT.search(part)) for part in accepted[:1000].split(",")]
    best, _weight = max(weights, key=lambda one: float(one[1][1]) if one[1] else 1.0)
    return best in _PAGES


def leave_the_sheet(environ: dict[str, Any], *, languages: tuple[str, ...]) -> None:
    """Take the cookie of the visit sheet, where it is the only one, from a request of a page that does not read it: that page is
    everybody's, whether its reader has put something aside or not.
    """
    cookie = environ.get("HTTP_COOKIE", "")
    if not cookie.startswith(f"{SHEET_COOKIE}=") or ";" in cookie:
        return
    if not read(environ, languages=languages).path.startswith((PAGES_OF_THE_SHEET, *NOT_PAGES)):
        del environ["HTTP_COOKIE"]


def without_trackers(query: str) -> str:
    """A query string without what letters, networks and advertisers add to addresses: it asks nothing of the portal."""
    if not TRACKERS.search(query):
        return query
    return "&".join(pair for pair in query.split("&") if not TRACKERS.match(pair))


def only_read(path: str, query: str) -> str:
    """A query string without the parameters that the page at this path, in any language, does not read, where its route says which it
    does."""
    bare, reads = path.lstrip("/"), of_the_portal().reads
    known = reads.get(bare) or reads.get(bare.partition("/")[2])
    if known is None:
        return query
    pairs = query.split("&")
    kept = [pair for pair in pairs if (name := pair.partition("=")[0]) in known or unquote_plus(name) in known]
    return query if len(kept) == len(pairs) else "&".join(kept)


def _scheme(environ: Mapping[str, Any]) -> str:
    """http or https: what a proxy says of it is believed where it is one of these, and nothing longer is kept."""
    said = environ.get("HTTP_X_FORWARDED_PROTO") or environ.get("wsgi.url_scheme", "")
    return said if said in ("http", "https") else "http"


def read(environ: Mapping[str, Any], *, languages: tuple[str, ...]) -> Address:
    """The address in a WSGI environment (PEP 3333); ``languages`` are those that stand in front of a path."""
    path = environ.get("PATH_INFO", "/").lstrip("/")
    first, _, rest = path.partition("/")
    language = first if first in languages else ""
    return Address(
        path=rest if language else path,
        query=environ.get("QUERY_STRING", ""),
        language=language,
        host=environ.get("HTTP_HOST", ""),
        scheme=_scheme(environ),
        method=environ.get("REQUEST_METHOD", "GET"),
        bare=not (environ.get("HTTP_COOKIE") or environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_RANGE")),
    )

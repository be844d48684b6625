"""What a request counts as, read from its WSGI environment and the status of its answer: no database, no memory of anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from portal.beginnings import BLOCKS, NOT_PAGES

NOTED = "traboule.noted"  # what a view says of the page that it makes, kept with the page by the door
NO_ANSWER = "no answer"
STAFF_COOKIE = "sessionid="
NEVER = tuple(f"/{beginning}" for beginning in NOT_PAGES)
LONGEST_HOST = 100


class Thing(StrEnum):
    """What is counted."""

    VIEW = "view"
    SEARCH = "search"
    NO_ANSWER = "no answer"
    CITATION = "citation"
    FILE = "file"
    EAD = "ead"
    API = "api"
    OAI = "oai"
    SRU = "sru"
    BLOCK = "block"
    HOST = "host"
    ROBOT = "robot"
    VISITOR = "visitor"


class Asked(NamedTuple):
    """One thing to count, with its target: the name of an ark, the host of a page that shows a block, "" where there is none."""

    thing: Thing
    target: str = ""


_ARK = r"ark:/?(?P<{}>[^/.]+/[^/.]+)"
_PLACES: dict[str, tuple[Thing, str]] = {
    "p0": (Thing.VIEW, rf"{_ARK.format('a')}/?"),
    "p1": (Thing.SEARCH, r"recherche"),
    "p2": (Thing.CITATION, rf"{_ARK.format('b')}/citer/[\w-]+"),
    "p3": (Thing.CITATION, r"unapi|ma-fiche/citer/[\w-]+"),
    "p4": (Thing.EAD, rf"{_ARK.format('c')}/ead\.xml"),
    "p5": (Thing.FILE, rf"{_ARK.format('d')}\.[\w-]+"),
    "p6": (Thing.FILE, r"recherche\.(?!atom$|xml$)[a-z0-9-]+|telechargements/[\w.-]+"),
    "p7": (Thing.API, r"api/v1/.+|reconcile/.+"),
    "p8": (Thing.OAI, r"oai"),
    "p9": (Thing.SRU, r"sru"),
    "p10": (Thing.BLOCK, rf"{BLOCKS}(?:{_ARK.format('e')}/?|.+)"),
}
_PLACE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, (_, pattern) in _PLACES.items()))
_OF_MACHINES = frozenset({Thing.API, Thing.OAI, Thing.SRU})  # counted whoever asks: robots are whom they are for
# Programs that say so, in their own names or in the words that they agree on (RFC 9309; IAB and ABC list some thousand such names).
_ROBOT = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|archiv|scrap|fetch|monitor|preview|validat|scan|check|headless|lighthouse|python|java/|curl|wget"
    r"|perl|ruby|php|go-http|okhttp|http-?client|axios|node|libwww|httrack|facebookexternal|whatsapp|telegram|feed|rss|zotero|translation-server",
    re.IGNORECASE,
)
_HOST = re.compile(r"https?://(?:[^/@\s]*@)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])(?::\d+)?(?:[/?#]|$)")


def what(environ: Mapping[str, Any], status: str, *, languages: tuple[str, ...] = ("en",)) -> tuple[Asked, ...]:
    """What a request that was answered so counts as: nothing, one thing, or a search and that it found nothing.

    ``languages``: those that stand in front of a path. A page that the browser had already (304) was read; one that is not there, or
    that leads elsewhere, was not. Those who are logged in are at work: they are not counted.
    """
    place = _place(environ.get("PATH_INFO", ""), languages) if status.startswith(("200", "304")) else None
    if place is None:
        return ()
    thing, target = place
    if thing in _OF_MACHINES:
        return (Asked(thing),)
    at_work = STAFF_COOKIE in environ.get("HTTP_COOKIE", "")
    if at_work or environ.get("REQUEST_METHOD") not in ("GET", "HEAD") or _fetched_before(environ):
        return ()
    if is_robot(environ, page=thing in (Thing.VIEW, Thing.SEARCH)):
        return (Asked(Thing.ROBOT),)
    return _of_a_person(thing, target, environ)


def _of_a_person(thing: Thing, target: str, environ: Mapping[str, Any]) -> tuple[Asked, ...]:
    query = environ.get("QUERY_STRING", "")
    if thing is Thing.VIEW and query in ("info", "?", "??"):
        return ()  # what an ark is, in plain text
    if thing is Thing.SEARCH:
        if not query or "page=" in query:
            return ()  # the form itself, and the next pages of a search that was counted
        empty = environ.get(NOTED) == NO_ANSWER
        return (Asked(Thing.SEARCH), Asked(Thing.NO_ANSWER)) if empty else (Asked(Thing.SEARCH),)
    if thing is not Thing.BLOCK:
        return (Asked(thing, target),)
    if host := host_of(environ.get("HTTP_REFERER", ""), own=environ.get("HTTP_HOST", "")):
        return (Asked(thing, target), Asked(Thing.HOST, host))
    elsewhere = environ.get("HTTP_SEC_FETCH_SITE") == "cross-site"  # a site that says of no link where it comes from
    return (Asked(thing, target),) if elsewhere else ()


def _place(path: str, languages: tuple[str, ...]) -> tuple[Thing, str] | None:
    """What stands at a path, with the ark in it."""
    path = path[1:]
    first, slash, rest = path.partition("/")
    found = _PLACE.fullmatch(rest if slash and first in languages else path)
    if found is None or found.lastgroup is None:
        return None
    return _PLACES[found.lastgroup][0], found["a"] or found["b"] or found["c"] or found["d"] or found["e"] or ""


def _fetched_before(environ: Mapping[str, Any]) -> bool:
    """Whether the browser asks for what its reader may never look at (Fetch, Sec-Purpose)."""
    return "prefetch" in environ.get("HTTP_SEC_PURPOSE", "") or "prefetch" in environ.get("HTTP_PURPOSE", "")


def is_robot(environ: Mapping[str, Any], *, page: bool = True) -> bool:
    """Whether a program asks: it says so, says nothing, asks for the head alone, or for a page without wanting HTML."""
    if environ.get("REQUEST_METHOD") == "HEAD" or (page and "text/html" not in environ.get("HTTP_ACCEPT", "")):
        return True
    return _says_so(environ.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=512)
def _says_so(agent: str) -> bool:
    return not agent or len(agent) > 1000 or _ROBOT.search(agent) is not None


def is_not_to_be_told(environ: Mapping[str, Any]) -> bool:
    """Whether the reader's browser says that she is not to be counted among visitors (Global Privacy Control, Do Not Track)."""
    return environ.get("HTTP_DNT") == "1" or environ.get("HTTP_SEC_GPC") == "1"


def host_of(referer: str, *, own: str) -> str:
    """The name of the site whose page shows a block; "" for our own, for what is no name of a public site, and where nothing is said."""
    found = _HOST.match(referer[:2000].lower())
    host = found[1] if found else ""
    return "" if len(host) > LONGEST_HOST or host == own.lower().partition(":")[0] else host

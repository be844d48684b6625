"""The door: stands before Django, so that a page kept costs microseconds and a refusal hardly more.

It makes no page itself. Kept pages are those that ``portal.public.shared.middleware.SharedPages`` declared the same for everybody;
refusals are pages that Django makes once a minute for each language, through ``portal.public.shared.middleware.Refusals``.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from portal.public.door.address import Address, key_of, leave_the_sheet, only_read, read, without_trackers
from portal.public.door.bodies import Bodies, Paced, has_body, too_large
from portal.public.door.flights import Flights
from portal.public.door.shelf import Page, Shelf
from portal.public.door.slots import Slots
from portal.public.door.tickets import Tickets
from portal.readership.asked import NOTED

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

KEEP = "traboule.keep"
REFUSAL = "traboule.refusal"
BUSY, TOO_LONG, FORMS_BUSY, TOO_LARGE, BLOCK_BUSY = "busy", "too long", "forms busy", "too large", "block busy"
_DROPPED = {"content-length", "content-encoding", "etag", "last-modified", "vary"}
_OF_A_304 = {"cache-control", "content-language", "content-security-policy", "vary", "etag", "last-modified"}
_LEVEL = 6


class Door:
    """A WSGI application (PEP 3333) around another one; ``languages`` are those that stand in front of a path."""

    def __init__(
        self,
        application: Application,
        *,
        shelf: Shelf,
        slots: Slots,
        languages: tuple[str, ...],
        bodies: Bodies | None = None,
        house: Callable[[dict[str, Any]], str] = lambda environ: environ.get("REMOTE_ADDR", ""),
    ) -> None:
        self._application, self._shelf, self._slots, self._languages = application, shelf, slots, languages
        self._bodies, self._house, self._flights = bodies or Bodies(2), house, Flights()
        self._tickets = Tickets()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, refuse, or ask the application."""
        if query := without_trackers(environ.get("QUERY_STRING", "")):
            query = only_read(environ.get("PATH_INFO", ""), query)
        environ["QUERY_STRING"] = query
        leave_the_sheet(environ, languages=self._languages)
        key = key_of(environ)
        page = self._shelf.find(key) if key else None
        if page is not None:
            return _give(page, environ, start_response)
        asked = read(environ, languages=self._languages)
        if asked.too_long:
            return self._refuse(TOO_LONG, asked, environ, start_response)
        if has_body(environ):
            return self._take(asked, environ, start_response)
        if not asked.is_filtered_search:
            return self._ask(asked, environ, start_response)
        return self._search(key, asked, environ, start_response)

    def _search(
        self, key: tuple[str, ...] | None, asked: Address, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        """A filtered search, in its place; the same one asked by many at once is made once."""
        with self._flights.of(key or object()) as first:
            page = None if first or key is None else self._shelf.find(key)
            if page is not None:
                return _give(page, environ, start_response)
            house = self._house(environ)
            with self._slots.place(house) as held:
                if held:
                    return self._ask(asked, environ, start_response)
        return self._refuse(
            BLOCK_BUSY if asked.is_block else BUSY, asked, environ, _coming_back(start_response, self._tickets.after(house))
        )

    def _take(self, asked: Address, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """A request with a body, in one of the few places for these; the answer is whole before the place is free again."""
        if too_large(environ):
            return self._refuse(TOO_LARGE, asked, environ, start_response)
        with self._bodies.place(self._house(environ)) as held:
            if held:
                environ["wsgi.input"] = Paced(environ["wsgi.input"])
                return self._application(environ, start_response)
        return self._refuse(FORMS_BUSY, asked, environ, start_response)

    def _ask(self, asked: Address, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        if not asked.may_be_kept:
            return self._application(environ, start_response)
        since = self._shelf.moment()
        answer = _Answer(self._application, environ)
        if not (answer.status.startswith("200") and environ.get(KEEP) and asked.method == "GET"):
            start_response(answer.status, answer.headers)
            return answer.body
        page = self._page(answer, noted=environ.get(NOTED, ""))
        self._shelf.keep(key_of(environ), page, since=since)
        return _give(page, environ, start_response)

    def _refuse(self, reason: str, asked: Address, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        key = (reason, asked.language)  # it names no host: who writes another one each time is given the same page
        page = self._shelf.find(key)
        if page is None:
            since = self._shelf.moment()
            path = f"/{asked.language}/" if asked.language else "/"
            bare = {name: value for name, value in environ.items() if name not in ("HTTP_COOKIE", "HTTP_AUTHORIZATION")}
            bare |= {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", REFUSAL: reason, "CONTENT_LENGTH": ""}
            answer = _Answer(self._application, bare)
            page = self._page(answer)
            if answer.status.startswith(("429", "414", "413")):
                self._shelf.keep(key, page, since=since)
        return _give(page, environ, start_response)

    def _page(self, answer: _Answer, *, noted: str = "") -> Page:
        found = {name.lower(): value for name, value in answer.headers}
        kept = tuple((name, value) for name, value in answer.headers if name.lower() not in _DROPPED)
        packed = gzip.compress(answer.whole(), _LEVEL, mtime=0)
        modified = found.get("last-modified") or formatdate(usegmt=True)
        vary = "Accept-Encoding, Accept" if "accept" in found.get("vary", "").lower().replace(" ", "").split(",") else "Accept-Encoding"
        return Page(answer.status, kept, packed, found.get("etag", ""), modified, self._shelf.now(), noted, vary)


def _coming_back(start_response: StartResponse, seconds: int) -> StartResponse:
    """A refusal says when this one's turn comes; the browser asks again by itself (RFC 9110 §10.2.3)."""

    def start(status: str, headers: Headers, *more: Any) -> Any:
        others = [(name, value) for name, value in headers if name.lower() not in ("retry-after", "refresh")]
        return start_response(status, [*others, ("Retry-After", str(seconds)), ("Refresh", str(seconds))], *more)

    return start


class _Answer:
    """What an application answered, before anything of it is sent."""

    def __init__(self, application: Application, environ: dict[str, Any]) -> None:
        self.status = ""
        self.headers: Headers = []
        self.body = application(environ, self._note)

    def whole(self) -> bytes:
        """The body to its end; the application is told that it was read, as a server would (PEP 3333)."""
        try:
            return b"".join(self.body)
        finally:
            close = getattr(self.body, "close", None)
            if close is not None:
                close()

    def _note(self, status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return lambda data: None


def _give(page: Page, environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
    """Send a page as this visitor can read it; a few words instead where he has it already (RFC 9110 §13, §15.4.5)."""
    if page.noted:
        environ[NOTED] = page.noted
    if page.etag and _has_it(page, environ):
        start_response("304 Not Modified", [pair for pair in page.tagged() if pair[0].lower() in _OF_A_304])
        return []
    if _reads_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.packed
        start_response(page.status, page.compressed)
    else:
        body = gzip.decompress(page.packed)
        start_response(page.status, [*page.tagged(), ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=256)
def _reads_gzip(accepted: str) -> bool:
    """Whether gzip stands in an Accept-Encoding, and not with a weight of nothing (RFC 9110 §12.5.3)."""
    for coding in accepted.lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False


def _has_it(page: Page, environ: dict[str, Any]) -> bool:
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags:
        return tags.strip() == "*" or page.etag.removeprefix("W/") in tags
    return environ.get("HTTP_IF_MODIFIED_SINCE") == page.last_modified

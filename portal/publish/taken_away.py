"""The list of a search in any form in which a notice is given, written as it is read: ``/recherche.ris``, ``/recherche.marcxchange``…"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from catalogue.core.description import Description, Note
from catalogue.core.keys import Kind
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.messages import CannotHold
from catalogue.formats.unimarc.delivering import in_utf8
from catalogue.formats.unimarc.writing import write as write_unimarc
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import MAX_SIZE
from catalogue.search.result import SearchResult
from catalogue.selectors import notices, search
from catalogue.selectors.notices import ShownNotice
from portal.public.addresses import site_address
from portal.publish.forms import WRITERS, Around, around
from portal.shown.answers import RETRY_AFTER
from portal.shown.forms import FORMS
from portal.shown.query import Query, parse

MOST = 5_000  # notices; the whole catalogue is harvested by OAI-PMH, or taken as files
_TITLE = 500  # characters of a title whose record ISO 2709 cannot hold
_XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
# One list at a time in a process: the other threads stay free for pages, however slowly somebody takes it.
_place = threading.BoundedSemaphore(1)


class _Frame(NamedTuple):
    """What stands before the notices of a list, between two, and behind them."""

    before: bytes = b""
    between: bytes = b""
    behind: bytes = b""


_FRAMES = {
    "jsonld": _Frame(b'{"@context":"https://schema.org","@graph":[\n', b",\n", b"\n]}\n"),
    "csl-json": _Frame(b"[\n", b",\n", b"\n]\n"),
    "bibtex": _Frame(between=b"\n"),
    "marcxchange": _Frame(_XML + f'<collection xmlns="{MARCXCHANGE}">\n'.encode(), b"\n", b"\n</collection>\n"),
    "marcxml": _Frame(_XML + f'<collection xmlns="{MARC21_SLIM}">\n'.encode(), b"\n", b"\n</collection>\n"),
    "mods": _Frame(_XML + b'<modsCollection xmlns="http://www.loc.gov/mods/v3">\n', b"\n", b"\n</modsCollection>\n"),
    "dc": _Frame(_XML + b"<collection>\n", b"\n", b"\n</collection>\n"),
}


def results_in(form: str) -> Callable[[HttpRequest], HttpResponseBase]:
    """The view of lists in a form of ``portal.shown.forms``."""
    made = FORMS[form]
    media_type = made.media_type if made.ending == "mrc" else f"{made.media_type}; charset=utf-8"

    @require_safe
    def results(request: HttpRequest) -> HttpResponseBase:
        """The first notices of a search: a search and three statements a hundred. 404 for fonds and descriptions of finding aids; else as
        :func:`taken`.
        """
        query, site = parse(request.GET), site_address(request)
        if not query.of_notices:
            raise Http404
        return taken(request, query, lambda pages: _written(pages, form=form, site=site), media_type=media_type, ending=made.ending)

    return results


def taken(
    request: HttpRequest, query: Query, written: Callable[[Iterator[SearchResult]], Iterator[bytes]], *, media_type: str, ending: str
) -> HttpResponseBase:
    """The file in which the first :data:`MOST` documents of a search are ``written``, in its order. 400 for too long a search, 503 without
    engine and while another list is being taken.
    """
    if query.too_long:
        return HttpResponse(gettext("This search is too long."), status=400, content_type="text/plain; charset=utf-8")
    pieces: Iterable[bytes] = ()
    if request.method != "HEAD":
        try:
            first = _page(query, "")
        except SearchUnavailable:
            return _later(gettext("Search does not answer for the moment"))
        place = _place
        if not place.acquire(blocking=False):
            return _later(gettext("Another list is being taken away: ask again in a moment."))
        pieces = _Pieces(written(_pages(query, first)), place)
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="traboule.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return response


class _Pieces:
    """The pieces of a list; the place that it holds is free once it was given or left, whichever way that ends."""

    def __init__(self, pieces: Iterator[bytes], place: threading.Semaphore) -> None:
        self._pieces, self._place, self._held = pieces, place, True

    def __iter__(self) -> Iterator[bytes]:
        """Each piece, once."""
        with closing(self):
            yield from self._pieces

    def close(self) -> None:
        """Leave the place (PEP 3333: the server says when it is done, read or not)."""
        if self._held:
            self._held = False
            self._place.release()

    __del__ = close  # where nobody reads it, nor says so


def _later(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY_AFTER})


def _page(query: Query, place: str) -> SearchResult:
    return search.search(query.changed(place=place).request(facets=(), size=MAX_SIZE))


def _pages(query: Query, result: SearchResult) -> Iterator[SearchResult]:
    """A hundred documents at a time."""
    for _number in range(MOST // MAX_SIZE):
        yield result
        if not result.next:
            return
        result = _page(query, result.next)


def _written(pages: Iterator[SearchResult], *, form: str, site: str) -> Iterator[bytes]:
    frame = _FRAMES.get(form, _Frame())
    yield frame.before
    between = b""
    for page in pages:
        some = _shown(page)
        told = around(some, form=form, site=site)
        for notice in some:
            yield between + _one(notice, form, told)
            between = frame.between
    yield frame.behind


def _shown(page: SearchResult) -> list[ShownNotice]:
    """Its notices; what was withdrawn since the index was written is left out."""
    found = notices.by_keys(hit.key for hit in page.hits if hit.key.kind is Kind.NOTICE)
    return [notice for notice in found.values() if not notice.is_withdrawn]


def _one(notice: ShownNotice, form: str, told: Around) -> bytes:
    """A notice in a form of a list; of a record that ISO 2709 cannot hold, its title and the sentence that says so."""
    try:
        body = WRITERS[form](notice, told)
    except CannotHold as refusal:
        body = _only_named(notice, form, refusal.message.sentence())
    return body.strip().removeprefix(b"[").removesuffix(b"]").strip() if form == "csl-json" else body


def _only_named(notice: ShownNotice, form: str, sentence: str) -> bytes:
    titles = tuple(replace(title, value=title.value[:_TITLE]) for title in notice.description.titles[:1])
    named = Description(
        identifier=notice.description.identifier, titles=titles, notes=(Note(value=sentence, kind="general"),)
    )  # fmt: skip
    entered = notice.received.date()
    return write_iso2709(
        write_marc21(named, entered=entered) if form == "marc21" else in_utf8(write_unimarc(named, entered=entered)).record
    )

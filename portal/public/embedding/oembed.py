"""``/oembed``: what programs that read oEmbed 1.0 (https://oembed.com/) put on their pages for an address of the portal."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from portal.hygiene import whole
from portal.public.addresses import site_address
from portal.public.embedding import frames
from portal.public.embedding.blocks import LEAST, WIDTH, height
from portal.public.embedding.kinds import Absent, Wanted, block_of
from portal.public.embedding.targets import LONGEST, Reason, Refused, hosts, read
from portal.shown.answers import RETRY_AFTER, open_json, opened
from portal.shown.words import printable

PARAMETERS = frozenset(("url", "maxwidth", "maxheight", "format"))
JSON, XML = "json", "xml"
BAD_REQUEST, PRIVATE, NOT_FOUND, NOT_MADE, UNAVAILABLE = 400, 401, 404, 501, 503
CACHE_AGE = 86_400  # seconds for which a consumer may keep the answer: the frame itself is asked for each time
HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
_PIXELS = 5  # digits of the largest size that anybody asks for


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """A frame of the block, no larger than asked. §2.3.4: 404 for an address that shows nothing here, 401 for one that is not for
    everybody, 501 for another format; 400 where the question makes no sense, 503 where no engine answers.
    """
    form = request.GET.get("format", "") or JSON
    if form not in (JSON, XML):
        return _refused(NOT_MADE, "The formats are json and xml.")
    address, sizes = request.GET.get("url", ""), [_pixels(request, name) for name in ("maxwidth", "maxheight")]
    if not address or len(address) > LONGEST or 0 in sizes:
        return _refused(BAD_REQUEST, "Give an address in url, and whole numbers of pixels in maxwidth and maxheight.")
    try:
        told = _told(request, address, *sizes)
    except Refused as refused:
        private = refused.reason is Reason.PRIVATE
        return _refused(PRIVATE, "This page is not for everybody.") if private else _refused(NOT_FOUND, "This address shows nothing.")
    except Absent:
        return _refused(NOT_FOUND, "Nothing is at this address now.")
    except SearchUnavailable:
        answer = _refused(UNAVAILABLE, "The search does not answer for the moment.")
        answer["Retry-After"] = RETRY_AFTER
        return answer
    return open_json(told, media_type="application/json") if form == JSON else _xml(told)


def _pixels(request: HttpRequest, name: str) -> int | None:
    """The most that is asked for, None where nothing is, 0 where it is no size."""
    text = request.GET.get(name, "")
    if not text:
        return None
    return whole(text, digits=_PIXELS) or 0


def _told(request: HttpRequest, address: str, widest: int | None, highest: int | None) -> dict[str, Any]:
    target = read(address, hosts=hosts(request))
    site = site_address(request)
    with translation.override(target.language):
        block = block_of(target, Wanted(site))
        width = min(WIDTH, widest or WIDTH)
        high = min(max(height(block, width=width), LEAST), highest or 10**_PIXELS)
        return {
            "version": "1.0",
            "type": "rich",
            "title": block.title.text,
            "author_name": block.source,
            "author_url": block.url,
            "provider_name": "Traboule",
            "provider_url": f"{site}/",
            "cache_age": CACHE_AGE,
            "html": str(frames.frame(block, width=width, high=high)),
            "width": width,
            "height": high,
        }


def _xml(told: dict[str, Any]) -> HttpResponse:
    lines = "".join(f"<{name}>{escape(printable(str(value)))}</{name}>\n" for name, value in told.items())
    return opened(HttpResponse(f"{HEAD}<oembed>\n{lines}</oembed>\n", content_type="text/xml; charset=utf-8"))


def _refused(status: int, said: str) -> HttpResponse:
    answer = open_json({"error": said}, media_type="application/json")
    answer.status_code = status
    return answer

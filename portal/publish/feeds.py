"""Atom feeds (RFC 4287): what is new in the catalogue, and in any search."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import notices, search
from portal.public import addresses
from portal.public.addresses import Named, site_address
from portal.shown import lines
from portal.shown.answers import RETRY_AFTER
from portal.shown.notice import present_all
from portal.shown.query import parse

SIZE = 50
TYPE = "application/atom+xml; charset=utf-8"


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The last notices received; two statements."""
    feed = _feed(request, gettext("What is new in Traboule"), reverse("public:news"))
    for page in present_all(notices.arrived(SIZE)):
        notice = page.shown
        _add(feed, request, notice, title=page.title.text, summary=page.summary, keeper=page.keeper.title, at=notice.received)
    return _answer(feed)


@require_safe
def results_feed(request: HttpRequest) -> HttpResponse:
    """The notices of a search that were received last; one search, one statement. 400 for too long a search, 503 without engine."""
    query = parse(request.GET)
    if query.too_long:
        return HttpResponse(gettext("This search is too long."), status=400, content_type="text/plain; charset=utf-8")
    try:
        result = search.search(query.changed(sort="recent").request(facets=(), size=SIZE))
    except SearchUnavailable:
        sentence = gettext("Search does not answer for the moment")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY_AFTER})
    title = gettext("Traboule: “%(words)s”") % {"words": query.words} if query.words else gettext("Traboule: a search")
    feed = _feed(request, title, query.changed().url())
    found = lines.lines(result.hits)
    dates = notices.dates(line.key for line in found)
    for line in found:
        if line.key in dates:
            summary = ". ".join(part for part in (line.type, line.agents, line.imprint) if part)
            at, _changed = dates[line.key]
            _add(feed, request, line, title=line.title.text, summary=summary, keeper=line.where, at=at)
    return _answer(feed)


def _feed(request: HttpRequest, title: str, path: str) -> Atom1Feed:
    address = site_address(request)
    return Atom1Feed(
        title=title,
        link=f"{address}{path}",
        description=None,
        language=get_language(),
        author_name="Traboule",
        author_email=settings.CONTACT_EMAIL,
        feed_url=f"{address}{request.get_full_path()}",
        feed_guid=f"{address}{path}",
        feed_copyright=settings.METADATA_LICENCE,
    )


def _add(feed: Atom1Feed, request: HttpRequest, found: Named, *, title: str, summary: str, keeper: str, at: datetime) -> None:
    site = site_address(request)
    feed.add_item(
        title=_printable(title),
        link=f"{site}{addresses.notice(found)}",
        description=_printable(summary),
        unique_id=addresses.identity(site, found),
        pubdate=timezone.localtime(at),
        updateddate=timezone.localtime(at),
        author_name=_printable(keeper) or "Traboule",
    )


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold (XML 1.0 §2.2)."""
    return "".join(char for char in text if char >= " " or char in "\t\n")


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=TYPE)

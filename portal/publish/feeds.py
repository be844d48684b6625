"""Atom feeds (RFC 4287): what is new in the catalogue, and in any search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import notices, search
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.atom import Entry, Feed
from portal.shown import lines, words
from portal.shown.answers import RETRY_AFTER
from portal.shown.lines import Line
from portal.shown.notice import Notice, present_all
from portal.shown.query import parse

SIZE = 50
MOST_KEEPERS = 5
TYPE = "application/atom+xml; charset=utf-8"


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The last notices received; two statements."""
    made = feed(request, gettext("What is new in Traboule"), reverse("public:news"))
    for page in present_all(notices.arrived(SIZE)):
        made.keep(_of_page(page, site_address(request)))
    return answer(made)


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
    made = feed(request, title, query.changed().url())
    found = lines.lines(result.hits)
    dates = notices.dates(line.key for line in found)
    for line in found:
        if line.key in dates:
            made.keep(_of_line(line, dates[line.key], site_address(request)))
    return answer(made)


def _of_page(page: Notice, site: str) -> Entry:
    cards = page.cards.all
    copies = [(card.placed, copy.call_number) for card in cards for copy in card.copies]
    imprint = next((words.text for words in page.imprints), page.date)
    return Entry(
        title=page.title.text,
        link=f"{site}{page.url}",
        identity=addresses.identity(site, page.shown),
        summary=_summary((page.type, "; ".join(person.name.text for person in page.people), imprint), copies, digital=bool(page.digital)),
        keepers=[card.placed for card in cards[:MOST_KEEPERS]] or [page.keeper.placed],
        received=page.shown.received,
        changed=page.shown.changed,
        language=page.title.lang,
    )


def _of_line(line: Line, dates: tuple[datetime, datetime], site: str) -> Entry:
    return Entry(
        title=line.title.text,
        link=f"{site}{line.url}",
        identity=addresses.identity(site, line),
        summary=_summary((line.type, line.agents, line.imprint), line.copies, digital=line.digital),
        keepers=[keeper for keeper, _call_number in line.copies[:MOST_KEEPERS]],
        received=dates[0],
        changed=dates[1],
        language=line.title.lang,
    )


def _summary(told: Iterable[str], copies: Sequence[tuple[str, str]], *, digital: bool) -> str:
    """What a reader needs to know whether it is for her: what it is, by whom, when, where it is kept, whether it can be read from home."""
    held = [f"{keeper} ({call_number})" if call_number else keeper for keeper, call_number in copies[:MOST_KEEPERS]]
    rest = [gettext("Kept at: %(places)s") % {"places": " ; ".join(held)}] if held else []
    rest += [gettext("Digitised")] if digital else []
    return " ".join(sentence for part in (*told, *rest) if (sentence := words.sentence(part)))


def feed(request: HttpRequest, title: str, path: str) -> Feed:
    """A feed without entries, of the page at ``path``."""
    address = site_address(request)
    return Feed(
        title=title,
        link=f"{address}{path}",
        description=None,
        language=get_language(),
        author_name=settings.WAGTAIL_SITE_NAME,
        author_email=settings.CONTACT_EMAIL,
        feed_url=f"{address}{request.get_full_path()}",
        feed_guid=f"{address}{path}",
        feed_copyright=settings.METADATA_LICENCE,
    )


def answer(made: Feed) -> HttpResponse:
    """The file."""
    return HttpResponse(made.writeString("utf-8"), content_type=TYPE)

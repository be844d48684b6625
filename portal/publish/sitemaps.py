"""Sitemaps (sitemaps.org 0.9): an index, the portal's own pages, and the notices by ranges of identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from catalogue.selectors import networks, persons, ranges
from catalogue.selectors import notices as notice_selectors
from portal.pages import selectors as pages_of_editors
from portal.pages.mediation import MEDIATIONS
from portal.public import addresses
from portal.public.addresses import site_address

LARGEST = 3_000  # addresses in one file, of the 50 000 that the protocol allows: one megabyte, small enough to be kept compressed
MOST_OF_EDITORS = 400  # of each type
TYPE = "application/xml; charset=utf-8"
PAGES = (
    *("home", "results", "places", "persons", "subjects", "institutions", "press", "news", "exhibitions", "paths", "articles", "agenda"),
    *("about", "searching", "data", "embedding", "accessibility", "legal"),
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SET = f'{HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'


def per_file() -> int:
    """How many notices one file holds: each has an address in each language."""
    return LARGEST // len(settings.LANGUAGES)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every sitemap that holds something: one statement, whatever the size of the catalogue."""
    address = site_address(request)
    files = [reverse("sitemap_pages"), *(reverse("sitemap_notices", args=[n]) for n in ranges.held(per_file()))]
    lines = "".join(f"<sitemap><loc>{escape(address + path)}</loc></sitemap>\n" for path in files)
    body = f'{HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</sitemapindex>\n'
    return HttpResponse(body, content_type=TYPE)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The portal's own pages, exhibitions, paths and articles, and former owners, in each language: as many of these as the file holds."""
    address = site_address(request)
    told = [ark for model in MEDIATIONS for ark in pages_of_editors.arks_of(model, most=MOST_OF_EDITORS)]
    owners = persons.arks_of_owners(most=max(per_file() - len(PAGES) - len(told), 0))
    named = [*((f"public:{name}",) for name in PAGES), *(("public:network", slug) for slug in networks.slugs(most=MOST_OF_EDITORS))]
    paths = [*(_in_each_language(*one) for one in named), *map(addresses.in_each_language, [*told, *owners])]
    urls = "".join(_urls(address, path, None) for path in paths)
    return HttpResponse(f"{_SET}{urls}</urlset>\n", content_type=TYPE)


@require_safe
def notices(request: HttpRequest, number: int) -> HttpResponse:
    """The notices of one range of identifiers; 404 past the last range."""
    first = (number - 1) * per_file() + 1
    if number < 1 or first > notice_selectors.last_number():
        raise Http404
    found = ranges.shown_between(first, first + per_file() - 1)
    return HttpResponse("".join(_file(site_address(request), found)), content_type=TYPE)


def _file(address: str, found: Iterable[tuple[str, datetime]]) -> Iterator[str]:
    yield _SET
    for ark, changed in found:
        yield _urls(address, addresses.in_each_language(ark), changed)
    yield "</urlset>\n"


def _in_each_language(view: str, *args: str) -> dict[str, str]:
    paths = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            paths[language] = reverse(view, args=args)
    return paths


def _urls(address: str, paths: dict[str, str], changed: datetime | None) -> str:
    """One ``url`` for each language, each naming the others (as hreflang wants it: both ways)."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(address + path)}"/>' for language, path in paths.items()
    )
    dated = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{escape(address + path)}</loc>{dated}{others if len(paths) > 1 else ''}</url>\n" for path in paths.values())

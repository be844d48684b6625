"""What an exhibition or a path is taken away as: a manifest for viewers, a walk for a telephone, a table of sources, a page alone."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.citations.styled import plain
from catalogue.formats.iiif.collection import TYPE
from portal.pages.selectors import Shown, by_ark
from portal.public import addresses
from portal.public.mediation import presenters
from portal.public.mediation.alone import written
from portal.public.mediation.presenters import Page
from portal.public.mediation.told import manifest_of
from portal.shown import named
from portal.shown.answers import RETRY_AFTER, open_json
from portal.shown.mediation.works import Shelf
from portal.shown.sheet_of_cells import answered
from portal.shown.words import printable

UNAVAILABLE = 503
GPX = "application/gpx+xml; charset=utf-8"


@require_safe
@named.of_target(by_ark)
def manifest(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """IIIF Presentation 3.0, an annotation for each thing told of a picture; 404 without pictures, 503 while no partner gives any."""
    site = addresses.site_address(request)
    page = presenters.present(shown, site=site)
    if not any(picture.url for piece in page.pieces for picture in piece.pictures):
        raise Http404
    told = manifest_of(page, site=site)
    if told is None:
        sentence = gettext("The servers that give these pictures do not answer for the moment.")
        return HttpResponse(sentence, status=UNAVAILABLE, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY_AFTER})
    return open_json(told, media_type=TYPE)


@require_safe
@named.of_target(by_ark)
def walk(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """GPX 1.1: the places in the order of reading, as waypoints and as a route; 404 without a place."""
    page = presenters.asked(request, shown)
    spots = list(presenters.places(page.pieces))
    if not spots:
        raise Http404
    address = f"{addresses.site_address(request)}{addresses.permanent(page.ark)}"

    def point(element: str, name: str, latitude: float, longitude: float, said: str) -> str:
        told = f"<name>{escape(printable(name))}</name><desc>{escape(printable(said))}</desc>"
        return f'<{element} lat="{latitude:.6f}" lon="{longitude:.6f}">{told}</{element}>\n'

    title = escape(printable(page.page.title))
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Traboule" xmlns="http://www.topografix.com/GPX/1/1">\n'
        f'<metadata><name>{title}</name><link href="{escape(address)}"/></metadata>\n'
        + "".join(point("wpt", *spot) for spot in spots)
        + f"<rte><name>{title}</name>\n{''.join(point('rtept', *spot) for spot in spots)}</rte>\n</gpx>\n"
    )
    response = HttpResponse(body, content_type=GPX)
    response["Content-Disposition"] = f'attachment; filename="{_stem(page)}.gpx"'
    return response


@require_safe
@named.of_target(by_ark)
def sources(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Every record that the page names: its reference, who keeps it, its rights, its address."""
    site = addresses.site_address(request)
    page = presenters.present(shown, site=site)
    steps = {work.ark: piece.number for piece in reversed(page.pieces) for work in _works(piece)}
    cited = presenters.references(page.works, Shelf({work.ark: work for work in page.works}), site=site)
    titles = [
        gettext("Step"), gettext("Title"), gettext("Reference"), gettext("Institution"), gettext("Call number"), gettext("Rights"),
        gettext("Identifier"), gettext("Address"),
    ]  # fmt: skip
    rows = [
        [
            str(steps.get(work.ark, "")), work.title.text, gettext("A record that is no longer shown") if one.gone else plain(one.pieces),
            work.where, work.call_number, work.rights, addresses.identifier_of(work.ark), f"{site}{work.url}",
        ]
        for work, one in zip(page.works, cited, strict=True)
    ]  # fmt: skip
    return answered(titles, rows, name=f"{_stem(page)}-sources.csv")


def _works(piece: presenters.Laid) -> list[presenters.Work]:
    return [*piece.works, *(picture.work for picture in piece.pictures), *(part.work for part in piece.parts if part.work)]


@require_safe
@named.of_target(by_ark)
def alone(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """One file that opens without a connection: text, style and pictures in it, links that lead back here."""
    site = addresses.site_address(request)
    page = presenters.present(shown, site=site)
    response = HttpResponse(written(page, site=site), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_stem(page)}.html"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _stem(page: Page) -> str:
    return page.page.slug[:80] or page.ark.partition("/")[2]

"""References to download, and unAPI, by which reference managers find them on a page."""

from __future__ import annotations

import re
from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.citations.exporters import EXPORTERS
from catalogue.core.ark import NotAnArk, parse
from catalogue.selectors import arks, notices
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.shown import citing
from portal.shown.answers import download, withdrawn
from portal.shown.named import of_a_notice

FORMER_ID = re.compile(r"(?:notice:)?([0-9]{1,19})")
# Zotero takes the first of these that it can read.
UNAPI_FORMATS = ("ris", "bibtex", "csl-json")


@require_safe
@of_a_notice
def cite(request: HttpRequest, notice: ShownNotice, name: str) -> HttpResponse:
    """The reference of a notice as a file; 404 for an unknown format, 410 for a notice that its source withdrew."""
    if name not in EXPORTERS:
        raise Http404
    if notice.is_withdrawn:
        return withdrawn(request, notice)
    return download(EXPORTERS[name], [citing.asked(request, notice)], stem=f"notice-{addresses.short(notice)}")


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """unAPI 1: the formats there are; those of one notice (300); one notice in one format. 404 and 406 as its section on errors asks.

    A notice is named by its ark; what named it before ("notice:583") is answered by the address that names it now.
    """
    identifier, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not identifier:
        return _formats("", status=200)
    if former := FORMER_ID.fullmatch(identifier):
        ark = arks.of_old_number(int(former[1]))
        return HttpResponsePermanentRedirect(_asking(ark, name)) if ark else HttpResponse(status=404, content_type="text/plain")
    notice = _named(identifier)
    if notice is None or notice.is_withdrawn:
        return HttpResponse(status=404, content_type="text/plain")
    if not name:
        return _formats(identifier, status=300)
    if name not in UNAPI_FORMATS:
        return HttpResponse(status=406, content_type="text/plain")
    return download(EXPORTERS[name], [citing.asked(request, notice)])


def _named(identifier: str) -> ShownNotice | None:
    try:
        return notices.by_ark(parse(identifier).name)
    except NotAnArk:
        return None


def _asking(ark: str, name: str) -> str:
    asked = {"id": addresses.identifier_of(ark), "format": name}
    return f"{reverse('public:unapi')}?{urlencode({key: value for key, value in asked.items() if value}, safe=':/')}"


def _formats(identifier: str, *, status: int) -> HttpResponse:
    named = f" id={quoteattr(identifier)}" if identifier else ""
    formats = "".join(f'<format name="{name}" type="{EXPORTERS[name].media_type}"/>' for name in UNAPI_FORMATS)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{named}>{formats}</formats>\n'
    return HttpResponse(body, status=status, content_type="application/xml")

"""References to download, and unAPI, by which reference managers find them on a page."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.citations.exporters import EXPORTERS
from catalogue.citations.reference import Reference
from catalogue.selectors import institutions, notices
from catalogue.selectors.notices import ShownNotice
from portal.public.addresses import site_address
from portal.shown import citing
from portal.shown.answers import download, withdrawn

UNAPI_ID = "notice:"
# Zotero takes the first of these that it can read.
UNAPI_FORMATS = ("ris", "bibtex", "csl-json")


@require_safe
def cite(request: HttpRequest, record_id: int, name: str) -> HttpResponse:
    """The reference of a notice as a file; 404 for an unknown format, 410 for a notice that its source withdrew."""
    notice = notices.by_key(notices.key_of(record_id))
    if notice is None or name not in EXPORTERS:
        raise Http404
    if notice.is_withdrawn:
        return withdrawn(request, notice)
    return download(EXPORTERS[name], [_reference(request, notice)], stem=f"notice-{notice.key.id}")


@require_safe
def unapi(request: HttpRequest) -> HttpResponse:
    """unAPI 1: the formats there are; those of one notice (300); one notice in one format. 404 and 406 as its section on errors asks."""
    identifier, name = request.GET.get("id", ""), request.GET.get("format", "")
    if not identifier:
        return _formats("", status=200)
    number = identifier.removeprefix(UNAPI_ID)
    named = number.isascii() and number.isdigit() and len(number) <= 19
    notice = notices.by_key(notices.key_of(int(number))) if named else None
    if notice is None or notice.is_withdrawn:
        return HttpResponse(status=404, content_type="text/plain")
    if not name:
        return _formats(identifier, status=300)
    if name not in UNAPI_FORMATS:
        return HttpResponse(status=406, content_type="text/plain")
    return download(EXPORTERS[name], [_reference(request, notice)])


def _reference(request: HttpRequest, notice: ShownNotice) -> Reference:
    return citing.reference(notice, institutions.by_code(notice.rcrs), site=site_address(request))


def _formats(identifier: str, *, status: int) -> HttpResponse:
    named = f" id={quoteattr(identifier)}" if identifier else ""
    formats = "".join(f'<format name="{name}" type="{EXPORTERS[name].media_type}"/>' for name in UNAPI_FORMATS)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<formats{named}>{formats}</formats>\n'
    return HttpResponse(body, status=status, content_type="application/xml")

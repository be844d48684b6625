"""Error pages that belong to the site; they never show a trace, and those of a failure ask nothing of what failed."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from portal.public.shared.context import deployment
from portal.shown.answers import RETRY_AFTER

COME_BACK = "10"
BARE_PAGE = """\
<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Traboule</title>
<h1>Traboule</h1><p>Le portail ne peut pas répondre pour le moment. Les notices sont en sûreté ; réessayez dans quelques minutes.</p>
</html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form makes no sense. A host that is not the portal's has a page without any address of its own."""
    if not isinstance(exception, DisallowedHost):
        return render(request, "errors/400.html", status=400)
    with translation.override(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return _without_help("errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this account may not."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing at this address."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the page needs no database, no engine, no context processor."""
    return _without_help("errors/500.html", status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer; the page needs none, and says when to come back."""
    response = _without_help("errors/503.html", status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def too_slow(request: HttpRequest) -> HttpResponse:
    """503: the database answers, but what was asked took longer than it may."""
    response = _without_help("errors/503_slow.html", status=503)
    response["Retry-After"] = RETRY_AFTER
    return response


def too_busy(request: HttpRequest) -> HttpResponse:
    """429: as many filtered searches are under way as the machine bears; a search without filters still passes (RFC 6585 §4)."""
    response = _without_help("errors/429.html", status=429)
    response["Retry-After"] = response["Refresh"] = COME_BACK  # the browser asks again by itself
    return response


def block_busy(request: HttpRequest) -> HttpResponse:
    """The same in the frame of another site, which shows the sentence and then the block: the browser asks again by itself."""

    def said(_request: HttpRequest) -> HttpResponse:
        response = _without_help("errors/429_block.html", status=429)
        response["Retry-After"] = response["Refresh"] = COME_BACK
        return response

    framed: Any = csp_replace({"frame-ancestors": ["*"]})(said)
    answer: HttpResponse = framed(request)
    return answer


def forms_busy(request: HttpRequest) -> HttpResponse:
    """429: as many forms as this machine takes at once are being sent; pages are served as ever."""
    response = _without_help("errors/429_forms.html", status=429)
    response["Retry-After"] = COME_BACK
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """413: no form of the portal is that large, or the request does not say how large it is (RFC 9110 §15.5.14, §15.5.12)."""
    return _without_help("errors/413.html", status=413)


def too_long(request: HttpRequest) -> HttpResponse:
    """414: no address of the portal is that long (RFC 9110 §15.5.15)."""
    return _without_help("errors/414.html", status=414)


def _without_help(template: str, *, status: int) -> HttpResponse:
    try:
        page: str = render_to_string(template, deployment())
    except Exception:  # whatever broke the page may break this one too: a plain sentence is left
        page = BARE_PAGE
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response

"""The blocks themselves: the only pages of the portal that other sites may put in a frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import structlog
from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.search.engine import SearchUnavailable
from portal.hygiene import whole
from portal.public import addresses
from portal.public.embedding.blocks import DEFAULT, MOST
from portal.public.embedding.kinds import GONE, HOW_MANY, NOT_FOUND, Absent, Wanted, block_of
from portal.public.embedding.targets import Target, of_query, year_of
from portal.shown.answers import RETRY_AFTER

logger = structlog.get_logger(__name__)
UNAVAILABLE = 503
EVERYBODY = "*"
_POLICY = {"frame-ancestors": [EVERYBODY], "script-src": [NONE], "connect-src": [NONE], "form-action": [NONE], "font-src": [NONE]}
_View = Callable[..., Target]


def _framed(view: _View) -> Callable[..., HttpResponseBase]:
    """The block of what ``view`` says is asked for, or a sentence, both of which any site may put in a frame."""

    @xframe_options_exempt
    @csp_replace(_POLICY)
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        site = addresses.site_address(request)
        try:
            answer = render(request, "public/embedded.html", {"shown": block_of(view(request, **named), Wanted(site, how_many(request)))})
        except Absent as absent:
            answer = _said(request, absent.status, url=f"{site}{absent.path}")
        except SearchUnavailable as error:
            logger.error("search_unavailable", code=error.message.code)
            answer = _said(request, UNAVAILABLE, url=site)
            answer["Retry-After"] = RETRY_AFTER
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return answered


def _said(request: HttpRequest, status: int, *, url: str) -> HttpResponse:
    context = {"url": url, "gone": status == GONE, "down": status == UNAVAILABLE}
    return render(request, "public/embedded_said.html", context, status=status)


def how_many(request: HttpRequest) -> int:
    """How many documents a block shows: what its address asks for, within bounds."""
    asked = whole(request.GET.get(HOW_MANY, ""), digits=3)
    return DEFAULT if asked is None else min(max(asked, 1), MOST)


def _of_an_ark(request: HttpRequest, ark: str) -> Target:
    try:
        return Target(get_language() or "", ark=parse(ark).name)
    except NotAnArk as error:
        raise Absent(NOT_FOUND, "") from error


def _of_a_calendar(request: HttpRequest, ark: str) -> Target:
    return replace(_of_an_ark(request, ark), press=year_of(request.GET))


def _of_a_search(request: HttpRequest) -> Target:
    return Target(get_language() or "", query=of_query(request.GET))


of_an_ark = _framed(_of_an_ark)
of_a_search = _framed(_of_a_search)
of_a_calendar = _framed(_of_a_calendar)

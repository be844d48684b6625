"""The sheets of a path, made to be printed: the teacher's with aims and answers, the pupil's with room to write."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.pages.selectors import Shown, by_ark
from portal.public import addresses
from portal.public.mediation import presenters
from portal.shown import named


def _sheet(request: HttpRequest, shown: Shown, *, answers: bool) -> HttpResponse:
    page = presenters.asked(request, shown)
    if not page.is_path:
        raise Http404
    address = f"{addresses.site_address(request)}{addresses.permanent(page.ark)}"
    answer = render(request, "public/mediation/sheet.html", {"page": page, "answers": answers, "address": address})
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@named.of_target(by_ark)
def teacher(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Aims, steps, answers, sources."""
    return _sheet(request, shown, answers=True)


@require_safe
@named.of_target(by_ark)
def pupil(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """Steps, questions, and lines to write on."""
    return _sheet(request, shown, answers=False)

"""``/sru``: GET and POST, HTTP 200 in XML whatever is asked."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.public.addresses import site_address
from portal.publish.sru import answers

TYPE = "application/xml; charset=utf-8"
_MOST_PARAMETERS = 50


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sru(request: HttpRequest) -> HttpResponse:
    """The server: one search, one statement."""
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace")
    if request.method == "POST":
        pairs += [(name, value) for name, values in request.POST.lists() for value in values]
    body = answers.answer(pairs[:_MOST_PARAMETERS], site=site_address(request), path=reverse("sru"))
    return HttpResponse(body, content_type=TYPE, headers={"X-Robots-Tag": "noindex"})

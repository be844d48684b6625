"""``/oai``: GET and POST, in XML whatever is asked, compressed for those who want it, 503 with Retry-After when all places are taken."""

from __future__ import annotations

import gzip
import re
import threading
import zlib
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.public.addresses import site_address
from portal.publish.oai import answers
from portal.shown.answers import RETRY_AFTER

TYPE = "text/xml; charset=UTF-8"
_LEVEL = 5
_MOST_ARGUMENTS = 50
_REFUSED = re.compile(r";\s*q=0(?:\.0*)?\s*$")
# Threads of this process that harvesters may hold together: readers keep the others.
_places = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The repository. HTTP 200 for every error of the protocol; 503 where every place is taken or the database does not follow."""
    if not _places.acquire(blocking=False):
        return _later()
    try:
        site = site_address(request)
        body = b"".join(answers.answer(_pairs(request), site=site, base=f"{site}{reverse('oai')}"))
    except OperationalError:
        return _later()
    finally:
        _places.release()
    return _compressed(request, body)


@require_http_methods(["GET", "HEAD", "POST"])
def with_a_slash(request: HttpRequest) -> HttpResponse:
    """404 that tells the right address: harvesters compare baseURL letter for letter, and a redirection is a fault to them."""
    right = f"{site_address(request)}{reverse('oai')}"
    return HttpResponse(f"The OAI-PMH repository is at {right} (without a final slash).\n", status=404, content_type="text/plain")


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    """The arguments in their order, repeated ones too: those of the address, and those of the form that a POST brings."""
    pairs = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace")
    if request.method == "POST":
        pairs += [(name, value) for name, values in request.POST.lists() for value in values]
    return pairs[:_MOST_ARGUMENTS]


def _later() -> HttpResponse:
    sentence = "Too many harvesters at once: ask again later.\n"
    return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": RETRY_AFTER})


def _compressed(request: HttpRequest, body: bytes) -> HttpResponse:
    asked = request.headers.get("Accept-Encoding", "").lower().split(",")
    accepted = {part.partition(";")[0].strip() for part in asked if not _REFUSED.search(part)}
    response = HttpResponse(content_type=TYPE, headers={"Vary": "Accept-Encoding", "X-Robots-Tag": "noindex"})
    if "gzip" in accepted:
        body, response["Content-Encoding"] = gzip.compress(body, _LEVEL, mtime=0), "gzip"
    elif "deflate" in accepted:
        body, response["Content-Encoding"] = zlib.compress(body, _LEVEL), "deflate"
    response.content = body
    return response

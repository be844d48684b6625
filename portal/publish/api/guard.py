"""What every request of the API goes through: methods, the pace of a visitor, tags of what is known already, other sites' scripts."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from portal.publish.api.problems import Problem, answer
from portal.visitors import house_of

WINDOW = 60  # seconds in which requests are counted
READ = ("GET", "HEAD")
_OF_THE_PACE = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
View = Callable[..., HttpResponse]
_EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
FOR_EVERYBODY = "public, max-age=0, must-revalidate"


class Pace(NamedTuple):
    """How many requests a visitor may send in a window, how many are left of it, and in how many seconds the next begins."""

    most: int
    left: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """The same in the headers of draft-ietf-httpapi-ratelimit-headers that clients know, its first form."""
        return {"RateLimit-Limit": str(self.most), "RateLimit-Remaining": str(max(self.left, 0)), "RateLimit-Reset": str(self.seconds)}


def guarded(view: View) -> View:
    """``view`` as everybody may ask it, from any site, at a pace (``API_REQUESTS_PER_MINUTE``), with a tag that saves the answer."""
    return _asked_by_all(view, methods=READ, tagged=True)


def paced(view: View) -> View:
    """The same for a view that is asked by forms too, whose answers are not kept."""
    return _asked_by_all(view, methods=(*READ, "POST"), tagged=False)


def _asked_by_all(view: View, *, methods: Sequence[str], tagged: bool) -> View:
    allowed = ", ".join((*methods, "OPTIONS"))

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _open(HttpResponse(status=204, headers={"Allow": allowed}), allowed)
        if request.method not in methods:
            sentence = gettext("Ask with %(methods)s.") % {"methods": allowed}
            return _open(answer(Problem(405, sentence, headers={"Allow": allowed})), allowed)
        pace = _spend(house_of(request))
        response = _said(view, request, *arguments, **named) if pace.left >= 0 else _too_many(pace)
        for name, value in pace.headers.items() if pace.most else ():
            response[name] = value
        return _open(_tagged(request, response) if tagged else response, allowed)

    return answered


def _said(view: View, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
    if request.method == "HEAD":
        request.method = "GET"  # the server leaves out the body of an answer to HEAD
    try:
        response = view(request, *arguments, **named)
    except Problem as problem:
        response = answer(problem)
    response["X-Robots-Tag"] = "noindex"
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-store" if response.status_code in (429, 503) else FOR_EVERYBODY
    return response


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != 200:
        return response
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    kept = {name: response[name] for name in _OF_THE_PACE if response.has_header(name)}
    response["ETag"] = etag
    answered = get_conditional_response(request, etag=etag, response=response) or response
    for name, value in kept.items():
        answered[name] = value
    return answered  # type: ignore[return-value]


def _too_many(pace: Pace) -> HttpResponse:
    sentence = gettext("More than %(most)s requests in a minute: ask again in %(seconds)s seconds. The whole catalogue is at /oai.")
    said = sentence % {"most": pace.most, "seconds": pace.seconds}
    return answer(Problem(429, said, headers={"Retry-After": str(pace.seconds), "Cache-Control": "no-store"}))


def _spend(visitor: str) -> Pace:
    """Count one request more of a visitor; a cache that does not answer counts nothing."""
    most, now = settings.API_REQUESTS_PER_MINUTE, time.time()
    window = int(now // WINDOW)
    if not most:
        return Pace(0, 0, 0)
    key = f"api-{window}-{visitor}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        spent = int(cache.incr(key) or 0)
    except ValueError:
        spent = 0
    return Pace(most, most - spent, max(1, int((window + 1) * WINDOW - now)))


def _open(response: HttpResponse, methods: str) -> HttpResponse:
    """Scripts of any site may ask (Fetch standard): nothing here is anybody's own."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = methods
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = _EXPOSED
    response["Access-Control-Max-Age"] = "86400"
    return response

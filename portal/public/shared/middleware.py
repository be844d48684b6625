"""What every public answer goes through: refusals said in a page, pages declared the same for everybody, a database that is down."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from psycopg_pool import PoolTimeout

from portal.beginnings import BACK_OFFICE
from portal.public.door import statements
from portal.public.door.wsgi import BLOCK_BUSY, BUSY, FORMS_BUSY, KEEP, REFUSAL, TOO_LARGE, TOO_LONG
from portal.public.shared.errors import block_busy, forms_busy, too_busy, too_large, too_long, too_slow, unavailable

logger = structlog.get_logger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]
REFUSALS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    BUSY: too_busy,
    BLOCK_BUSY: block_busy,
    TOO_LONG: too_long,
    FORMS_BUSY: forms_busy,
    TOO_LARGE: too_large,
}
HEALTH = "/sante/"
AWAY = "traboule.database_away"
PAUSE, TRIAL = 1.0, 5.0  # seconds between two trials of a database that is away; seconds that a trial lasts at most
FOR_EVERYBODY = "public, max-age=0, must-revalidate"


class Refusals:
    """Makes the page with which the door refuses; the door keeps it and gives it again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The refusal that the door asks for, in the language of the address; any other request goes on."""
        reason = request.META.get(REFUSAL, "")
        if reason not in REFUSALS:
            return self.get_response(request)
        with translation.override(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
            return REFUSALS[reason](request)


class SharedPages:
    """Declares a public page the same for everybody, gives it a tag, and answers 304 to who has it (RFC 9110 §13, RFC 9111 §5.2).

    The same: asked for without a cookie, answered without one, complete, and without a word of its own on how to be kept. A browser
    asks again each time, which costs a tag: what a reader has put in her basket must not hide behind a page seen before.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with its tag; errors and pages of one person are left as they are."""
        if request.path_info.startswith(BACK_OFFICE):
            with statements.patience():
                return self.get_response(request)
        response = self.get_response(request)
        _leave_the_language(response)
        if not self._is_shared(request, response):
            return response
        response["Cache-Control"] = FOR_EVERYBODY
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'  # type: ignore[attr-defined]
        response["ETag"] = etag
        request.META[KEEP] = True
        return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[return-value, arg-type]

    @staticmethod
    def _is_shared(request: HttpRequest, response: HttpResponseBase) -> bool:
        alone = request.COOKIES or response.cookies or "Cookie" in response.get("Vary", "")
        plain = response.status_code == 200 and not response.streaming and not response.has_header("Cache-Control")
        return request.method in ("GET", "HEAD") and plain and not alone


def _leave_the_language(response: HttpResponseBase) -> None:
    """The language of a public page is in its address: a cache need not keep one page for each Accept-Language."""
    others = [name for name in map(str.strip, response.get("Vary", "").split(",")) if name and name != "Accept-Language"]
    if others:
        response["Vary"] = ", ".join(others)
    elif response.has_header("Vary"):
        del response["Vary"]


class DatabaseDown:
    """Turns a database error that a public view lets through into the 503 page; the back office keeps its own ways.

    Once a connection could not be had in time, one request at a time tries again, the others are answered without waiting.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._guard = threading.Lock()
        self._away_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The 503 page at once while the database is known to be away."""
        trying = bool(self._away_until) and not request.path_info.startswith(HEALTH)
        if trying and not self._may_try():
            return unavailable(request)
        response = self.get_response(request)
        if trying and not request.META.get(AWAY):
            self._away_until = 0.0
        return response

    def _may_try(self) -> bool:
        with self._guard:
            now = time.monotonic()
            if 0.0 < now < self._away_until:
                return False
            self._away_until = now + TRIAL
            return True

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 503 page for a database that does not answer, or not in time; nothing for any other error."""
        if not isinstance(exception, OperationalError | InterfaceError) or request.path_info.startswith(BACK_OFFICE):
            return None
        slow = statements.was_too_long(exception)
        if isinstance(exception.__cause__, PoolTimeout):
            request.META[AWAY] = True
            self._away_until = time.monotonic() + PAUSE
        reason = str(exception).splitlines()[0] if str(exception) else ""
        logger.error("statement_too_long" if slow else "database_down", path=request.path, error=reason)
        return too_slow(request) if slow else unavailable(request)

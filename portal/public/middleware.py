"""A database that is down gives readers a page of ours, whatever they asked for."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from portal.public.context import BACK_OFFICE
from portal.public.errors import unavailable

logger = structlog.get_logger(__name__)


class DatabaseDown:
    """Turns a database error that a public view lets through into the 503 page; the back office keeps its own ways."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 503 page for a database that does not answer, nothing for any other error."""
        if not isinstance(exception, OperationalError | InterfaceError) or request.path_info.startswith(BACK_OFFICE):
            return None
        logger.error("database_down", path=request.path, error=str(exception).splitlines()[0] if str(exception) else "")
        return unavailable(request)

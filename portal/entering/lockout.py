"""Bounds the guesses of passwords: per account and address, and per address, in few rows; the count is looked at before any hash.

django-axes calls this at each log-in, whichever form it came through. Its own handler counts one sum for all its rules and keeps a
row, with the whole form, for each browser name that a guesser makes up; this one has a limit for each rule and one short row for
each account and address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Max, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

ACCOUNT_LENGTH = 255
MOST_ROWS = 20_000  # the oldest go first: a guesser with a thousand networks fills no disk


class Attempt(HttpRequest):
    """A request as django-axes hands it over: with whom it comes from, and what is to be remembered of a refusal."""

    axes_ip_address: str
    axes_locked_out: bool
    axes_credentials: dict[str, Any] | None


def account_of(text: str | None) -> str:
    """One form of what somebody typed as her address: compatibility forms (NFKC), capitals, blanks and controls make no other account."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKC", folded) if letter.isprintable()).strip()[:ACCOUNT_LENGTH]


def account_asked(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The account that a log-in is about, for django-axes; forms say "username", the model "email"."""
    given = credentials if credentials is not None else (request.POST if request is not None else {})
    return account_of(given.get("username") or given.get("email"))


def _since() -> datetime:
    return timezone.now() - timedelta(minutes=settings.LOCKOUT_MINUTES)


def _of_address(request: Attempt) -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(ip_address=request.axes_ip_address, attempt_time__gte=_since())


class Lockout(AxesDatabaseHandler):
    """Locks an account for one address after ``LOCKOUT_GUESSES`` failures, and an address after ``LOCKOUT_GUESSES_FROM_ONE_ADDRESS``.

    A lock ends ``LOCKOUT_MINUTES`` after the last failure that counted; a refusal does not count, so that waiting helps. Nobody
    can lock an account for its owner from elsewhere.
    """

    def is_locked(self, request: Attempt, credentials: dict[str, Any] | None = None) -> bool:
        """Whether either rule is reached; one statement, no hash."""
        if not settings.AXES_ENABLED:
            return False
        counts = _of_address(request).aggregate(
            account=Sum("failures_since_start", filter=Q(username=account_asked(request, credentials))),
            address=Sum("failures_since_start"),
        )
        locked = (counts["account"] or 0) >= settings.LOCKOUT_GUESSES or (
            counts["address"] or 0
        ) >= settings.LOCKOUT_GUESSES_FROM_ONE_ADDRESS
        if locked:
            request.axes_locked_out = True
            request.axes_credentials = credentials
        return locked

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Attempt | None = None, **kwargs: Any) -> None:
        """Count a wrong password, unless the door was closed already."""
        if request is None or getattr(request, "axes_locked_out", False):
            return
        AccessAttempt.objects.filter(attempt_time__lt=_since()).delete()
        row, fresh = AccessAttempt.objects.get_or_create(
            username=account_asked(request, credentials),
            ip_address=request.axes_ip_address,
            user_agent="",
            defaults={"failures_since_start": 1, "path_info": request.path[:255]},
        )
        if not fresh:
            AccessAttempt.objects.filter(pk=row.pk).update(failures_since_start=F("failures_since_start") + 1, attempt_time=timezone.now())
        elif (oldest := AccessAttempt.objects.order_by("-pk").values_list("pk", flat=True)[MOST_ROWS : MOST_ROWS + 1]).exists():
            AccessAttempt.objects.filter(pk__lte=oldest[0]).delete()
        self.is_locked(request, credentials)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """The right password forgets the wrong ones typed for that account at that address, no others."""
        if hasattr(request, "axes_ip_address"):
            AccessAttempt.objects.filter(username=account_of(user.get_username()), ip_address=request.axes_ip_address).delete()

    def user_logged_out(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Nothing is kept of those who leave."""


def locked_out(request: HttpRequest, _response: HttpResponse | None = None, _credentials: Any = None) -> HttpResponse:
    """The page that says for how long, and whom to ask."""
    last = _of_address(cast(Attempt, request)).aggregate(last=Max("attempt_time"))["last"]
    left = (last - _since()) if last else timedelta()
    seconds = max(60, int(left.total_seconds()))
    page = render(request, "errors/locked_out.html", {"minutes": -(-seconds // 60)}, status=429)
    page["Retry-After"] = str(seconds)
    page["Cache-Control"] = "no-store"
    return page

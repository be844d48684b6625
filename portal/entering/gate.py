"""Stands before every page of the back office: a session that ended leads back to where one was, a second factor is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import get_resolver, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from portal.entering.second import factor

GetResponse = Callable[[HttpRequest], HttpResponseBase]
GUARDED = ("/gestion/", "/administration/", "/documents/")
ENTERED = GUARDED[:2]
# What one needs in order to enter, to leave, and to be shown any page at all.
OPEN = frozenset(
    {
        *("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog"),
        *("wagtailadmin_password_reset", "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_complete"),
        *("wagtailadmin_password_reset_confirm", "admin:login", "admin:logout", "admin:jsi18n", "second_factor:code"),
        *("second_factor:set_up", "invitation"),
    }
)
READS = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Lets nobody further than her password went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *arguments: Any) -> HttpResponse | None:
        """A redirection where something is missing, else nothing. Raises PermissionDenied for a script's request."""
        match = request.resolver_match
        if not request.path_info.startswith(GUARDED) or (match is not None and match.view_name in OPEN):
            return None
        if not request.user.is_authenticated:
            ended = request.method not in READS and request.path_info.startswith(ENTERED)
            return _enter_again(request) if ended else None
        if not factor.is_awaited_from(request.user):
            return None
        if _is_of_a_script(request):
            raise PermissionDenied
        place = "second_factor:code" if factor.has_one(request.user) else "second_factor:set_up"
        return redirect(f"{reverse(place)}?{urlencode({'next': place_of(request)})}")


def _enter_again(request: HttpRequest) -> HttpResponse:
    """A form sent by somebody whose session has ended: nothing is done, she enters, and stands before the form again."""
    if _is_of_a_script(request):
        raise PermissionDenied
    messages.warning(request, _("Your session has ended, and what you asked for was not done. Enter again: you will find the page again."))
    return redirect(f"{reverse('wagtailadmin_login')}?{urlencode({'next': place_of(request)})}")


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of a page that was opened before one entered, or without cookies (Django's ``CSRF_FAILURE_VIEW``): back to the page."""
    if not request.path_info.startswith(ENTERED) or _is_of_a_script(request):
        return get_resolver().resolve_error_handler(403)(request, PermissionDenied(reason))  # type: ignore[no-any-return, call-arg]
    messages.warning(request, _("This page had been open since before you entered, and nothing was done. Here it is anew: try again."))
    return redirect(place_of(request))


def _is_of_a_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


def place_of(request: HttpRequest) -> str:
    """The page that somebody was on: this one, or the one whose form she sent; the first page where that is not told."""
    if request.method in READS:
        return request.get_full_path()
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return reverse("wagtailadmin_home")
    same = came.netloc == request.get_host() and came.path.startswith(ENTERED)
    return came.path + (f"?{came.query}" if came.query else "") if same else reverse("wagtailadmin_home")


def next_of(request: HttpRequest) -> str:
    """Where a form of this folder goes on to: an address of this portal, the first page of the back office where none is named."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return asked
    return reverse("wagtailadmin_home")

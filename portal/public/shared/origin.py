"""Whether a form was sent from a page of the portal: what protects forms of readers who have no cookie yet.

Django's own protection compares a secret in the form with one in a cookie, which would have every reader carry a cookie, and every
page be made for her alone. A browser says itself where a form comes from: Sec-Fetch-Site (Fetch Metadata, W3C), else Origin
(RFC 6454), else Referer, which our Referrer-Policy lets through to ourselves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

Others = ParamSpec("Others")
View = Callable[Concatenate[HttpRequest, Others], HttpResponse]
SAFE = ("GET", "HEAD", "OPTIONS")


def is_our_own(request: HttpRequest) -> bool:
    """Whether the browser says that this request was made by a page of the portal; False where it says nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return _origin(request.headers.get("Origin") or request.headers.get("Referer") or "") in _ours(request)


def says_it_is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that another site had this request made; False where it says nothing: the form's token then speaks."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    origin = _origin(request.headers.get("Origin", ""))
    return bool(origin) and origin not in _ours(request)


def from_our_pages_only(view: View[Others]) -> View[Others]:
    """In the place of Django's protection of forms: a view that changes something only for requests of the portal's own pages.

    Raises ``PermissionDenied`` for the others.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Others.args, **kwargs: Others.kwargs) -> HttpResponse:
        if request.method not in SAFE and not is_our_own(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)


def _ours(request: HttpRequest) -> set[str]:
    known = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return {_origin(address) for address in (*known, settings.SITE_URL)} - {""}


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme in ("http", "https") and parts.netloc else ""

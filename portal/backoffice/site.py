"""Django's own admin, for superusers: everybody else works in the Wagtail admin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext


class SuperuserSite(AdminSite):
    """``is_staff`` opens nothing here."""

    site_header = _("Traboule: administration")
    site_title = _("Traboule: administration")
    index_title = _("Tables")

    def has_permission(self, request: HttpRequest) -> bool:
        """Active superusers only."""
        return bool(request.user.is_active and request.user.is_superuser)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:  # type: ignore[override]
        """Says who it is to whatever notes what is done, as Wagtail's own pages do."""

        @wraps(view)
        def known(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            with LogContext(user=request.user):
                return view(request, *args, **kwargs)

        return super().admin_view(known, cacheable)

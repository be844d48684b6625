"""Django's own admin, for superusers: everybody else works in the Wagtail admin."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SuperuserSite(AdminSite):
    """``is_staff`` opens nothing here."""

    site_header = _("Traboule: administration")
    site_title = _("Traboule: administration")
    index_title = _("Tables")

    def has_permission(self, request: HttpRequest) -> bool:
        """Active superusers only."""
        return bool(request.user.is_active and request.user.is_superuser)

"""Figures of readership as a set of Wagtail views, with an entry in the menu of those who have any."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from harvest import policies
from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import readership, readership_of_region


class OfReaders(OfLibrarians):
    """Shown to those who answer for an institution or look after its harvests; the second are known by a right of their own."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person reads any figure."""
        return super().is_shown(request) or request.user.has_perm(policies.SEE)


class ReadershipViewSet(ViewSet):
    """The institutions, one of them, the region."""

    name = "readership"
    url_prefix = "frequentation"
    icon = "view"
    menu_label = _("Readership")
    menu_name = "readership"
    menu_order = 261
    menu_item_class = OfReaders
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", readership.Institutions.as_view(), name="institutions"),
            path("region/", readership_of_region.Region.as_view(), name="region"),
            path("<int:pk>/", readership.OfInstitution.as_view(), name="institution"),
            path("<int:pk>/courriel/", readership.ByMail.as_view(), name="mail"),
        ]

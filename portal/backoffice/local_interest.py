"""Gallica d'ici as a set of Wagtail views, with its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views.local_interest import Desk


class LocalInterestViewSet(ViewSet):
    """The desk."""

    name = "local_interest"
    url_prefix = "gallica-d-ici"
    icon = "site"
    menu_label = _("Gallica of the region")
    menu_name = "local_interest"
    menu_order = 257
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """One address."""
        return [path("", Desk.as_view(), name="desk")]

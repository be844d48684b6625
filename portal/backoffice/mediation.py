"""Exhibitions, paths and articles as a set of Wagtail views, with its entry in the menu: one's own, those taken over, those brought in."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views.mediation import BringIn, Mine, Seen, TakeOver
from portal.backoffice.views.mediation_picture import Picture


class MediationViewSet(ViewSet):
    """Lists and deeds; the pages themselves are written in Wagtail's own editor."""

    name = "mediation"
    url_prefix = "expositions-et-parcours"
    icon = "openquote"
    menu_label = _("Exhibitions and articles")
    menu_name = "mediation"
    menu_order = 256
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list; a deed for each of the others."""
        return [
            path("", Mine.as_view(), name="mine"),
            path("importer/", BringIn.as_view(), name="bring_in"),
            path("image/", Picture.as_view(), name="picture"),
            path("reprendre/<int:pk>/", TakeOver.as_view(), name="take_over"),
            path("vu/<int:pk>/", Seen.as_view(), name="seen"),
        ]

"""The press as a set of Wagtail views, with its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import press


class PressViewSet(ViewSet):
    """The titles with a form that adds one, a title with what is given of it, what is done with it."""

    name = "press"
    url_prefix = "presse"
    icon = "calendar-alt"
    menu_label = _("The press")
    menu_name = "press"
    menu_order = 258
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", press.Titles.as_view(), name="titles"),
            path("reprendre/", press.Resume.as_view(), name="resume"),
            path("<int:title>/", press.Title.as_view(), name="title"),
            path("<int:title>/demander/", press.Ask.as_view(), name="ask"),
            path("<int:title>/liste/", press.TakeList.as_view(), name="list"),
            path("<int:title>/texte/", press.TakeText.as_view(), name="text"),
            path("<int:title>/retirer/", press.Remove.as_view(), name="remove"),
        ]

"""Grids of fonds, as a set of Wagtail views with its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import fonds_grids, replacing


class FondsGridViewSet(ViewSet):
    """What was handed in and the form that hands in, one grid with its tree, what is done with it, the grid of what is there."""

    name = "fonds_grids"
    url_prefix = "grilles-de-fonds"
    icon = "table"
    menu_label = _("Fonds by grid")
    menu_name = "fonds-grids"
    menu_order = 252
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", fonds_grids.Grids.as_view(), name="index"),
            path("remplacer/", replacing.Replace.as_view(), name="replace"),
            path("exporter/<slug:form>/", fonds_grids.Export.as_view(), name="export"),
            path("<uuid:batch>/", fonds_grids.Grid.as_view(), name="grid"),
            path("<uuid:batch>/fichier/", fonds_grids.GridFile.as_view(), name="file"),
            path("<uuid:batch>/ecrire/", fonds_grids.Write.as_view(), name="write"),
            path("<uuid:batch>/ecarter/", fonds_grids.Discard.as_view(), name="discard"),
            path("<uuid:batch>/reprendre/", fonds_grids.TakeBack.as_view(), name="take_back"),
        ]

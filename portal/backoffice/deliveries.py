"""Deliveries to CCFr as a set of Wagtail views: what it has of each institution, its deliveries, their files; the entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import deliveries


class DeliveriesViewSet(ViewSet):
    """The institutions, one of them, a delivery, its files."""

    name = "deliveries"
    url_prefix = "livraisons"
    icon = "upload"
    menu_label = _("Deliveries")
    menu_name = "deliveries"
    menu_order = 257
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", deliveries.Institutions.as_view(), name="institutions"),
            path("<int:pk>/", deliveries.OfInstitution.as_view(), name="institution"),
            path("<int:pk>/preparer/", deliveries.Prepare.as_view(), name="prepare"),
            path("<int:pk>/<int:number>/", deliveries.OneDelivery.as_view(), name="delivery"),
            path("<int:pk>/<int:number>/fichiers/<str:name>", deliveries.File.as_view(), name="file"),
            path("<int:pk>/<int:number>/reponse/", deliveries.Receipt.as_view(), name="receipt"),
        ]

"""Pictures that librarians deposit, as a set of Wagtail views with its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import deposit_deeds, deposit_pages, deposit_uploads, deposits


class DepositViewSet(ViewSet):
    """One's institutions, the deposits of one of them, one deposit, what is done with it, the pieces that a browser sends."""

    name = "deposits"
    url_prefix = "depots-d-images"
    icon = "image"
    menu_label = pgettext_lazy("menu", "Deposited pictures")
    menu_name = "deposits"
    menu_order = 254
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", deposits.Institutions.as_view(), name="index"),
            path("<int:institution>/", deposits.Deposits.as_view(), name="of_institution"),
            path("<uuid:deposit>/", deposit_pages.OneDeposit.as_view(), name="deposit"),
            path("<uuid:deposit>/etat/", deposit_pages.State.as_view(), name="state"),
            path("<uuid:deposit>/dire/", deposit_pages.Change.as_view(), name="change"),
            path("<uuid:deposit>/ajouter/", deposit_deeds.Add.as_view(), name="add"),
            path("<uuid:deposit>/ordre/", deposit_deeds.Arrange.as_view(), name="arrange"),
            path("<uuid:deposit>/montrer/", deposit_deeds.Show.as_view(), name="show"),
            path("<uuid:deposit>/cacher/", deposit_deeds.Hide.as_view(), name="hide"),
            path("<uuid:deposit>/retirer/", deposit_pages.Remove.as_view(), name="remove"),
            path("<uuid:deposit>/vues/<uuid:view>/retirer/", deposit_deeds.RemoveView.as_view(), name="remove_view"),
            path("<uuid:deposit>/vues/<uuid:view>/vignette/", deposit_pages.Small.as_view(), name="small"),
            path("<uuid:deposit>/pieces/", deposit_uploads.Begin.as_view(), name="begin"),
            path("<uuid:deposit>/pieces/<uuid:file>/", deposit_uploads.Piece.as_view(), name="piece"),
        ]

"""Safeguarding sheets as a set of Wagtail views, with an entry in the menu of those who keep one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from catalogue import policies
from portal.backoffice.views import safeguarding


class OfKeepers(MenuItem):
    """Shown to those who keep a sheet; nothing is asked for those of no group with that right."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person keeps any."""
        return request.user.has_perm(policies.SAFEGUARDING) and policies.safeguarded_by(request.user).exists()


class SafeguardingViewSet(ViewSet):
    """One's sheets, one of them, its lines."""

    name = "safeguarding"
    url_prefix = "sauvegarde"
    icon = "lock"
    menu_label = _("Safeguarding")
    menu_name = "safeguarding"
    menu_order = 260
    menu_item_class = OfKeepers
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", safeguarding.Sheets.as_view(), name="index"),
            path("<int:pk>/", safeguarding.Sheet.as_view(), name="sheet"),
            path("<int:pk>/ajouter/", safeguarding.Line.as_view(), name="add"),
            path("<int:pk>/<int:number>/", safeguarding.Line.as_view(), name="line"),
            path("<int:pk>/<int:number>/retirer/", safeguarding.TakeOff.as_view(), name="take_off"),
        ]

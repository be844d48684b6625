"""The register of institutions as a set of Wagtail views, with its entry in the menu of those who may read it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.views.register import POLICY, RegisterEntryPage, RegisterIndex


class RegisterMenuItem(MenuItem):
    """Shown to editors."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may read the register."""
        return POLICY.user_has_permission(request.user, "view")


class RegisterViewSet(ViewSet):
    """The list, its results for the filters, and one institution."""

    name = "register"
    url_prefix = "repertoire"
    icon = "home"
    menu_label = pgettext_lazy("menu of the back office", "Register")
    menu_name = "register"
    menu_order = 255
    menu_item_class = RegisterMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", RegisterIndex.as_view(), name="index"),
            path("resultats/", RegisterIndex.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", RegisterEntryPage.as_view(), name="entry"),
        ]

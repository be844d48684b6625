"""What every page of the console shares: Wagtail's header, the path, the door for people without harvests."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from harvest import policies
from portal.hygiene import whole

Crumb = dict[str, Any]


class ConsoleMixin:
    """Refuses whoever has no harvest to look after; Wagtail turns the refusal into a sentence on its home page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        if not policies.may_see_harvests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ConsoleView(ConsoleMixin, WagtailAdminTemplateMixin, View):
    """A page of the console. ``tab`` is the one that the page's navigation shows as current."""

    header_icon = "download"
    tab = ""

    def trail(self) -> list[Crumb]:
        """The steps between the console's first page and this one."""
        return []

    def get_breadcrumbs_items(self) -> list[Crumb]:
        """Home, the console, the steps in between, this page."""
        first = {"url": reverse("harvesting:points"), "label": _("Harvesting")}
        return [*self.breadcrumbs_items, first, *self.trail(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds what the navigation needs."""
        return super().get_context_data(tab=self.tab, may_add=policies.may_add(self.request.user), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.render_to_response(self.get_context_data(**kwargs))


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the query string; None where it is missing or is none."""
    return whole(request.GET.get(name, ""), digits=18)

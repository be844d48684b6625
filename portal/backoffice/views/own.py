"""What a librarian does for her institutions: pages that another institution's librarian is never told of."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from catalogue import policies
from catalogue.models import Institution


class OwnMixin:
    """Refuses whoever publishes no institution; Wagtail turns the refusal into a sentence on its home page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        self.own = policies.institutions_of(request.user)
        if not self.own.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def one(self, pk: int) -> Institution:
        """One of this person's institutions; another's is a 404, so that nothing of it is told."""
        found: Institution = get_object_or_404(self.own, pk=pk)
        return found

    @property
    def person(self) -> str:
        """Who is told to have done it."""
        return str(self.request.user)[:254]


class OwnView(OwnMixin, WagtailAdminTemplateMixin, View):
    """A page of one's institutions. ``first``: (label, address) of the list that it belongs to."""

    @abstractmethod
    def first(self) -> tuple[str, str]:
        """The page that the path begins with."""

    def trail(self) -> list[dict[str, Any]]:
        """The steps between that page and this one."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, the steps in between, this page."""
        label, url = self.first()
        return [*self.breadcrumbs_items, {"url": url, "label": label}, *self.trail(), {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.render_to_response(self.get_context_data())

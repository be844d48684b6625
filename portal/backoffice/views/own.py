"""What a librarian does for her institutions: pages that another institution's librarian is never told of."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from catalogue import policies
from catalogue.models import Institution


class OwnMixin:
    """Refuses whoever has no institution within reach; Wagtail turns the refusal into a sentence on its home page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look at the rights before anything else."""
        self.own = self.reach()
        if not self.own.exists():
            raise PermissionDenied
        self.look_up(**kwargs)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def reach(self) -> QuerySet[Institution]:
        """The institutions for which this person may do what the room is for."""
        return policies.institutions_of(self.request.user)

    def look_up(self, **named: Any) -> None:
        """Find what the address names, where every page of a room wants it; raises Http404 for another institution's."""

    def one(self, pk: int) -> Institution:
        """One of this person's institutions; another's is a 404, so that nothing of it is told."""
        found: Institution = get_object_or_404(self.own, pk=pk)
        return found

    @property
    def person(self) -> str:
        """Who is told to have done it."""
        return str(self.request.user)[:254]


class TrailView(WagtailAdminTemplateMixin, View):
    """A page under a list. ``first``: (label, address) of that list."""

    @abstractmethod
    def first(self) -> tuple[str, str]:
        """The page that the path begins with."""

    def trail(self) -> list[dict[str, Any]]:
        """The steps between that page and this one."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list where this page is another, the steps in between, this page."""
        (label, url), title = self.first(), str(self.get_page_title())
        above = [] if label == title else [{"url": url, "label": label}]
        return [*self.breadcrumbs_items, *above, *self.trail(), {"url": "", "label": title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.render_to_response(self.get_context_data())


class OwnView(OwnMixin, TrailView):
    """A page of one's institutions."""

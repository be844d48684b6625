"""Institutions that a harvest has met before anybody described them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from catalogue.models import Institution
from portal.backoffice.views.filters import InstitutionFilters
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList

PAGE = 50


def editable_for(user: Any) -> QuerySet[Institution]:
    """The institutions whose page ``user`` may edit, by the rules of the page tree."""
    pages = policy_registry.get_by_type(Institution).instances_user_has_permission_for(user, "change")
    return Institution.objects.filter(pk__in=pages.values("pk"))


def to_complete_for(user: Any) -> QuerySet[Institution]:
    """Those of them that are to be completed."""
    return editable_for(user).filter(to_complete=True)


class InstitutionsToComplete(ExportedList, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Their list; everybody of the back office sees those she may complete."""

    template_name = "backoffice/institutions.html"
    header_icon = "home"
    filterset_class = InstitutionFilters
    export_filename = "etablissements-a-completer"
    list_export = ("isil", "rcr", "title", "town", "department", "source_count")
    export_headings = {"isil": "ISIL", "title": gettext_lazy("Institution"), "source_count": gettext_lazy("Sources")}

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Institutions to be completed")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Straight from the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def seen(self) -> QuerySet[Institution]:
        """With how many sources each answers for."""
        return to_complete_for(self.request.user).annotate(source_count=Count("sources"))

    def exported(self) -> QuerySet[Institution]:
        """By department."""
        return self.filters.qs.order_by("department", "isil", "pk")[:MOST_EXPORTED]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of fifty."""
        listed = self.filters.qs.order_by("department", "isil", "pk")
        return super().get_context_data(page=Paginator(listed, PAGE).get_page(self.request.GET.get("p")), **kwargs)

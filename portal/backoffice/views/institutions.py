"""Institutions that a harvest has met before anybody described them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from catalogue.models import Institution

PAGE = 50


def editable_for(user: Any) -> QuerySet[Institution]:
    """The institutions whose page ``user`` may edit, by the rules of the page tree."""
    pages = policy_registry.get_by_type(Institution).instances_user_has_permission_for(user, "change")
    return Institution.objects.filter(pk__in=pages.values("pk"))


def to_complete_for(user: Any) -> QuerySet[Institution]:
    """Those of them that are to be completed."""
    return editable_for(user).filter(to_complete=True)


class InstitutionsToComplete(WagtailAdminTemplateMixin, View):
    """Their list; everybody of the back office sees those she may complete."""

    template_name = "backoffice/institutions.html"
    header_icon = "home"

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Institutions to be completed")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Straight from the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """A page of fifty, with how many sources each answers for."""
        institutions = to_complete_for(request.user).annotate(source_count=Count("sources")).order_by("department", "isil", "pk")
        page = Paginator(institutions, PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page=page))

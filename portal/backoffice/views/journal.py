"""The journal: who did what, narrowed by kind, person, institution and day, and taken away as a table."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from harvest import selectors
from portal import journal
from portal.backoffice.views.base import number_in
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList
from portal.models import Deed

PAGE = 50


class JournalFilters(django_filters.FilterSet):
    """What was done, by whom, about whom or what, at which institution, since when."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("Deed"), choices=Deed.Kind.choices, empty_label=gettext_lazy("All deeds"))
    name = django_filters.CharFilter(label=gettext_lazy("Person"), lookup_expr="icontains")
    about = django_filters.CharFilter(label=gettext_lazy("About"), lookup_expr="icontains")
    institution = django_filters.CharFilter(label=gettext_lazy("Institution"), method="at_place")
    since = django_filters.DateFilter(
        label=gettext_lazy("Since"), field_name="at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Deed
        fields = ("kind", "name", "about", "institution", "since")

    def at_place(self, found: QuerySet[Deed], _name: str, words: str) -> QuerySet[Deed]:
        """At the institutions and networks whose names have the words."""
        return found.filter(Q(institution__title__icontains=words) | Q(network__title__icontains=words))


class Journal(ExportedList, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Its lines, newest first; a partner admin reads those of her institutions."""

    template_name = "backoffice/journal.html"
    header_icon = "history"
    page_title = gettext_lazy("Journal")
    filterset_class = JournalFilters
    export_filename = "journal"
    list_export = ("at", "name", "get_kind_display", "institution_name", "about")
    export_headings = {"get_kind_display": gettext_lazy("Deed"), "institution_name": gettext_lazy("Institution")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Look at the rights before anything else."""
        if not journal.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": _("Journal")}]

    def seen(self) -> QuerySet[Deed]:
        """With the institution or the network of each."""
        return journal.deeds_for(self.request.user).select_related("institution", "network")

    def exported(self) -> QuerySet[Deed]:
        """Newest first."""
        return self.filters.qs.order_by("-pk")[:MOST_EXPORTED]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One keyset page."""
        page = selectors.keyset_page(self.filters.qs, before=number_in(self.request, "before"), size=PAGE)
        return super().get_context_data(deeds=page.rows, next_before=page.next_before, **kwargs)

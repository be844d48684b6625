"""The register of institutions in the back office: found, filtered, exported; and a page made for the one that needs it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.permission_policies import ModelPermissionPolicy

from catalogue.core.isil import normalise_isil
from catalogue.models import Institution, RegisterEntry
from catalogue.services import institutions
from portal import roles
from portal.backoffice.exports import TextExport
from portal.public import addresses

POLICY = ModelPermissionPolicy(RegisterEntry)


class RegisterFilters(WagtailFilterSet):
    """By kind, department, where the row comes from; whether records name it, whether it has a page."""

    department = django_filters.CharFilter(label=gettext_lazy("Department"), lookup_expr="iexact")
    has_page = django_filters.BooleanFilter(label=gettext_lazy("Has a page"))

    class Meta:
        model = RegisterEntry
        fields = ("kind", "origin", "met")


class RegisterIndex(TextExport, IndexView):
    """Their list, fifty at a time: three statements, however many there are."""

    model = RegisterEntry
    permission_policy = POLICY
    any_permission_required = ["view"]
    page_title = gettext_lazy("Register of institutions")
    header_icon = "home"
    index_url_name = "register:index"
    index_results_url_name = "register:index_results"
    edit_url_name = None
    paginate_by = 50
    default_ordering = ("department", "name", "isil")
    search_fields = ("name", "town", "isil")
    search_backend_name = None
    filterset_class = RegisterFilters
    list_export = ("isil", "rcr", "name", "kind", "town", "insee", "department", "origin", "met", "has_page")
    export_headings = {"has_page": gettext_lazy("Has a page")}
    export_filename = "etablissements"

    def get_base_queryset(self) -> QuerySet[RegisterEntry]:
        """Each with whether it has a page."""
        return RegisterEntry.objects.annotate(has_page=Exists(Institution.objects.filter(isil=OuterRef("isil"))))

    def search_queryset(self, queryset: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
        """By words of its name or town, or by its number in any form."""
        number = normalise_isil(self.search_query) if self.search_query else ""
        return queryset.filter(isil=number) if number else super().search_queryset(queryset)

    @cached_property
    def columns(self) -> list[Column]:
        """What tells one from another."""
        return [
            TitleColumn("__str__", label=gettext_lazy("Institution"), url_name="register:entry", sort_key="name"),
            Column("isil", label="ISIL", sort_key="isil"),
            Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
            Column("town", label=gettext_lazy("Town"), sort_key="town"),
            Column("department", label=gettext_lazy("Department"), sort_key="department"),
            BooleanColumn("met", label=gettext_lazy("Named by a record"), sort_key="met"),
            BooleanColumn("has_page", label=gettext_lazy("Has a page")),
        ]


class RegisterEntryPage(View):
    """One of them: its page where it has one, or the button that makes it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the register says."""
        entry = _entry(request, pk)
        page = Institution.objects.filter(isil=entry.isil).first()
        public = addresses.of_code(entry.code)
        context = {
            "entry": entry,
            "public_url": public,
            "page": page,
            "may_make": _may_make(request.user),
            "page_title": str(entry),
            "header_icon": "home",
        }
        return render(request, "backoffice/register_entry.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make its page, with its librarians' group, and open it."""
        entry = _entry(request, pk)
        if not _may_make(request.user):
            raise PermissionDenied
        page = institutions.make_page(entry)
        roles.group_of(roles.LIBRARIAN, page)
        messages.success(request, _("The page of %(name)s is made: describe it, then untick “to be completed”.") % {"name": page.title})
        return redirect("wagtailadmin_pages:edit", page.pk)


def _entry(request: HttpRequest, pk: int) -> RegisterEntry:
    if not POLICY.user_has_permission(request.user, "view"):
        raise PermissionDenied
    return get_object_or_404(RegisterEntry, pk=pk)


def _may_make(user: Any) -> bool:
    """Whoever may add a page under the one of the institutions."""
    return institutions.index_page().permissions_for_user(user).can_add_subpage()

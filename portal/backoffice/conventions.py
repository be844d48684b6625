"""Conventions for the regional team: written in a form, followed by a report that is printed."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.models import Convention
from portal.backoffice.views.conventions import Report


class ConventionViewSet(ModelViewSet):
    """List, add, change and delete, by the rights of the model, which the editors' role gives; the report of each."""

    model = Convention
    name = "conventions"
    url_prefix = "conventions"
    icon = "doc-full-inverse"
    menu_label = _("Conventions")
    menu_order = 258
    add_to_admin_menu = True
    list_display = (
        TitleColumn("title", label=_("Convention"), url_name="conventions:report"),
        Column("signed", label=_("Signed on")),
        Column("ends", label=_("Until")),
    )
    ordering = ("-signed", "title")
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        """Those of the form, and the report."""
        return [*super().get_urlpatterns(), path("<int:pk>/rapport/", Report.as_view(), name="report")]

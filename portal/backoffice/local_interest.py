"""Gallica d'ici as Wagtail views: the desk with its entry in the menu, the table of names that its rules look for."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.models import LocalName
from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views.gallica_questions import Questions, Resume, Take
from portal.backoffice.views.local_interest import Desk, Retirement


class LocalInterestViewSet(ViewSet):
    """The desk, what retires a rule, what is asked of Gallica."""

    name = "local_interest"
    url_prefix = "gallica-d-ici"
    icon = "site"
    menu_label = _("Gallica of the region")
    menu_name = "local_interest"
    menu_order = 257
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", Desk.as_view(), name="desk"),
            path("regle/", Retirement.as_view(), name="retire"),
            path("chercher/", Questions.as_view(), name="questions"),
            path("chercher/retenir/", Take.as_view(), name="take"),
            path("reprendre/", Resume.as_view(), name="resume"),
        ]


class LocalNameViewSet(ModelViewSet):
    """List, add, change and delete; the rights are the model's own, which the editors' role gives. Reached from the desk."""

    model = LocalName
    name = "local_names"
    url_prefix = "gallica-d-ici/noms"
    icon = "site"
    add_to_admin_menu = False
    form_fields = ("kind", "words", "departments", "label", "sure")
    list_display = (
        "words",
        Column("kind", label=LocalName._meta.get_field("kind").verbose_name, accessor="get_kind_display", sort_key="kind"),
        "departments",
        "label",
        BooleanColumn("sure", label=pgettext_lazy("of a name", "Sure"), sort_key="sure"),
    )
    list_filter = ("kind",)
    search_fields = ("words", "label")
    ordering = ("kind", "words")
    copy_view_enabled = False

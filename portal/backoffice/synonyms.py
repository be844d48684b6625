"""The editors' table of synonyms in the back office: whoever may change it sees it in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.models import Synonym


class SynonymViewSet(ModelViewSet):
    """List, add, change and delete; the rights are the model's own, which the editors' role gives."""

    model = Synonym
    name = "synonyms"
    url_prefix = "synonymes"
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_order = 260
    add_to_admin_menu = True
    form_fields = ("words", "equivalents", "both_ways")
    list_display = ("words", "equivalents", BooleanColumn("both_ways", label=_("Both ways"), sort_key="both_ways"))
    search_fields = ("words", "equivalents")
    ordering = ("words",)
    copy_view_enabled = False

"""What cataloguing costs, for the regional team: lines that are added and never changed, which the census counts by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.models import UnitCost


class UnitCostViewSet(ModelViewSet):
    """List and add; the rights are the model's own, which the editors' role gives: nobody changes or deletes a cost of the past."""

    model = UnitCost
    name = "unit_costs"
    url_prefix = "couts-de-catalogage"
    icon = "decimal"
    menu_label = _("Costs of cataloguing")
    menu_order = 259
    add_to_admin_menu = True
    form_fields = ("category", "low", "high", "since", "source")
    list_display = ("category", "low", "high", "since", "source")
    ordering = ("-since", "category")
    copy_view_enabled = False

"""Training sessions for the regional team: announced in the public agenda, then counted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from catalogue.models import TrainingSession


class TrainingViewSet(ModelViewSet):
    """List, add, change and delete, by the rights of the model, which the editors' role gives."""

    model = TrainingSession
    name = "training"
    url_prefix = "formations"
    icon = "calendar-alt"
    menu_label = _("Joint training")
    menu_order = 259
    add_to_admin_menu = True
    list_display = (
        TitleColumn("title", label=_("Session"), url_name="training:edit"),
        Column("starts", label=_("First day")),
        Column("ends", label=_("Last day")),
        Column("people", label=_("People who came")),
        BooleanColumn("shown", label=_("In the agenda")),
    )
    ordering = ("-starts", "title")
    copy_view_enabled = False

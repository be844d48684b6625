"""The console as a set of Wagtail views: its addresses under ``/gestion/moissonnage/`` and its entry in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from harvest import policies
from portal.backoffice.views import alignments, fate, messages, point_form, points, quarantine, readers, runs


class HarvestMenuItem(MenuItem):
    """Shown to those who look after a harvest."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the console has anything for this person."""
        return policies.may_see_harvests(request.user)


class HarvestViewSet(ViewSet):
    """Harvesting points, harvests, their messages, quarantine."""

    name = "harvesting"
    url_prefix = "moissonnage"
    icon = "download"
    menu_label = _("Harvesting")
    menu_name = "harvesting"
    menu_order = 250
    menu_item_class = HarvestMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", points.PointList.as_view(), name="points"),
            path("nouveau/", point_form.PointCreate.as_view(), name="point_add"),
            path("points/<int:pk>/", point_form.PointEdit.as_view(), name="point_edit"),
            path("points/<int:pk>/lecteurs/", readers.PointReaders.as_view(), name="point_readers"),
            path("points/<int:pk>/moissonner/", points.PointHarvest.as_view(), name="point_harvest"),
            path("suivi/", runs.RunList.as_view(), name="runs"),
            path("suivi/<int:pk>/", runs.RunPage.as_view(), name="run"),
            path("suivi/<int:pk>/etat/", runs.RunFragment.as_view(), name="run_fragment"),
            path("suivi/<int:pk>/<slug:action>/", runs.RunAction.as_view(), name="run_action"),
            path("messages/", messages.MessageList.as_view(), name="messages"),
            path("messages/<int:pk>/", messages.MessagePage.as_view(), name="message"),
            path("notices/", fate.RecordFate.as_view(), name="fate"),
            path("alignement/", alignments.Sources.as_view(), name="alignments"),
            path("alignement/<int:pk>/", alignments.OfSource.as_view(), name="alignment_of_source"),
            path("alignement/<int:pk>/table/<str:table>.tsv", alignments.AsTable.as_view(), name="alignment_table"),
            path("alignement/<int:pk>/unimarc.mrc", alignments.Patch.as_view(), name="alignment_patch"),
            path("alignement/<int:pk>/<int:number>/", alignments.OneFile.as_view(), name="alignment_file"),
            path("alignement/<int:pk>/<int:number>/unimarc.mrc", alignments.Patch.as_view(), name="alignment_file_patch"),
            path("quarantaine/", quarantine.QuarantineList.as_view(), name="quarantine"),
            path("quarantaine/<int:pk>/", quarantine.QuarantinePage.as_view(), name="quarantined"),
            path("quarantaine/<int:pk>/octets/", quarantine.QuarantineBytes.as_view(), name="quarantined_bytes"),
        ]

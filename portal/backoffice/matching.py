"""Which records describe the same edition, as a set of Wagtail views: proposals, one group, what was decided; and its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import matching, names, union


class MatchingViewSet(ViewSet):
    """The queue, the deeds, a group, the history."""

    name = "matching"
    url_prefix = "rapprochements"
    icon = "copy"
    menu_label = _("Same editions")
    menu_name = "matching"
    menu_order = 256
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", matching.Queue.as_view(), name="queue"),
            path("decider/", matching.Decide.as_view(), name="decide"),
            path("notice/<int:record>/", matching.Group.as_view(), name="group"),
            path("notice/<int:record>/separer/", matching.Split.as_view(), name="split"),
            path("historique/", matching.History.as_view(), name="history"),
            path("personnes/", names.Names.as_view(), name="names"),
            path("personnes/decider/", names.DecideNames.as_view(), name="decide_names"),
            path("personnes/historique/", names.NamesHistory.as_view(), name="names_history"),
            path("personnes/historique/<uuid:batch>/annuler/", names.UndoNames.as_view(), name="undo_names"),
            path("chiffres/", union.Figures.as_view(), name="figures"),
            path("chiffres/tirer/", union.Draw.as_view(), name="draw"),
            path("chiffres/echantillon/", union.Sample.as_view(), name="sample"),
            path("historique/<uuid:batch>/annuler/", matching.Undo.as_view(), name="undo"),
        ]

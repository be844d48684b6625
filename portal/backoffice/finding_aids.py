"""Finding aids handed in by librarians, as a set of Wagtail views with its entry in the menu."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import pgettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from portal.backoffice.menu import OfLibrarians
from portal.backoffice.views import ead_uploads


class FindingAidViewSet(ViewSet):
    """One's institutions, the finding aids of one of them, a file that was handed in, what is done with it."""

    name = "finding_aids"
    url_prefix = "instruments-de-recherche"
    icon = "list-ul"
    menu_label = pgettext_lazy("menu", "Finding aids")
    menu_name = "finding-aids"
    menu_order = 253
    menu_item_class = OfLibrarians
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses, in French words."""
        return [
            path("", ead_uploads.Institutions.as_view(), name="index"),
            path("<int:institution>/", ead_uploads.FindingAids.as_view(), name="of_institution"),
            path("<int:institution>/retirer/<int:aid>/", ead_uploads.Withdraw.as_view(), name="withdraw"),
            path("depots/<uuid:upload>/", ead_uploads.Upload.as_view(), name="upload"),
            path("depots/<uuid:upload>/fichier/", ead_uploads.UploadFile.as_view(), name="file"),
            path("depots/<uuid:upload>/publier/", ead_uploads.Publish.as_view(), name="publish"),
            path("depots/<uuid:upload>/ecarter/", ead_uploads.Discard.as_view(), name="discard"),
        ]

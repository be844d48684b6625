"""Teams, journal and census in the Wagtail admin: their addresses, their entries in the menu."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from portal import journal
from portal.backoffice.views.census import Census, may_follow
from portal.backoffice.views.journal import Journal
from portal.backoffice.views.team import OfInvitation, Removal, Team, Teams, may_see_teams


def addresses() -> list[URLPattern]:
    """Of an institution by its number; of the portal's own team under ``portail``."""
    return [
        path("equipes/", Teams.as_view(), name="teams"),
        path("equipes/portail/", Team.as_view(), name="team_of_portal"),
        path("equipes/portail/invitations/<int:invitation>/<slug:deed>/", OfInvitation.as_view(), name="invitation_of_portal"),
        path("equipes/portail/personnes/<int:person>/<str:role>/", Removal.as_view(), name="removal_of_portal"),
        path("equipes/<int:pk>/", Team.as_view(), name="team"),
        path("equipes/<int:pk>/invitations/<int:invitation>/<slug:deed>/", OfInvitation.as_view(), name="invitation_of_team"),
        path("equipes/<int:pk>/personnes/<int:person>/<str:role>/", Removal.as_view(), name="removal_of_team"),
        path("journal/", Journal.as_view(), name="journal"),
        path("recensement/", Census.as_view(), name="census"),
    ]


hooks.register("register_admin_urls", addresses)


class TeamsMenuItem(MenuItem):
    """Shown to those who look after a team."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a team."""
        return may_see_teams(request.user)


class JournalMenuItem(MenuItem):
    """Shown to those who may read a part of it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a part."""
        return journal.may_read(request.user)


class CensusMenuItem(MenuItem):
    """Shown to the regional team."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person follows the census."""
        return may_follow(request.user)


@hooks.register("register_admin_menu_item")
def census_in_the_menu() -> MenuItem:
    """After the register."""
    return CensusMenuItem(_("Census"), reverse("census"), name="census", icon_name="clipboard-list", order=256)


@hooks.register("register_admin_menu_item")
def teams_in_the_menu() -> MenuItem:
    """Beside the harvests."""
    return TeamsMenuItem(_("Teams"), reverse("teams"), name="teams", icon_name="group", order=252)


@hooks.register("register_admin_menu_item")
def journal_in_the_menu() -> MenuItem:
    """After the teams."""
    return JournalMenuItem(_("Journal"), reverse("journal"), name="journal", icon_name="history", order=253)


@hooks.register("before_create_user")
def invite_instead(request: HttpRequest) -> HttpResponse | None:
    """No administrator makes a password for somebody else where mails can be sent."""
    if not settings.WAGTAIL_PASSWORD_RESET_ENABLED:
        return None
    messages.warning(
        request, _("People are invited by e-mail and choose their own password: choose their institution, or the portal’s team.")
    )
    return redirect("teams")

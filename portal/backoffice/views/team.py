"""The team of an institution or of a network: who works on it, who is invited; its partner admin invites and removes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from harvest import policies
from portal import roles
from portal.backoffice.views.filters import InstitutionFilters
from portal.entering.invitations import service
from portal.entering.passwords import asked_again
from portal.models import Invitation, User
from portal.place import Place

PAGE = 50
INVITATIONS_OF_ONE = 30  # an hour
MOST_PEOPLE = 500
MOST_NETWORKS = 200


class InviteForm(forms.Form):
    """Whom, for what, in which language."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    language = forms.ChoiceField(label=gettext_lazy("Language of the message"))

    def __init__(self, *args: Any, place: Place | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place = place
        offered = [role.code for role in roles.ROLES.values() if role.of_one_institution == (place is not None)]
        role, language = cast(forms.ChoiceField, self.fields["role"]), cast(forms.ChoiceField, self.fields["language"])
        role.choices = [(code, service.role_name(code)) for code in offered]
        language.choices = [(code, name) for code, name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        """Refuses who has the role already."""
        cleaned = super().clean() or {}
        if {"email", "role"} <= cleaned.keys() and service.is_of_team(cleaned["email"], cleaned["role"], self._place):
            self.add_error("email", _("This person has this role already."))
        return cleaned


class TeamMixin(WagtailAdminTemplateMixin):
    """Refuses whoever looks after no team."""

    header_icon = "group"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Look at the rights before anything else."""
        if not may_see_teams(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def place(self) -> Place | None:
        """The institution or the network of the address, 404 when it is not hers; None for the portal's own team, superusers' alone."""
        pk = self.kwargs.get("pk")  # type: ignore[attr-defined]
        if pk is not None:
            network = roles.team_networks(_person(self.request)).filter(pk=pk).first()
            return network or get_object_or_404(roles.team_institutions(_person(self.request)), pk=pk)
        if not self.request.user.is_superuser:
            raise Http404
        return None


def _person(request: HttpRequest) -> User:
    """Who is signed in: these pages are open to nobody else."""
    return cast(User, request.user)


def may_see_teams(user: Any) -> bool:
    """Whether ``user`` looks after a team."""
    return policies.has_somewhere(user, roles.TEAM)


def address_of(place: Place | None) -> str:
    """The page of a team."""
    return reverse("team", args=[place.pk]) if place else reverse("team_of_portal")


class Teams(TeamMixin, View):
    """The networks and institutions whose teams one looks after; straight to the team where there is one."""

    template_name = "backoffice/teams.html"
    page_title = gettext_lazy("Teams")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Fifty at a time."""
        hers = roles.team_institutions(_person(request))
        networks = list(roles.team_networks(_person(request)).order_by("title", "pk")[:MOST_NETWORKS])
        if not request.user.is_superuser and len(only := [*networks, *hers[:2]]) == 1:
            return redirect("team", only[0].pk)
        filters = InstitutionFilters(request.GET, queryset=hers, request=request)
        page = Paginator(filters.qs.order_by("title", "pk"), PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page=page, filters=filters, networks=networks))


class Team(TeamMixin, View):
    """One team: its people by role, the invitations that wait, a form for one more."""

    template_name = "backoffice/team.html"
    found: Place | None = None

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Team of %(institution)s") % {"institution": self.found.title} if self.found else _("Team of the portal")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """By way of the teams."""
        teams = {"url": reverse("teams"), "label": _("Teams")}
        return [*self.breadcrumbs_items, teams, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The page."""
        self.found = self.place()
        return self._page(InviteForm(place=self.found))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Invite."""
        self.found = self.place()
        form = InviteForm(request.POST, place=self.found)
        if not form.is_valid():
            return self._page(form, status=422)
        if not asked_again(f"invitation-{request.user.pk}", INVITATIONS_OF_ONE):
            messages.error(request, _("You have sent many invitations within the hour: wait a while before the next one."))
            return self._page(form, status=429)
        _tell(request, lambda: service.invite(_person(request), place=self.found, **form.cleaned_data), form.cleaned_data["email"])
        return redirect(address_of(self.found))

    def _page(self, form: InviteForm, status: int = 200) -> HttpResponse:
        invitations = list(service.waiting(self.found)[:MOST_PEOPLE])
        waiting = [{"invitation": one, "role": service.role_name(one.role), "expires": service.expires(one)} for one in invitations]
        context = self.get_context_data(
            form=form, place=self.found, members=members(self.found), waiting=waiting, mails=settings.WAGTAIL_PASSWORD_RESET_ENABLED
        )
        return self.render_to_response(context, status=status)


def members(place: Place | None) -> list[dict[str, Any]]:
    """The people of each role, with whether they have a second factor: two statements, however many they are."""
    groups = roles.groups_of_team(place)
    factors = Prefetch("totpdevice_set", TOTPDevice.objects.filter(confirmed=True), to_attr="factors")
    listed = []
    for code, of_role in groups.items():
        people = User.objects.filter(groups__in=of_role).distinct().order_by("last_name", "email").prefetch_related(factors)
        listed += [{"person": person, "code": code, "role": service.role_name(code)} for person in people[:MOST_PEOPLE]]
    return listed


def _tell(request: HttpRequest, send: Any, email: str) -> None:
    try:
        send()
    except service.NotSent:
        messages.error(request, _("The message to %(email)s could not be sent: try again in a while.") % {"email": email})
    else:
        messages.success(request, _("An invitation was sent to %(email)s.") % {"email": email})


class Removal(TeamMixin, View):
    """Takes a role of a team from somebody, at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, person: int, role: str, pk: int | None = None) -> HttpResponse:
        """Nobody removes herself: a team keeps somebody who looks after it."""
        place = self.place()
        groups = roles.groups_of_team(place).get(role, [])
        removed: User = get_object_or_404(_of(groups), pk=person)
        if removed.pk == request.user.pk:
            messages.error(request, _("You cannot remove yourself: ask another partner admin, or the portal’s team."))
        else:
            removed.groups.remove(*groups)
            messages.success(request, _("%(person)s has this role no longer.") % {"person": removed})
        return redirect(address_of(place))


def _of(groups: list[Any]) -> QuerySet[User]:
    return User.objects.filter(groups__in=groups).distinct()


class OfInvitation(TeamMixin, View):
    """Sends an invitation again, or withdraws it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, invitation: int, deed: str, pk: int | None = None) -> HttpResponse:
        """What the button says."""
        place = self.place()
        found: Invitation = get_object_or_404(service.waiting(place), pk=invitation)
        if deed == "retirer":
            service.withdraw(_person(request), found)
            messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": found.email})
        elif deed != "renvoyer":
            raise Http404
        elif not asked_again(f"invitation-{request.user.pk}", INVITATIONS_OF_ONE):
            messages.error(request, _("You have sent many invitations within the hour: wait a while before the next one."))
        else:
            _tell(request, lambda: service.send_again(_person(request), found), found.email)
        return redirect(address_of(place))

"""The page behind an invitation's link: one chooses one's password, or accepts with the account one has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from portal.entering.invitations import service
from portal.models import Invitation, User


class AccountForm(SetPasswordForm):
    """One's name and one's password, twice; the password is looked at with the name in mind."""

    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    field_order = ("first_name", "last_name", "new_password1", "new_password2")

    def clean(self) -> dict[str, Any]:
        """Names first: the passwords are compared with them."""
        self.user.first_name = self.cleaned_data.get("first_name", "")
        self.user.last_name = self.cleaned_data.get("last_name", "")
        return super().clean() or self.cleaned_data


class Accept(View):
    """Open to whoever holds the link; it names nobody but the person invited."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What is offered, and by whom."""
        invitation = service.opened(token)
        return self._page(request, invitation, AccountForm(self._account(invitation))) if invitation else self._closed(request)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Accept it; enter by the password."""
        invitation = service.opened(token)
        if invitation is None:
            return self._closed(request)
        person = None
        if service.account(invitation) is None:
            form = AccountForm(self._account(invitation), request.POST)
            with translation.override(invitation.language):
                valid = form.is_valid()
            if not valid:
                return self._page(request, invitation, form)
            person = form.save(commit=False)
        if service.accept(token, person=person) is None:
            return self._closed(request)
        with translation.override(invitation.language):
            messages.success(request, _("You are welcome: enter with your e-mail address and your password."))
        return redirect("wagtailadmin_login")

    @staticmethod
    def _account(invitation: Invitation) -> User:
        return User(email=invitation.email)

    @staticmethod
    def _page(request: HttpRequest, invitation: Invitation, form: AccountForm) -> HttpResponse:
        there = service.account(invitation) is not None
        with translation.override(invitation.language):
            context = {"invitation": invitation, "form": form, "there": there, "role_name": service.role_name(invitation.role)}
            page = render(request, "entering/invitation.html", context)
        page["Cache-Control"] = "no-store, private"
        return page

    @staticmethod
    def _closed(request: HttpRequest) -> HttpResponse:
        return render(request, "entering/invitation_closed.html", status=410)

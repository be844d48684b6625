"""The pages of the second factor: asked for, set up, looked after, taken from somebody who has lost it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal import journal
from portal.entering import lockout
from portal.entering.gate import next_of
from portal.entering.second import factor
from portal.entering.second.factor import Outcome
from portal.models import Deed, User

LONGEST = 40


class CodeForm(forms.Form):
    """A code, however it was grouped."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}),
    )

    def clean_code(self) -> str:
        """Without blanks and signs, in small letters."""
        return "".join(letter for letter in self.cleaned_data["code"] if letter.isascii() and letter.isalnum()).lower()


def _typed(request: HttpRequest) -> tuple[CodeForm, str]:
    form = CodeForm(request.POST)
    return form, form.cleaned_data["code"] if form.is_valid() else ""


def _say(form: CodeForm, outcome: Outcome, user: Any) -> None:
    """Why the code did not open."""
    until = factor.waits_until(user) if outcome is Outcome.WAIT else None
    if until is None:
        form.add_error("code", _("This code is not the right one. Look at the code that the application shows now."))
        return
    seconds = max(1, int((until - timezone.now()).total_seconds()) + 1)
    said = ngettext("Wrong codes were typed: wait %(seconds)d second.", "Wrong codes were typed: wait %(seconds)d seconds.", seconds)
    form.add_error("code", said % {"seconds": seconds})


class Code(View):
    """Asks for the second factor after either log-in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; the next page where nothing is awaited."""
        user: Any = request.user
        if not factor.has_one(user) or user.is_verified():
            return redirect(next_of(request))
        return self._page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on, or say what is wrong."""
        form, code = _typed(request)
        if not form.is_valid():
            return self._page(request, form)
        outcome = factor.verify(request, code)
        if outcome is Outcome.LOCKED:
            return lockout.locked_out(request)
        if outcome is not Outcome.RIGHT:
            _say(form, outcome, request.user)
            return self._page(request, form)
        left = factor.recovery_codes_left(request.user)
        if len(code) != factor.DIGITS:
            said = ngettext("%(count)d recovery code is left.", "%(count)d recovery codes are left.", left)
            messages.warning(request, said % {"count": left})
        return redirect(next_of(request))

    @staticmethod
    def _page(request: HttpRequest, form: CodeForm) -> HttpResponse:
        return render(request, "entering/code.html", {"form": form, "next": next_of(request)})


class SetUp(View):
    """Gives the key to an application, and asks for a code of it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The key; those who have one already look after it."""
        return redirect("second_factor:index") if factor.has_one(request.user) else self._page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The recovery codes, this once; the form again where the code is wrong."""
        if factor.has_one(request.user):
            return redirect("second_factor:index")
        form, code = _typed(request)
        if form.is_valid():
            outcome, codes = factor.confirm(request, code)
            if outcome is Outcome.LOCKED:
                return lockout.locked_out(request)
            if outcome is Outcome.RIGHT:
                journal.note(request.user, Deed.Kind.FACTOR_SET, about=cast(User, request.user).email)
                return shown_once(request, codes)
            _say(form, outcome, request.user)
        return self._page(request, form)

    @staticmethod
    def _page(request: HttpRequest, form: CodeForm) -> HttpResponse:
        key = factor.begin(request.user)
        context = {"form": form, "key": key, "next": next_of(request), "required": factor.is_required_of(request.user)}
        return render(request, "entering/set_up.html", context | {"picture": mark_safe(key.picture)})  # noqa: S308 - drawn by segno


def shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The page of the recovery codes; they are nowhere else, and the address shows nothing when it is asked again."""
    page = render(request, "entering/recovery_codes.html", {"codes": codes, "next": next_of(request)})
    page["Cache-Control"] = "no-store, private"
    return page


class Index(WagtailAdminTemplateMixin, View):
    """One's own second factor: whether there is one, how many recovery codes are left, what may be done."""

    template_name = "entering/second_factor.html"
    header_icon = "lock"
    page_title = gettext_lazy("Second factor")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the account."""
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [*self.breadcrumbs_items, account, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self._page(CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """New recovery codes or an end of it, for a code of this moment."""
        if not factor.has_one(request.user):
            return redirect("second_factor:index")
        form, code = _typed(request)
        if not form.is_valid():
            return self._page(form)
        outcome = factor.verify(request, code)
        if outcome is Outcome.LOCKED:
            return lockout.locked_out(request)
        if outcome is not Outcome.RIGHT:
            _say(form, outcome, request.user)
            return self._page(form)
        if request.POST.get("deed") == "codes":
            return shown_once(request, factor.new_recovery_codes(request.user))
        factor.remove(request.user)
        journal.note(request.user, Deed.Kind.FACTOR_REMOVED, about=cast(User, request.user).email)
        messages.success(request, _("The second factor is removed: your password alone opens the back office."))
        return redirect("second_factor:index")

    def _page(self, form: CodeForm) -> HttpResponse:
        user = self.request.user
        context = {"form": form, "has_one": factor.has_one(user), "left": factor.recovery_codes_left(user)}
        return self.render_to_response(self.get_context_data(**context, required=factor.is_required_of(user)))


class OfSomebody(WagtailAdminTemplateMixin, View):
    """Takes the second factor from somebody who has lost it; superusers only."""

    template_name = "entering/second_factor_of.html"
    header_icon = "lock"
    page_title = gettext_lazy("Take away a second factor")
    person: User | None = None

    def _find(self, request: HttpRequest, pk: int) -> User:
        if not request.user.is_superuser:
            raise PermissionDenied
        return get_object_or_404(User, pk=pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the list of accounts."""
        accounts = {"url": reverse("wagtailusers_users:index"), "label": _("Accounts")}
        return [*self.breadcrumbs_items, accounts, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, and say what follows."""
        person = self._find(request, pk)
        return self.render_to_response(self.get_context_data(person=person, has_one=factor.has_one(person)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it away."""
        person = self._find(request, pk)
        if factor.remove(person):
            journal.note(request.user, Deed.Kind.FACTOR_REMOVED, about=person.email)
            messages.success(
                request, _("%(person)s enters by the password alone until a new second factor is set up.") % {"person": person}
            )
        return redirect("wagtailusers_users:index")

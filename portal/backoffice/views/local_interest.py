"""Gallica d'ici: the documents that rules propose, decided one by one or a page at once, and decided anew; how right each rule was."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages

from catalogue.models import LocalDecision, LocalRule
from catalogue.models.local_decision import LONGEST_WHY
from catalogue.selectors import local_interest
from catalogue.services.local_decisions import Choice, decide, retire
from portal.backoffice import local_desks as desks
from portal.backoffice.local_reasons import RULES, said
from portal.backoffice.views.base import number_in
from portal.backoffice.views.own import OwnMixin, TrailView
from portal.hygiene import whole, without_controls
from portal.shown import gallica

PAGE = 20
CHANGE_RULES, READ_NAMES = "catalogue.change_localrule", "catalogue.view_localname"


def _rules() -> list[dict[str, Any]]:
    """Every rule, in the order in which reasons are shown, and how right it was; two statements."""
    right = {one.rule: one for one in local_interest.precisions()}
    known = {one.rule: one for one in LocalRule.objects.all()}
    return [{"code": code, "name": name, "known": known[code], "right": right.get(code)} for code, name in RULES.items() if code in known]


class Desk(OwnMixin, TrailView):
    """What waits, the last received first, that of one's own communes before the region's; and what was decided, to be decided anew."""

    template_name = "backoffice/local_interest.html"
    header_icon = "site"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Gallica of the region")

    def first(self) -> tuple[str, str]:
        """This is the list."""
        return self.get_page_title(), self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A keyset page; nine statements for it, whatever it holds."""
        desk = desks.desk(self.own, state=self.request.GET.get("list", ""), queue=self.request.GET.get("queue"))
        page = desks.page(desk, before=number_in(self.request, "before"), size=PAGE)
        rows = [
            {
                "pk": one.pk,
                "line": gallica.line(one.description),
                "reasons": [said(reason) for reason in one.reasons],
                "decided": one.decided,
                "fonds": [(ark, title, ark == one.fonds) for ark, title in desks.with_other(desk.fonds, one.fonds)],
            }
            for one in page.rows
        ]
        return super().get_context_data(
            desk=desk,
            lists=[(code, label, code == desk.state) for code, label in desks.LISTS.items()],
            rows=rows,
            next_before=page.next,
            rules=_rules(),
            may_change=self.request.user.has_perm(CHANGE_RULES),
            may_read_names=self.request.user.has_perm(READ_NAMES),
            longest=LONGEST_WHY,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write what was chosen; rows without a choice wait on."""
        typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
        choices: dict[int, Choice] = {}
        for name, state in typed.items():
            prefix, _dash, number = name.partition("-")
            record = whole(number, digits=17)
            if prefix == "decision" and state in LocalDecision.State.values and record is not None and len(choices) < PAGE:
                why = without_controls(typed.get(f"why-{number}", "")).strip()[:LONGEST_WHY]
                fonds = without_controls(typed.get(f"fonds-{number}", "")) if state == LocalDecision.State.KEPT else ""
                choices[record] = Choice(state, why, fonds)
        if not choices:
            messages.error(request, _("Choose what to do with at least one document."))
        else:
            count = decide(desks.within_reach(choices, self.own), author=self.person)
            messages.success(
                request, ngettext("%(count)d decision is written.", "%(count)d decisions are written.", count) % {"count": count}
            )
        kept = {name: value for name in ("list", "queue") if (value := without_controls(request.GET.get(name, ""))[:20])}
        return redirect(f"{reverse('local_interest:desk')}{'?' if kept else ''}{urlencode(kept)}")


class Retirement(View):
    """Has a rule say nothing any more, or again."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """For those who may change rules; says what was done."""
        if not request.user.has_perm(CHANGE_RULES):
            raise PermissionDenied
        rule, retired = request.POST.get("rule", ""), request.POST.get("retired") == "yes"
        if rule not in RULES or not retire(rule, retired=retired):
            messages.error(request, _("There is no such rule."))
        elif retired:
            messages.success(request, _("The rule is retired: it finds nothing any more."))
        else:
            messages.success(request, _("The rule holds again."))
        return redirect("local_interest:desk")

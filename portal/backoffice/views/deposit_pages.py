"""The page of one deposit of pictures: how far each is, order and labels, what is said of it as a whole, its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from catalogue.core.messages import Message
from catalogue.core.rights import RIGHTS
from catalogue.formats.iiif.image import SMALL
from catalogue.models import Deposit, DepositView
from catalogue.pictures.layout import Layout
from catalogue.selectors import deposits as selectors
from catalogue.services.deposits import opening, receiving, showing
from catalogue.services.deposits.refusals import NotTaken
from portal import journal
from portal.backoffice.views.base import number_in
from portal.backoffice.views.deposits import DepositsView, choices, said_in
from portal.backoffice.views.own import OwnMixin, OwnView
from portal.models import Deed
from portal.public import addresses
from portal.shown import words

VIEWS_A_PAGE = 50


class OfDeposit(OwnMixin):
    """What concerns one deposit of one of one's institutions; another's is a 404."""

    deposit: Deposit

    def look_up(self, **named: Any) -> None:
        """The deposit of the address."""
        asked = Deposit.objects.select_related("institution", "target")
        self.deposit = get_object_or_404(asked, pk=named["deposit"], institution__in=self.own)

    def view_of(self, number: UUID) -> DepositView:
        """One of its views."""
        found: DepositView = get_object_or_404(DepositView.objects.select_related("deposit"), pk=number, deposit=self.deposit)
        return found

    def note(self, kind: Deed.Kind) -> None:
        """A line of the journal."""
        journal.note(self.request.user, kind, about=self.deposit.title, institution=self.deposit.institution)


@dataclass(frozen=True, slots=True)
class Line:
    """A view as its librarian sees it: ``reason`` says why there is no picture of it."""

    view: DepositView
    number: int
    reason: str
    state: str


class DepositPage(OfDeposit, DepositsView):
    """A page under that of an institution."""

    def trail(self) -> list[dict[str, Any]]:
        """The institution, and the deposit where this is a page of it."""
        found = self.deposit.institution
        trail = [{"url": reverse("deposits:of_institution", args=[found.pk]), "label": found.title}]
        own = {"url": reverse("deposits:deposit", args=[self.deposit.pk]), "label": self.deposit.title}
        return trail if isinstance(self, OneDeposit) else [*trail, own]


class OneDeposit(DepositPage):
    """How far the pictures of a deposit are, their order and their labels, and what may be done."""

    template_name = "backoffice/deposit.html"

    def get_page_title(self) -> str:
        """Its title."""
        return self.deposit.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four statements, however many views it has."""
        deposit = self.deposit
        pages = Paginator(deposit.views.exclude(state=DepositView.State.REMOVED).order_by("place", "pk"), VIEWS_A_PAGE)
        page: Page[DepositView] = pages.get_page(number_in(self.request, "p") or 1)
        return super().get_context_data(
            deposit=deposit,
            removed=deposit.state == Deposit.State.REMOVED,
            right=_(RIGHTS[deposit.rights].label),
            target=addresses.of_ark(deposit.target_id),
            lines=[_line(view, number) for number, view in enumerate(page, page.start_index() or 1)],
            page=page,
            manifest=addresses.deposited("manifest", deposit.pk),
            piece=receiving.LARGEST_PIECE // 2,
            **counts(deposit),
            **choices(deposit.institution),
            **kwargs,
        )


def _line(view: DepositView, number: int) -> Line:
    reason = Message.of_json(view.reason).sentence(_) if view.reason else ""
    return Line(view, number, reason, {"made": "done", "waiting": "waiting"}.get(view.state, "refused"))


def counts(deposit: Deposit) -> dict[str, Any]:
    """How many of its views wait, are made, were refused, in words; one statement."""
    rows = deposit.views.exclude(state=DepositView.State.REMOVED).values_list("state").annotate(n=Count("pk"))
    by_state = dict(rows)
    total, waiting = sum(by_state.values()), by_state.get(DepositView.State.WAITING, 0)
    made, refused = by_state.get(DepositView.State.MADE, 0), by_state.get(DepositView.State.REFUSED, 0)
    told = (
        (total, ngettext("%(shown)s view", "%(shown)s views", total)),
        (made, ngettext("%(shown)s made", "%(shown)s made ones", made)),
        (waiting, ngettext("%(shown)s waiting", "%(shown)s waiting ones", waiting)),
        (refused, ngettext("%(shown)s refused", "%(shown)s refused ones", refused)),
    )
    progress = " · ".join(said % {"shown": words.number(count)} for count, said in told if count)
    return {"progress": progress if total else _("No view yet"), "waiting": waiting}


class State(OfDeposit, OwnView):
    """How far it is, for the script of the page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One line of text; the header says how many wait."""
        told = counts(self.deposit)
        answer = HttpResponse(told["progress"], content_type="text/plain; charset=utf-8")
        answer["X-Waiting"] = str(told["waiting"])
        return answer


class Change(DepositPage):
    """What is said of a deposit as a whole."""

    template_name = "backoffice/deposit_change.html"
    page_title = gettext_lazy("Title, rights, what it shows")
    typed: opening.Said | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it says now."""
        one = self.deposit
        now = opening.Said(title=one.title, rights=one.rights, credit=one.credit, target=one.target_id)
        offered = choices(one.institution)
        return super().get_context_data(deposit=one, said=self.typed or now, **offered, **kwargs)

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponseBase:
        """Say otherwise."""
        try:
            opening.change(self.deposit, said_in(request))
        except NotTaken as error:
            messages.error(request, error.message.sentence(_))
            self.typed = said_in(request)
            return self.get(request)
        self.note(Deed.Kind.PICTURES_CHANGED)
        messages.success(request, _("Written."))
        return redirect("deposits:deposit", deposit=deposit)


class Remove(DepositPage):
    """The end of a deposit: asked once more, then done."""

    template_name = "backoffice/deposit_remove.html"
    page_title = gettext_lazy("Remove these pictures")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it is."""
        return super().get_context_data(deposit=self.deposit, **counts(self.deposit), **kwargs)

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponse:
        """Remove it."""
        showing.remove(self.deposit)
        self.note(Deed.Kind.PICTURES_REMOVED)
        messages.success(request, _("Removed: its addresses say what it was, its files leave within minutes."))
        return redirect("deposits:of_institution", institution=self.deposit.institution_id)


class Small(OfDeposit, OwnView):
    """A small picture of a view, also of one that readers do not see."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Its bytes."""
        view = self.view_of(kwargs["view"])
        if view.state != DepositView.State.MADE:
            raise Http404
        try:
            content = selectors.tile(self.deposit.pk, view.pk, Layout(view.width, view.height).preview(SMALL))
        except OSError as error:
            raise Http404 from error
        return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})

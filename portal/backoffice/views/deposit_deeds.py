"""What is done with a deposit by a button of its page: more files, an order, readers who see it or not, a view less."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from catalogue.services.deposits import showing
from catalogue.services.deposits.refusals import NotTaken
from portal.backoffice.views.deposit_pages import OfDeposit
from portal.backoffice.views.deposits import take_all
from portal.backoffice.views.own import OwnView
from portal.hygiene import whole
from portal.models import Deed


class DepositDeed(OfDeposit, OwnView):
    """A deed, never done by a link."""

    http_method_names = ["post"]

    def back(self) -> HttpResponse:
        """To the page of the deposit, to the part of it that was looked at."""
        page = whole(self.request.POST.get("p", ""), digits=4)
        return redirect(reverse("deposits:deposit", args=[self.deposit.pk]) + (f"?p={page}" if page else ""))


class Add(DepositDeed):
    """More files."""

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponse:
        """Take them in."""
        if not request.FILES.getlist("files"):
            messages.error(request, NotTaken("deposit_no_file").message.sentence(_))
        elif take_all(request, self.deposit):
            self.note(Deed.Kind.PICTURES_DEPOSITED)
        return self.back()


class Arrange(DepositDeed):
    """The order of views, their labels, the parts that they begin."""

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponse:
        """Write what the form says of each view that it shows."""
        showing.arrange(self.deposit, self._said())
        self.note(Deed.Kind.PICTURES_CHANGED)
        messages.success(request, _("Written."))
        return self.back()

    def _said(self) -> Iterator[showing.Arranged]:
        get = self.request.POST.get
        for number in self.request.POST.getlist("view"):
            place = whole(get(f"place-{number}", ""), digits=4)
            try:
                view = UUID(number)
            except ValueError:
                continue
            if place is not None:
                yield showing.Arranged(view, place, get(f"label-{number}", ""), get(f"part-{number}", ""))


class Show(DepositDeed):
    """Readers see it from now on."""

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponse:
        """Show it."""
        try:
            showing.show(self.deposit)
        except NotTaken as error:
            messages.error(request, error.message.sentence(_))
            return self.back()
        self.note(Deed.Kind.PICTURES_SHOWN)
        messages.success(request, _("Readers see these pictures from now on."))
        return self.back()


class Hide(DepositDeed):
    """Readers do not see it for the time being."""

    def post(self, request: HttpRequest, deposit: UUID) -> HttpResponse:
        """Hide it."""
        showing.hide(self.deposit)
        self.note(Deed.Kind.PICTURES_CHANGED)
        messages.success(request, _("Readers do not see these pictures any more; nothing of them is lost."))
        return self.back()


class RemoveView(DepositDeed):
    """One view less."""

    def post(self, request: HttpRequest, deposit: UUID, view: UUID) -> HttpResponse:
        """Remove it."""
        showing.remove_view(self.view_of(view))
        self.note(Deed.Kind.PICTURES_CHANGED)
        messages.success(request, _("The view is removed."))
        return self.back()

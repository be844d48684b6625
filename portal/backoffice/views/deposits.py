"""Deposited pictures of one's institutions: the list, the form that opens a deposit, its page, what is said of it, its end."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from catalogue.core.rights import RIGHTS
from catalogue.models import Deposit, DepositView, Institution
from catalogue.selectors import deposits as selectors
from catalogue.selectors import fonds
from catalogue.services.deposits import opening, receiving
from catalogue.services.deposits.refusals import NotTaken
from portal import journal
from portal.backoffice.views.own import OwnView
from portal.models import Deed

HISTORY = 100
FILES_AT_ONCE, MEGABYTES_AT_ONCE = 100, 300  # what Django and the door let through in one form


class DepositsView(OwnView):
    """A page of deposited pictures."""

    header_icon = "image"

    def first(self) -> tuple[str, str]:
        """The list of institutions."""
        return _("Deposited pictures"), reverse("deposits:index")


class Institutions(DepositsView):
    """One's institutions; who has one alone is led to it."""

    template_name = "backoffice/deposit_institutions.html"
    page_title = gettext_lazy("Deposited pictures")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the only page of it."""
        found = list(self.own.values_list("pk", flat=True)[:2])
        if len(found) == 1:
            return redirect("deposits:of_institution", institution=found[0])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By town."""
        return super().get_context_data(institutions=self.own.order_by("town", "title", "pk"), **kwargs)


def gigabytes(count: int) -> str:
    """Bytes as a librarian reads them."""
    return number_format(round(count / selectors.GIGABYTE, 2), decimal_pos=2)


def said_in(request: HttpRequest) -> opening.Said:
    """What a form says of a deposit; an ark that was typed goes before the fonds of the list."""
    get = request.POST.get
    return opening.Said(
        title=get("title", ""), rights=get("rights", ""), credit=get("credit", ""), target=get("ark", "").strip() or get("fonds", "")
    )


def choices(institution: Institution) -> dict[str, Any]:
    """What the form of a deposit offers."""
    return {
        "rights": [(key, _(right.label)) for key, right in RIGHTS.items()],
        "all_fonds": [(one.ark, one.title, one.depth) for one in fonds.of_institution(institution.isil)],
        "files_at_once": FILES_AT_ONCE,
        "megabytes_at_once": MEGABYTES_AT_ONCE,
        "megabytes_a_file": receiving.LARGEST // receiving.MEGABYTE,
    }


def take_all(request: HttpRequest, deposit: Deposit) -> int:
    """Take in the files of a form, each with its own sentence where it is not taken; how many were."""
    taken = 0
    for file in request.FILES.getlist("files"):
        if isinstance(file, UploadedFile):
            try:
                receiving.take(deposit, file, name=file.name or "")
                taken += 1
            except NotTaken as error:
                messages.error(request, error.message.sentence(_))
    if taken:
        said = ngettext(
            "%(count)d file received: its picture is being made.", "%(count)d files received: their pictures are being made.", taken
        )
        messages.success(request, said % {"count": taken})
    return taken


class Deposits(DepositsView):
    """What one institution has deposited, how much room it takes, and the form that deposits more."""

    template_name = "backoffice/deposits.html"
    institution: Institution
    typed: opening.Said | None = None

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Deposited pictures: %(institution)s") % {"institution": self.institution.title}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show them."""
        self.institution = self.one(kwargs["institution"])
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, institution: int) -> HttpResponseBase:
        """Open a deposit, and take in the files that came with the form; what was typed stays where it is refused."""
        found = self.one(institution)
        try:
            deposit = opening.open_deposit(found, said_in(request), author=self.person)
        except NotTaken as error:
            messages.error(request, error.message.sentence(_))
            self.typed = said_in(request)
            return self.get(request, institution=institution)
        take_all(request, deposit)
        journal.note(request.user, Deed.Kind.PICTURES_DEPOSITED, about=deposit.title, institution=found)
        return redirect("deposits:deposit", deposit=deposit.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five statements, however many there are."""
        room = selectors.room_of(self.institution)
        made = Count("views", filter=Q(views__state=DepositView.State.MADE))
        return super().get_context_data(
            found=self.institution,
            deposits=self.institution.deposits.annotate(made=made).order_by("-opened_at")[:HISTORY],
            used=gigabytes(room.used),
            most=gigabytes(room.most),
            left=gigabytes(room.left),
            said=self.typed,
            **choices(self.institution),
            **kwargs,
        )

"""What CCFr has of an institution's notices, its deliveries, their files and receipts; each person sees her institutions alone."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from catalogue.core.isil import code_of
from catalogue.formats import delimited
from catalogue.models import Institution
from harvest.models import Delivery
from harvest.selectors import delivered
from harvest.services import deliveries, delivering
from portal.backoffice.views.own import OwnMixin, TrailView
from portal.public import addresses

PAGE, MOST_FINDINGS = 50, 100


class ReceiptForm(forms.Form):
    """What CCFr answered to a delivery."""

    on = forms.DateField(label=gettext_lazy("Answered on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    accepted = forms.IntegerField(label=gettext_lazy("Accepted notices"), min_value=0, max_value=99_999_999, required=False)
    refused = forms.IntegerField(label=gettext_lazy("Refused notices"), min_value=0, max_value=99_999_999, required=False)
    answer = forms.FileField(
        label=gettext_lazy("The answer itself"),
        required=False,
        help_text=gettext_lazy(
            "A message or a table, kept as it is. Where notices were refused, those whose number it gives are listed here."
        ),
    )

    def clean_answer(self) -> Any:
        """Refuses what is no letter and no table any more."""
        found = self.cleaned_data["answer"]
        if found and found.size > delivering.MOST_RECEIPT:
            raise forms.ValidationError(_("This file is larger than 5 MB: send the part that names the refused notices."))
        return found


class DeliveriesMixin(OwnMixin):
    """What concerns one of one's institutions, and one of its deliveries, where the address names them."""

    institution: Institution
    delivery: Delivery
    code: str

    def look_up(self, **named: Any) -> None:
        """The institution by ``pk``, its delivery by ``number``."""
        if "pk" in named:
            self.institution = self.one(named["pk"])
            self.code = code_of(self.institution.isil)
        if "number" in named:
            self.delivery = get_object_or_404(Delivery, pk=named["number"], institution=self.code)


class DeliveriesView(DeliveriesMixin, TrailView):
    """A page of deliveries."""

    header_icon = "upload"

    def first(self) -> tuple[str, str]:
        """The list of institutions."""
        return _("Deliveries to CCFr"), reverse("deliveries:institutions")

    def of_institution(self) -> dict[str, Any]:
        """The step of the institution."""
        return {"url": reverse("deliveries:institution", args=[self.institution.pk]), "label": self.institution.title}


class Institutions(DeliveriesView):
    """The institutions of this person, each with its last delivery; to one's own straight away where there is but one."""

    template_name = "backoffice/deliveries.html"

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Deliveries to CCFr")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the one institution."""
        first = self.own.order_by("pk")[:2]
        if len(first) == 1:
            return redirect("deliveries:institution", first[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of fifty; two statements."""
        page = Paginator(self.own.order_by("town", "title", "pk"), PAGE).get_page(self.request.GET.get("p"))
        last = delivered.last_of(page.object_list)
        rows = [(one, last.get(code_of(one.isil))) for one in page.object_list]
        return super().get_context_data(page=page, rows=rows, **kwargs)


class OfInstitution(DeliveriesView):
    """What CCFr has of an institution, its deliveries, and the button that asks for another."""

    template_name = "backoffice/deliveries_institution.html"

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("What CCFr has of %(institution)s") % {"institution": self.institution.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of fifty."""
        page = Paginator(delivered.of_institution(self.code), PAGE).get_page(self.request.GET.get("p"))
        being_made = any(one.state == Delivery.State.ASKED for one in page.object_list)
        return super().get_context_data(
            institution=self.institution, had=delivered.had_of(self.code), page=page, being_made=being_made, **kwargs
        )


class Prepare(DeliveriesMixin, View):
    """Ask for a delivery."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """It is made by a worker within a minute or two."""
        delivering.ask(self.code, author=str(request.user), everything=request.POST.get("everything") == "1")
        messages.success(request, _("The delivery is being made: it will stand in the list in a minute or two."))
        return redirect("deliveries:institution", self.institution.pk)


class OneDelivery(DeliveriesView):
    """A delivery: its figures, its files, what was found before sending, what CCFr answered."""

    template_name = "backoffice/delivery.html"
    form: ReceiptForm | None = None

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        asked = timezone.localtime(self.delivery.made_at or self.delivery.asked_at)
        return _("Delivery of %(day)s") % {"day": f"{asked:%d/%m/%Y %H:%M}"}

    def trail(self) -> list[dict[str, Any]]:
        """Under its institution."""
        return [self.of_institution()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One statement for the addresses of the notices that were refused."""
        found = self.delivery
        told = {"on": found.receipt_on or timezone.localdate(), "accepted": found.accepted, "refused": found.refused}
        form = self.form or ReceiptForm(initial=told)
        arks = delivered.arks_of(found.refused_records[:MOST_FINDINGS])
        refused = [(name, addresses.of_ark(arks[name]) if name in arks else "") for name in found.refused_records[:MOST_FINDINGS]]
        return super().get_context_data(
            institution=self.institution,
            delivery=found,
            findings=self._findings(),
            form=form,
            refused=refused,
            **kwargs,
        )

    def _findings(self) -> list[list[str]]:
        """The first lines of the table of what was found."""
        path = delivering.path_of(self.delivery, deliveries.FINDINGS)
        if path is None:
            return []
        with path.open(encoding="utf-8", newline="") as lines:
            return [row for _line, row in islice(delimited.lines(lines, ";"), 1, MOST_FINDINGS + 1) if len(row) == 3]


class File(DeliveriesMixin, View):
    """A file of a delivery."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """To be saved; 404 where it is not there."""
        path = delivering.path_of(self.delivery, kwargs["name"])
        if path is None:
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"{self.code}-{self.delivery.folder}-{path.name}")


class Receipt(DeliveriesMixin, View):
    """What CCFr answered: kept, and given back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer as it came, to be saved; 404 where there is none."""
        if not self.delivery.receipt:
            raise Http404
        answer = HttpResponse(bytes(self.delivery.receipt), content_type="application/octet-stream")
        name = "".join(sign if sign.isalnum() or sign in ".-_" else "_" for sign in self.delivery.receipt_name) or "reponse"
        answer["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "replace").decode().replace("?", "_")}"'
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep it; the page again, with a sentence, for what cannot be."""
        form = ReceiptForm(request.POST, request.FILES)
        if not form.is_valid():
            return OneDelivery.as_view(form=form)(self._as_shown(), pk=self.institution.pk, number=self.delivery.pk)
        said, answer = form.cleaned_data, form.cleaned_data["answer"]
        delivering.receive(
            self.delivery, on=said["on"], accepted=said["accepted"], refused=said["refused"], name=answer.name if answer else "",
            content=answer.read() if answer else None, author=str(request.user),
        )  # fmt: skip
        messages.success(request, _("The answer is kept."))
        return redirect("deliveries:delivery", self.institution.pk, self.delivery.pk)

    def _as_shown(self) -> HttpRequest:
        self.request.method = "GET"
        return self.request

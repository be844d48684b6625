"""The safeguarding sheet of one's institution: what is carried out first, by room and shelf; printed; told to nobody else."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from wagtail.admin import messages

from catalogue import policies
from catalogue.models import Fonds, Institution, SafeguardedFonds
from catalogue.services import safeguarding as service
from portal.backoffice.views.own import OwnView


class LineForm(forms.ModelForm):  # type: ignore[type-arg]
    """One line of the sheet; the fonds are those of the institution."""

    class Meta:
        model = SafeguardedFonds
        fields = ("fonds", "part", "rank", "room", "shelf", "handling")

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["fonds"]
        chosen.queryset = Fonds.objects.descendant_of(institution).order_by("path")
        self.fields["handling"].widget.attrs["rows"] = 3


class SafeguardingView(OwnView):
    """A page of the sheet: refused to whoever does not keep one, a 404 for another institution's."""

    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No browser keeps the answer."""
        answer: HttpResponseBase = never_cache(super().dispatch)(request, *args, **kwargs)
        return answer

    def reach(self) -> QuerySet[Institution]:
        """Those whose sheet this person keeps."""
        return policies.safeguarded_by(self.request.user)

    def first(self) -> tuple[str, str]:
        """The list of one's sheets."""
        return _("Safeguarding"), reverse("safeguarding:index")

    @cached_property
    def institution(self) -> Institution:
        """The one of the address."""
        return self.one(self.kwargs["pk"])

    def back(self) -> HttpResponseBase:
        """To the sheet."""
        return redirect("safeguarding:sheet", pk=self.institution.pk)


class Sheets(SafeguardingView):
    """The institutions whose sheet one keeps."""

    template_name = "backoffice/safeguarding.html"
    page_title = gettext_lazy("Safeguarding")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two statements; nothing of a sheet."""
        return super().get_context_data(institutions=self.own.order_by("town", "title"), **kwargs)


class Sheet(SafeguardingView):
    """The sheet of one, as it is printed; each look at it is noted."""

    template_name = "backoffice/safeguarding_sheet.html"

    def get_page_title(self) -> str:
        """Whose it is."""
        return _("Safeguarding sheet: %(name)s") % {"name": self.institution.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five statements."""
        lines = service.sheet(self.institution, person=self.person)
        return super().get_context_data(
            institution=self.institution,
            rooms=[(room, list(of_room)) for room, of_room in groupby(lines, key=lambda one: one.room)],
            readings=service.readings(self.institution),
            day=timezone.localdate(),
            **kwargs,
        )


class Line(SafeguardingView):
    """One line, new or changed, in a form."""

    template_name = "backoffice/safeguarding_line.html"
    form: LineForm | None = None

    def get_page_title(self) -> str:
        """What is done."""
        return _("A fonds to carry out")

    def trail(self) -> list[dict[str, Any]]:
        """Under its sheet."""
        return [{"url": reverse("safeguarding:sheet", args=[self.institution.pk]), "label": self.institution.title}]

    @cached_property
    def line(self) -> SafeguardedFonds:
        """The one of the address, or a new one."""
        if "number" not in self.kwargs:
            return SafeguardedFonds(institution=self.institution)
        found = service.one(self.institution, self.kwargs["number"], person=self.person)
        if found is None:
            raise Http404
        return found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Store it, or say what is wrong."""
        self.form = LineForm(request.POST, instance=self.line, institution=self.institution)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        service.write(self.form.save(commit=False), institution=self.institution, person=self.person)
        messages.success(request, _("Written."))
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        form = self.form or LineForm(instance=self.line, institution=self.institution)
        return super().get_context_data(form=form, line=self.line, institution=self.institution, **kwargs)


class TakeOff(SafeguardingView):
    """A line that is taken off the sheet."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it off, and show the sheet."""
        if service.take_off(self.institution, self.kwargs["number"], person=self.person):
            messages.success(request, _("Taken off the sheet."))
        return self.back()

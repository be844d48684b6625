"""Adding and changing a harvesting point."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from harvest import policies
from harvest.models import Endpoint
from portal import journal
from portal.backoffice.forms import GUARDS, PointForm
from portal.backoffice.views.base import ConsoleView
from portal.models import Deed

SECTIONS = {
    "where": ("name", "slug", "institution", "protocol", "url", "prefix", "set_spec", "format"),
    "when": ("prepared", "active", "every_hours", "full_every_days", "silent_days", "window_days"),
    "rights": ("licence", "licence_url", "metadata_cc0"),
    "guards": GUARDS[1:],
}


class PointCreate(ConsoleView):
    """A new harvesting point."""

    template_name = "backoffice/point_form.html"
    tab = "points"
    endpoint: Endpoint | None = None

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return self.endpoint.source.name if self.endpoint else _("New harvesting point")

    def find(self) -> Endpoint | None:
        """The point to change; None for a new one. Raises PermissionDenied when the person may not."""
        if not policies.may_add(self.request.user):
            raise PermissionDenied
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The fields in their sections; the guards only where the form has them."""
        form = kwargs.pop("form", None) or PointForm(user=self.request.user, instance=self.endpoint)
        sections = {key: [form[name] for name in names if name in form.fields] for key, names in SECTIONS.items()}
        return super().get_context_data(form=form, sections=sections, point=self.endpoint, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form."""
        self.endpoint = self.find()
        return super().get(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save, or show the form again with what is wrong."""
        self.endpoint = self.find()
        form = PointForm(request.POST, user=request.user, instance=self.endpoint)
        if not form.is_valid():
            messages.validation_error(request, _("The harvesting point was not saved: something must be corrected."), form)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        kind = Deed.Kind.POINT_EDITED if self.endpoint else Deed.Kind.POINT_ADDED
        endpoint = form.save()
        changed = f"{endpoint.source.name}: {', '.join(form.changed_data)}"  # the names of fields: a value may be a password
        journal.note(request.user, kind, about=changed, institution=endpoint.source.institution)
        messages.success(request, _("%(source)s is saved.") % {"source": endpoint.source.name})
        self._warn_of_a_second_point(form)
        if form.harvests_something_else:
            messages.warning(request, _("The point now asks for other records: its next harvest reads everything."))
        return redirect("harvesting:points")

    def _warn_of_a_second_point(self, form: PointForm) -> None:
        """Two points that ask the same of the same address bring every notice twice; a point of others is not named."""
        others = form.others_at_the_same_address()
        if not others.exists():
            return
        own = policies.endpoints_for(self.request.user).filter(pk__in=others.values("pk")).select_related("source").first()
        if own is not None:
            said = _("“%(source)s” already harvests this address: every notice would be there twice.") % {"source": own.source.name}
        else:
            said = _("Another point already harvests this address: every notice would be there twice. Ask the portal’s team.")
        messages.warning(self.request, said)


class PointEdit(PointCreate):
    """An existing harvesting point."""

    def find(self) -> Endpoint:
        """The point; 404 when the person does not see it."""
        points = policies.endpoints_for(self.request.user).select_related("source__institution")
        endpoint = get_object_or_404(points, pk=self.kwargs["pk"])
        if not policies.may_edit(self.request.user, endpoint):
            raise PermissionDenied
        return endpoint

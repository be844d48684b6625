"""What readers see of a source: the page that says it, and withdraws, shows, removes or takes back, after a question with counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from catalogue.models import Source
from harvest import policies, selectors
from harvest.models import Endpoint
from harvest.services import sources
from portal.backoffice.views.base import ConsoleView, Crumb

Standing = Source.Standing
DEEDS: dict[str, tuple[Callable[[Endpoint], None], tuple[str, ...], Any]] = {
    "montrer": (sources.show, (Standing.PREPARED, Standing.WITHDRAWN), gettext_lazy("Readers find what “%(source)s” gives.")),
    "retirer": (sources.withdraw, (Standing.SHOWN,), gettext_lazy("Readers no longer find what “%(source)s” gives.")),
    "supprimer": (
        sources.remove,
        (Standing.SHOWN, Standing.PREPARED, Standing.WITHDRAWN),
        gettext_lazy("“%(source)s” is removed with its notices. It can be taken back until the date below."),
    ),
    "reprendre": (sources.take_back, (Standing.REMOVED,), gettext_lazy("“%(source)s” is as it was before. Its schedule is off.")),
}
ASKED = ("retirer", "supprimer")


class PointReaders(ConsoleView):
    """The state of a source before readers, its counts, and what can be done about it."""

    template_name = "backoffice/readers.html"
    tab = "points"
    endpoint: Endpoint | None = None
    asked = ""

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("What readers see of “%(source)s”") % {"source": self.endpoint.source.name} if self.endpoint else ""

    def trail(self) -> list[Crumb]:
        """By way of the point."""
        if self.endpoint is None:
            return []
        return [{"url": reverse("harvesting:point_edit", args=[self.endpoint.pk]), "label": self.endpoint.source.name}]

    def find(self) -> Endpoint:
        """The point; 404 when the person does not see it. Raises PermissionDenied where she may not change it."""
        points = policies.endpoints_for(self.request.user).select_related("source__institution")
        endpoint = get_object_or_404(points, pk=self.kwargs["pk"])
        if not policies.may_edit(self.request.user, endpoint):
            raise PermissionDenied
        return endpoint

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, the deeds that its state allows, the one that is asked about."""
        self.endpoint = self.endpoint or self.find()
        source = self.endpoint.source
        allowed = [name for name, (_do, states, _said) in DEEDS.items() if source.standing in states]
        totals = selectors.totals_of([source.pk])[source.pk]
        return super().get_context_data(
            point=self.endpoint, source=source, totals=totals, allowed=allowed, asked=self.asked, goes_on=sources.goes_on(source), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or ask first; what its state does not allow any more changes nothing and says so."""
        self.endpoint = self.find()
        name = request.POST.get("deed", "")
        if name not in DEEDS:
            raise Http404
        deed, states, said = DEEDS[name]
        if self.endpoint.source.standing not in states:
            messages.error(request, _("Somebody has changed this meanwhile: look at the page again."))
        elif name in ASKED and request.POST.get("sure") != "yes":
            self.asked = name
            return self.render_to_response(self.get_context_data())
        else:
            deed(self.endpoint)
            messages.success(request, said % {"source": self.endpoint.source.name})
        return redirect("harvesting:point_readers", self.endpoint.pk)

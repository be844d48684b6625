"""The harvesting points: what each holds, how its last harvest went, when the next one comes, and the button to start one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.coreutils import multigetattr

from harvest import policies, selectors
from harvest.models import Endpoint, HarvestRun
from harvest.services import runs
from harvest.tasks import wake
from portal import journal
from portal.backoffice import engines
from portal.backoffice.views.base import ConsoleMixin, ConsoleView
from portal.backoffice.views.filters import PointFilters
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList
from portal.models import Deed

PAGE = 50
KINDS = {"full": HarvestRun.Kind.FULL, "new": HarvestRun.Kind.INCREMENTAL}


class PointList(ExportedList, ConsoleView):
    """Every harvesting point that the person may see, by name."""

    template_name = "backoffice/points.html"
    tab = "points"
    filterset_class = PointFilters
    export_filename = "points-de-moissonnage"
    list_export = (
        "point.source.name", "point.source.institution.title", "point.get_protocol_display", "point.get_format_display", "point.active",
        "run.get_state_display", "run.ended_at", "totals.active", "totals.tombstones", "totals.quarantined", "point.next_run_at",
    )  # fmt: skip
    export_headings = {
        "point.source.name": gettext_lazy("Source"),
        "point.source.institution.title": gettext_lazy("Institution"),
        "point.get_protocol_display": gettext_lazy("Protocol"),
        "point.get_format_display": gettext_lazy("Format"),
        "point.active": gettext_lazy("Scheduled"),
        "run.get_state_display": gettext_lazy("State"),
        "run.ended_at": gettext_lazy("Last harvest"),
        "totals.active": gettext_lazy("Records shown"),
        "totals.tombstones": pgettext_lazy("records", "Withdrawn"),
        "totals.quarantined": gettext_lazy("In quarantine"),
        "point.next_run_at": gettext_lazy("Next harvest"),
    }

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Harvesting points")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their last run and totals: five queries, however many points the page shows."""
        user = self.request.user
        page = Paginator(self._in_order(), PAGE).get_page(self.request.GET.get("p"))
        shown = list(page.object_list)
        keys = [point.pk for point in shown]
        may_run = set(policies.endpoints_for(user, right=policies.RUN).filter(pk__in=keys).values_list("pk", flat=True))
        may_edit = set(policies.endpoints_for(user, right=policies.EDIT).filter(pk__in=keys).values_list("pk", flat=True))
        rows = [
            {**row, "may_run": row["point"].pk in may_run, "may_edit": row["point"].pk in may_edit} for row in selectors.states_of(shown)
        ]
        return super().get_context_data(rows=rows, page=page, active_states=HarvestRun.ACTIVE, engines=engines.states(), **kwargs)

    def seen(self) -> QuerySet[Endpoint]:
        """With their last run."""
        return selectors.with_last_run(policies.endpoints_for(self.request.user))

    def exported(self) -> list[dict[str, Any]]:
        """Each with its last run and the totals of its source, as on the page."""
        return selectors.states_of(self._in_order()[:MOST_EXPORTED])

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        """The cells of a point; those of its last run are empty where it has none."""
        return {field: "" if field.startswith("run.") and item["run"] is None else multigetattr(item, field) for field in self.list_export}

    def _in_order(self) -> QuerySet[Endpoint]:
        return self.filters.qs.order_by("source__name", "pk")


class PointHarvest(ConsoleMixin, View):
    """ "Harvest now": starts a run and shows it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Start a run of the kind that the form names, or of the kind that is due."""
        endpoint = get_object_or_404(policies.endpoints_for(request.user).select_related("source__institution"), pk=pk)
        if not policies.may_run(request.user, endpoint):
            raise PermissionDenied
        try:
            run = runs.start(endpoint, kind=KINDS.get(request.POST.get("kind", "")), asked_by_id=request.user.pk)
        except runs.RunRefused as refused:
            messages.error(request, str(refused))
            last = endpoint.runs.first()
            return redirect("harvesting:run", last.pk) if last else redirect("harvesting:points")
        wake(run.pk)
        source = endpoint.source
        journal.note(request.user, Deed.Kind.HARVEST, about=f"{source.name}, {run.pk}", institution=source.institution)
        return redirect("harvesting:run", run.pk)

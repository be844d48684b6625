"""Runs: their list, the page of one that keeps itself up to date, and what a person may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from harvest import policies, selectors
from harvest.models import HarvestRun
from harvest.services import runs, schedule
from harvest.tasks import wake
from portal import journal
from portal.backoffice import strip
from portal.backoffice.progress import progress, situation
from portal.backoffice.views.base import ConsoleMixin, ConsoleView, Crumb, number_in
from portal.backoffice.views.filters import RunFilters
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList
from portal.models import Deed

PAGE = 50
State = HarvestRun.State


def run_or_404(request: HttpRequest, pk: int) -> HarvestRun:
    """A run that the person may see, with its source and who asked for it."""
    return get_object_or_404(policies.runs_for(request.user).select_related("endpoint__source__institution", "asked_by"), pk=pk)


class RunList(ExportedList, ConsoleView):
    """Every run that the person may see, newest first, of one state or of one source when asked."""

    template_name = "backoffice/runs.html"
    tab = "runs"
    filterset_class = RunFilters
    export_filename = "moissonnages"
    list_export = (
        "pk", "endpoint.source.name", "get_kind_display", "get_state_display", "reason", "created_at", "started_at", "ended_at", "asked_by",
        "read", "new", "changed", "unchanged", "deleted", "refused",
    )  # fmt: skip
    export_headings = {
        "pk": gettext_lazy("Harvest"),
        "endpoint.source.name": gettext_lazy("Source"),
        "get_kind_display": gettext_lazy("Kind"),
        "get_state_display": gettext_lazy("State"),
        "reason": gettext_lazy("Reason"),
    }

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Harvests")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One keyset page: as quick at the thousandth page as at the first."""
        page = selectors.keyset_page(self.filters.qs, before=number_in(self.request, "before"), size=PAGE)
        return super().get_context_data(runs=page.rows, next_before=page.next_before, **kwargs)

    def seen(self) -> QuerySet[HarvestRun]:
        """With their source and whoever asked for them."""
        return policies.runs_for(self.request.user).select_related("endpoint__source", "asked_by")

    def exported(self) -> QuerySet[HarvestRun]:
        """Newest first."""
        return self.filters.qs.order_by("-pk")[:MOST_EXPORTED]


def run_context(request: HttpRequest, run: HarvestRun) -> dict[str, Any]:
    """Everything the page of a run shows, for the whole page and for the part that renews itself."""
    windows = selectors.windows_of(run)
    bands = strip.bands(windows)
    newest = not HarvestRun.objects.filter(endpoint=run.endpoint_id, pk__gt=run.pk).exists()
    return {
        "run": run,
        "active": run.state in HarvestRun.ACTIVE,
        "moving": run.state in {State.WAITING, State.RUNNING},
        "situation": situation(run, worker_alive=schedule.is_alive("worker")),
        "progress": progress(run, windows),
        "bands": bands,
        "legend": [(state, label, sum(window.state == state for window in windows)) for state, label in _legend()],
        "messages_of_run": selectors.messages_of(run),
        "refused_here": policies.quarantine_for(request.user).filter(source=run.endpoint.source_id, run=run).count(),
        "may_steer": policies.may_steer(request.user, run),
        "may_run": newest and policies.may_run(request.user, run.endpoint),
        "may_resume": newest and run.state in {State.FAILED, State.ABORTED},
    }


def _legend() -> list[tuple[str, Any]]:
    return [(value, label) for value, label in strip.Window.State.choices if value != strip.Window.State.SPLIT]


class RunPage(ConsoleView):
    """One run."""

    template_name = "backoffice/run.html"
    tab = "runs"
    run: HarvestRun | None = None

    def get_page_title(self) -> str:
        """The source and the run's number."""
        return _("%(source)s, harvest %(number)s") % {"source": self.run.endpoint.source.name, "number": self.run.pk} if self.run else ""

    def trail(self) -> list[Crumb]:
        """By way of the list of runs."""
        return [{"url": reverse("harvesting:runs"), "label": _("Harvests")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The run as it stands."""
        self.run = run_or_404(self.request, self.kwargs["pk"])
        return super().get_context_data(**run_context(self.request, self.run), **kwargs)


class RunFragment(ConsoleMixin, View):
    """The part of a run's page that renews itself; never kept by a cache."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The HTML to put in place of the old one."""
        run = run_or_404(request, pk)
        response = render(request, "backoffice/run_fragment.html", run_context(request, run))
        patch_cache_control(response, no_store=True)
        return response


def _withdraw(run: HarvestRun) -> HarvestRun:
    return runs.decide(run, withdraw=True)


def _keep(run: HarvestRun) -> HarvestRun:
    return runs.decide(run, withdraw=False)


ACTIONS: dict[str, tuple[Callable[[HarvestRun], HarvestRun], Deed.Kind]] = {
    "interrompre": (runs.abort, Deed.Kind.ABORT),
    "reprendre": (runs.resume, Deed.Kind.RESUME),
    "retirer": (_withdraw, Deed.Kind.WITHDRAW),
    "conserver": (_keep, Deed.Kind.KEEP),
}


class RunAction(ConsoleMixin, View):
    """Abort, resume, or answer the question that a run asks."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponseRedirect:
        """Do it and show the run; a refusal is a sentence above it."""
        run = run_or_404(request, pk)
        if not policies.may_steer(request.user, run):
            raise PermissionDenied
        if action not in ACTIONS:
            raise Http404
        do, kind = ACTIONS[action]
        try:
            run = do(run)
        except runs.RunRefused as refused:
            messages.error(request, str(refused))
        else:
            source = run.endpoint.source
            journal.note(request.user, kind, about=f"{source.name}, {pk}", institution=source.institution)
            if run.state in {State.WAITING, State.RUNNING}:
                wake(run.pk)
        return redirect("harvesting:run", pk)

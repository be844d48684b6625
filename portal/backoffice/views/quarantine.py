"""Quarantine: records that could not be read, by reason, each with its bytes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from harvest import policies, selectors
from harvest.models import QuarantinedRecord
from portal.backoffice import dump
from portal.backoffice.views.base import ConsoleMixin, ConsoleView, Crumb, number_in
from portal.backoffice.views.filters import MOST_SOURCES, QuarantineFilters
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList

PAGE = 50


class QuarantineList(ExportedList, ConsoleView):
    """The records in quarantine of one source or of one run, grouped by reason; without any filter, the sources that have any."""

    template_name = "backoffice/quarantine.html"
    tab = "quarantine"
    filterset_class = QuarantineFilters
    export_filename = "quarantaine"
    list_export = (
        "pk",
        "source.name",
        "identifier",
        "title",
        "file",
        "position",
        "code",
        "reason",
        "first_seen_at",
        "last_seen_at",
        "run_id",
    )
    export_headings = {
        "pk": gettext_lazy("Number"),
        "source.name": gettext_lazy("Source"),
        "code": gettext_lazy("Code"),
        "reason": gettext_lazy("Reason"),
        "run_id": gettext_lazy("Harvest"),
    }

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Quarantine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source asked for, its reasons, and one keyset page of records."""
        slug, code, run = self.request.GET.get("source", ""), self.request.GET.get("code", ""), number_in(self.request, "run")
        context: dict[str, Any] = {"slug": slug, "code": code, "run_id": run}
        if self.narrowed:
            context["reasons"] = selectors.reasons_of(self._of_any_reason())
            page = selectors.keyset_page(self.filters.qs, before=number_in(self.request, "before"), size=PAGE)
            context |= {"records": page.rows, "next_before": page.next_before}
        else:
            context["sources"] = self._sources()
        return super().get_context_data(**context, **kwargs)

    def seen(self) -> QuerySet[QuarantinedRecord]:
        """With their source, without their bytes."""
        return policies.quarantine_for(self.request.user).select_related("source").defer("data")

    def exported(self) -> QuerySet[QuarantinedRecord]:
        """Newest first; the bytes stay."""
        return self.filters.qs.order_by("-pk")[:MOST_EXPORTED]

    def _of_any_reason(self) -> QuerySet[QuarantinedRecord]:
        asked = self.request.GET.copy()
        asked.pop("code", None)
        return QuarantineFilters(asked, queryset=policies.quarantine_for(self.request.user), request=self.request).qs

    def _sources(self) -> list[dict[str, Any]]:
        points = policies.endpoints_for(self.request.user, right=policies.SEE_QUARANTINE).select_related("source")
        listed = list(points.order_by("source__name")[:MOST_SOURCES])
        totals = selectors.totals_of(point.source_id for point in listed)
        return [{"source": point.source, "count": totals[point.source_id].quarantined} for point in listed]


def record_or_404(request: HttpRequest, pk: int) -> QuarantinedRecord:
    """A record in quarantine that the person may read."""
    return get_object_or_404(policies.quarantine_for(request.user).select_related("source__endpoint", "run"), pk=pk)


class QuarantinePage(ConsoleView):
    """One record: why, where it stood, when it came, its bytes page by page."""

    template_name = "backoffice/quarantined.html"
    tab = "quarantine"
    record: QuarantinedRecord | None = None

    def get_page_title(self) -> str:
        """Its identifier, or its number when it has none."""
        if self.record is None:
            return ""
        return self.record.identifier or _("Record without identifier, number %(number)s") % {"number": self.record.pk}

    def trail(self) -> list[Crumb]:
        """By way of its source's quarantine."""
        if self.record is None:
            return []
        listing = f"{reverse('harvesting:quarantine')}?source={self.record.source.slug}"
        return [{"url": listing, "label": _("Quarantine of %(source)s") % {"source": self.record.source.name}}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record and a page of its bytes."""
        self.record = record_or_404(self.request, self.kwargs["pk"])
        page = dump.page_of(bytes(self.record.data), start=number_in(self.request, "from") or 0)
        return super().get_context_data(record=self.record, dump=page, **kwargs)


class QuarantineBytes(ConsoleMixin, View):
    """The bytes as they came, as a file that no browser opens."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An attachment under a name that holds nothing of the partner's."""
        record = record_or_404(request, pk)
        return HttpResponse(
            bytes(record.data),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": f'attachment; filename="quarantine-{record.pk}.bin"',
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "sandbox; default-src 'none'",
                "Cache-Control": "private, no-store",
            },
        )

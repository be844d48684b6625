"""Quarantine: records that could not be read, by reason, each with its bytes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from harvest import policies, selectors
from harvest.models import QuarantinedRecord
from portal.backoffice import dump
from portal.backoffice.views.base import ConsoleMixin, ConsoleView, Crumb, number_in

PAGE = 50


class QuarantineList(ConsoleView):
    """The records in quarantine of one source or of one run, grouped by reason; without either, the sources that have any."""

    template_name = "backoffice/quarantine.html"
    tab = "quarantine"

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Quarantine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The source asked for, its reasons, and one keyset page of records."""
        user = self.request.user
        points = policies.endpoints_for(user, right=policies.SEE_QUARANTINE).select_related("source").order_by("source__name")[:500]
        totals = selectors.totals_of(point.source_id for point in points)
        sources = [{"source": point.source, "count": totals[point.source_id].quarantined} for point in points]
        slug, code, run = self.request.GET.get("source", ""), self.request.GET.get("code", ""), number_in(self.request, "run")
        context: dict[str, Any] = {"sources": sources, "slug": slug, "code": code, "run_id": run, "chosen": bool(slug or run)}
        if slug or run:
            found = policies.quarantine_for(user)
            found = found.filter(source__slug=slug) if slug else found
            found = found.filter(run=run) if run else found
            context["reasons"] = selectors.reasons_of(found)
            found = found.filter(code=code) if code else found
            page = selectors.keyset_page(found.select_related("source").defer("data"), before=number_in(self.request, "before"), size=PAGE)
            context |= {"records": page.rows, "next_before": page.next_before}
        return super().get_context_data(**context, **kwargs)


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

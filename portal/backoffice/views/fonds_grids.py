"""Grids of fonds: handed in, drawn as the tree that they would make, written, taken back; and what is there, as a grid."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from catalogue.core.messages import Message
from catalogue.formats.fonds_grid.cells import BadGrid
from catalogue.formats.fonds_grid.columns import COLUMNS
from catalogue.formats.fonds_grid.files import LARGEST, write_csv, write_xlsx
from catalogue.models import FondsBatch
from catalogue.selectors import fonds_grids as selectors
from catalogue.services.fonds_grids import applying, undoing
from catalogue.services.fonds_grids.planning import CHANGED, ERROR, NEW, UNCHANGED, Told
from portal.backoffice.views.own import OwnView
from portal.hygiene import whole

PAGE = 200
HISTORY = 50
MOST_OWN = 5_000
STATUSES = (
    (NEW, pgettext_lazy("line of a file", "New")),
    (CHANGED, gettext_lazy("Changed")),
    (UNCHANGED, gettext_lazy("Unchanged")),
    (ERROR, gettext_lazy("In error")),
)


class GridsView(OwnView):
    """A page of grids."""

    header_icon = "table"

    def first(self) -> tuple[str, str]:
        """The list."""
        return _("Fonds by grid"), reverse("fonds_grids:index")

    def batch(self) -> FondsBatch:
        """The grid of the address; one that concerns another institution is a 404."""
        found = FondsBatch.objects.filter(pk=self.kwargs["batch"]).first()
        own = set(self.own.values_list("pk", flat=True))
        if found is None or not own.issuperset(found.institutions) or (not found.institutions and found.author != self.person):
            raise Http404
        return found


class Grids(GridsView):
    """What was handed in, and the form that hands in."""

    template_name = "backoffice/grids.html"
    page_title = gettext_lazy("Fonds by grid")

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Hand a grid in: the next page draws it."""
        file = request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST:
            messages.error(request, _("Choose a file.") if file is None else _("This file is too large to be read here: cut it."))
            return redirect("fonds_grids:index")
        try:
            batch = applying.receive(file.read(), name=str(file.name), keepers=self.own[:MOST_OWN], author=self.person)
        except BadGrid as bad:
            for message in bad.messages:
                messages.error(request, message.sentence(_))
            return redirect("fonds_grids:index")
        return redirect("fonds_grids:grid", batch=batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three statements."""
        own = list(self.own.order_by("town", "title")[:MOST_OWN])
        return super().get_context_data(
            batches=selectors.batches_of((one.pk for one in own), author=self.person)[:HISTORY],
            institutions=own if len(own) > 1 else [],
            columns=[column.heading for column in COLUMNS],
            largest=LARGEST // 1_000_000,
            **kwargs,
        )


class Export(GridsView):
    """The fonds of one's institutions, or of one of them, as a grid."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """CSV or XLSX."""
        chosen = whole(request.GET.get("etablissement", ""), digits=9)
        keepers = self.own if chosen is None else self.own.filter(pk=chosen)
        lines = selectors.grid_of(keepers[:MOST_OWN])
        form = kwargs["form"]
        if form == "csv":
            answer: HttpResponseBase = StreamingHttpResponse(write_csv(lines), content_type="text/csv; charset=utf-8")
        elif form == "xlsx":
            answer = HttpResponse(write_xlsx(lines), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        else:
            raise Http404
        answer["Content-Disposition"] = f'attachment; filename="fonds.{form}"'
        return answer


class Grid(GridsView):
    """One grid, drawn as its tree: what each line would do, or did, and what is wrong of it."""

    template_name = "backoffice/grid.html"
    found: FondsBatch

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.found.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        self.found = self.batch()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three statements, two hundred lines a page."""
        lines = applying.told_of(self.found)
        counts: Counter[str] = Counter(one.status for one in lines)
        chosen = self.request.GET.get("statut", "")
        listed = [one for one in lines if one.status == chosen] if chosen in counts else lines
        page = Paginator(listed, PAGE).get_page(self.request.GET.get("p"))
        labels = dict(STATUSES)
        left = self.found.changes.exclude(kept=None).order_by("pk")
        kept = [(one.title, Message.of_json(one.kept or {"code": ""}).sentence(_)) for one in left]
        return super().get_context_data(
            batch=self.found,
            total=len(lines),
            counts=[(code, label, counts[code]) for code, label in STATUSES if counts[code]],
            good=counts[NEW] + counts[CHANGED],
            errors=counts[ERROR],
            chosen=chosen if chosen in counts else "",
            page=page,
            rows=[_row(one, labels) for one in page.object_list],
            several=len(self.found.institutions) > 1,
            kept=kept,
            **kwargs,
        )


def _row(one: Told, labels: dict[Any, Any]) -> dict[str, Any]:
    """One line, in words."""
    return {
        "line": one,
        "depth": min(one.depth, 6),
        "status": labels[one.status],
        "troubles": [(column, Message.of_json(message).sentence(_)) for column, message in one.troubles],
    }


class GridFile(GridsView):
    """The file as it was handed in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Its bytes, never shown by a browser."""
        batch = self.batch()
        answer = HttpResponse(bytes(batch.content), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{batch.pk}{".xlsx" if bytes(batch.content[:2]) == b"PK" else ".csv"}"'
        return answer


class Deed(GridsView):
    """What is done with a grid; a form sends it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch: Any) -> HttpResponse:
        """Do it, and show the grid again."""
        found = self.batch()
        self.do(found)
        return redirect("fonds_grids:grid", batch=found.pk)

    @abstractmethod
    def do(self, batch: FondsBatch) -> None:
        """The deed itself."""


class Write(Deed):
    """All of it, or the lines without an error."""

    def do(self, batch: FondsBatch) -> None:
        """Write it, unless the pages have changed since it was drawn."""
        good_only = self.request.POST.get("lines") == "good"
        outcome = applying.write(batch, keepers=self.own[:MOST_OWN], user=self.request.user, good_only=good_only)
        if outcome == "written":
            messages.success(self.request, _("Written: it may be taken back from this page."))
        else:
            messages.error(
                self.request,
                {
                    "stale": _("Fonds have changed since this grid was drawn: it is drawn again, nothing was written."),
                    "refused": _("Lines are in error: nothing was written."),
                    "closed": _("It was written or discarded already."),
                }[outcome],
            )


class Discard(Deed):
    """A grid that is not wanted."""

    def do(self, batch: FondsBatch) -> None:
        """Say so."""
        if applying.discard(batch):
            messages.success(self.request, _("Discarded: nothing of it was written."))


class TakeBack(Deed):
    """A grid that was written and is not wanted any more."""

    def do(self, batch: FondsBatch) -> None:
        """Undo it, but for what somebody has written since."""
        if undoing.take_back(batch, user=self.request.user):
            left = batch.changes.exclude(kept=None).count()
            messages.success(self.request, _("Taken back.") if not left else _("Taken back, but for what this page names."))
        else:
            messages.error(self.request, _("It is not written, or was taken back already."))

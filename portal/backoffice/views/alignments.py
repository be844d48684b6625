"""Alignment with the BnF's catalogue and the Sudoc: notices out as tables, what was found in, and a patch for the library's own system."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from catalogue.core.messages import Message
from catalogue.formats.bibliostratus import COLUMNS, Table
from catalogue.formats.messages import BadRecord
from catalogue.models import Alignment, AlignmentFile, Source
from catalogue.selectors import alignments as selectors
from catalogue.services import alignments as services
from harvest import policies
from portal.backoffice.views.base import ConsoleView, Crumb

PAGE = 50
LARGEST = 20_000_000  # bytes
TABLES = (
    ("monographs", pgettext_lazy("notices of a table", "Books and everything else")),
    ("serials", pgettext_lazy("notices of a table", "Serials")),
    ("sound", pgettext_lazy("notices of a table", "Sound and video")),
)


def _name(source: Source, end: str) -> str:
    return f'attachment; filename="{source.slug}-{end}"'


class AlignmentsView(ConsoleView):
    """A page of alignments, for who may change the harvesting points of an institution; another's source is a 404."""

    tab = "alignments"

    def own(self) -> QuerySet[Source]:
        """The sources within reach."""
        return Source.objects.filter(institution__in=policies.institutions_for(self.request.user, right=policies.EDIT))

    def source(self) -> Source:
        """That of the address."""
        return cast(Source, get_object_or_404(self.own(), pk=self.kwargs["pk"]))

    def file(self, source: Source) -> AlignmentFile:
        """That of the address."""
        return cast(AlignmentFile, get_object_or_404(AlignmentFile, source=source, pk=self.kwargs["number"]))

    def trail(self) -> list[Crumb]:
        """Under the list."""
        return [{"url": reverse("harvesting:alignments"), "label": _("Alignment")}]

    def of_source(self, source: Source) -> Crumb:
        """The step of a source."""
        return {"url": reverse("harvesting:alignment_of_source", args=[source.pk]), "label": source.name}


class Sources(AlignmentsView):
    """The sources of this person; to the one straight away where there is but one."""

    template_name = "backoffice/alignments.html"
    page_title = gettext_lazy("Alignment")

    def trail(self) -> list[Crumb]:
        """This is the list."""
        return []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the one source."""
        first = self.own().order_by("pk")[:2]
        return redirect("harvesting:alignment_of_source", first[0].pk) if len(first) == 1 else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of fifty."""
        told = self.own().annotate(aligned=Count("alignments", filter=Q(alignments__current=True))).order_by("name", "pk")
        return super().get_context_data(page=Paginator(told, PAGE).get_page(self.request.GET.get("p")), **kwargs)


class OfSource(AlignmentsView):
    """A source: its notices as tables, what was handed in, the form that hands in."""

    template_name = "backoffice/alignments_source.html"
    found: Source

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Alignment of %(source)s") % {"source": self.found.name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        self.found = self.source()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take a file; the next page says what became of each line."""
        source, file = self.source(), request.FILES.get("file")
        if file is None or (file.size or 0) > LARGEST:
            messages.error(request, _("Choose a file.") if file is None else _("This file is too large to be read here: cut it."))
            return redirect("harvesting:alignment_of_source", source.pk)
        try:
            taken = services.take(source, file.read(), name=str(file.name), author=str(request.user)[:254])
        except BadRecord as bad:
            messages.error(request, bad.message.sentence(_))
            return redirect("harvesting:alignment_of_source", source.pk)
        return redirect("harvesting:alignment_file", source.pk, taken.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Three statements."""
        files = Paginator(AlignmentFile.objects.filter(source=self.found).order_by("-pk"), PAGE).get_page(self.request.GET.get("p"))
        aligned = Alignment.objects.filter(source=self.found, current=True).count()
        return super().get_context_data(
            source=self.found, page=files, aligned=aligned, tables=TABLES, largest=LARGEST // 1_000_000, **kwargs
        )


class OneFile(AlignmentsView):
    """A file that was handed in: what was taken of it, what was not and why; and what takes it back."""

    template_name = "backoffice/alignments_file.html"
    found: AlignmentFile

    def get_page_title(self) -> str:
        """The name of the file."""
        return self.found.name

    def trail(self) -> list[Crumb]:
        """Under its source."""
        return [*super().trail(), self.of_source(self.found.source)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it."""
        self.found = self.file(self.source())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it back."""
        file = self.file(self.source())
        services.withdraw(file, author=str(request.user)[:254])
        messages.success(request, _("The file is taken back: its notices say again, within a minute, what their library wrote."))
        return redirect("harvesting:alignment_file", file.source_id, file.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Two statements."""
        faults = [(line, number, Message.of_json(told).sentence(_)) for line, number, told in self.found.faults]
        waiting = Alignment.objects.filter(file=self.found, laid=False).exists()
        return super().get_context_data(file=self.found, faults=faults, waiting=waiting, **kwargs)


class AsTable(AlignmentsView):
    """The notices of a source as Bibliostratus reads them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """One of its tables; all of them or those that have no ark of the BnF (``manquants``)."""
        table = kwargs["table"]
        if table not in COLUMNS:
            raise Http404
        source = self.source()
        lines = selectors.table_of(source.pk, cast(Table, table), without_ark=request.GET.get("manquants") == "1")
        answer = StreamingHttpResponse(_encoded(lines), content_type="text/tab-separated-values; charset=utf-8")
        answer["Content-Disposition"] = _name(source, f"{table}.tsv")
        return answer


class Patch(AlignmentsView):
    """What was aligned as UNIMARC, for the library's own system."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """All that stands of a source, or what one file brought."""
        source = self.source()
        file = self.file(source).pk if "number" in kwargs else None
        answer = StreamingHttpResponse(selectors.patches_of(source.pk, file=file), content_type="application/marc")
        answer["Content-Disposition"] = _name(source, "alignements.mrc")
        return answer


def _encoded(lines: Iterator[str]) -> Iterator[bytes]:
    return (line.encode("utf-8", "replace") for line in lines)

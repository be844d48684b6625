"""What was read of an institution, month by month, on a page, in files, by mail; each person sees her institutions alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from catalogue.core.keys import Kind
from catalogue.models import Institution
from portal.backoffice.exports import TextExport
from portal.backoffice.views.census import may_follow
from portal.backoffice.views.own import OwnView
from portal.public import addresses
from portal.readership import figures, letters, policies, said
from portal.readership.asked import Thing
from portal.readership.figures import Month

PAGE = 50
KINDS = {
    Kind.NOTICE: gettext_lazy("Notice"),
    Kind.FONDS: gettext_lazy("Fonds"),
    Kind.COMPONENT: gettext_lazy("Finding aid"),
    Kind.INSTITUTION: gettext_lazy("Page of the institution"),
    Kind.PERSON: gettext_lazy("Person"),
    Kind.EXHIBITION: gettext_lazy("Exhibition"),
    Kind.PATH: gettext_lazy("Learning path"),
    Kind.ARTICLE: gettext_lazy("Article"),
}
HEADINGS = {
    "month": gettext_lazy("Month"), "institution": gettext_lazy("Page of the institution"), "fonds": gettext_lazy("Fonds"),
    "components": gettext_lazy("Finding aids"), "notices": gettext_lazy("Notices"), "citations": gettext_lazy("References taken"),
    "files": gettext_lazy("Files taken"), "ead": gettext_lazy("Files in EAD"), "blocks": gettext_lazy("Blocks shown by other sites"),
    "kind": gettext_lazy("Kind"),
    "ark": gettext_lazy("Identifier"), "title": gettext_lazy("Title"), "views": pgettext_lazy("readership", "Times read"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the drawing: its place and its height, of 100."""

    x: int
    height: int
    y: int


def bars(numbers: Sequence[int]) -> list[Bar]:
    """The last of ``numbers`` to the left: a drawing goes on with time, a table begins with today."""
    highest = max(numbers, default=0) or 1
    heights = [round(100 * number / highest) for number in reversed(numbers)]
    return [Bar(10 * place, height, 100 - height) for place, height in enumerate(heights)]


class Exported(TextExport, SpreadsheetExportMixin):
    """Mixin of a page with tables as files, ``?export=csv&tableau=…``; ``tables``: their columns, the first one where none is said."""

    export_headings: dict[str, Any] = HEADINGS
    tables: dict[str, tuple[str, ...]]
    request: HttpRequest

    def rows(self, table: str) -> Iterable[Any]:
        """The rows of a table, as objects with its columns."""
        return ()

    def file(self) -> HttpResponseBase | None:
        """The file that is asked for; None where a page is."""
        if self.request.GET.get("export") not in self.FORMATS:
            return None
        asked = self.request.GET.get("tableau", "")
        table = asked if asked in self.tables else next(iter(self.tables))
        self.list_export = list(self.tables[table])
        self.export_filename = f"frequentation-{table}"
        answer: HttpResponseBase = self.as_spreadsheet(self.rows(table), self.request.GET["export"])
        return answer


def chosen(request: HttpRequest, months: Sequence[Month]) -> date:
    """The first day of the month that is asked for, where the table has it; else this month."""
    known = {f"{one.first:%Y-%m}": one.first for one in months}
    return known.get(request.GET.get("mois", ""), figures.last_months()[0])


def plain(one: Month) -> dict[str, Any]:
    """The columns of a month in a file."""
    return {
        "month": f"{one.first:%Y-%m}", "institution": one.institution, "fonds": one.fonds, "components": one.components,
        "notices": one.notices, "citations": one.of(Thing.CITATION), "files": one.of(Thing.FILE), "ead": one.of(Thing.EAD),
        "blocks": one.blocks,
    }  # fmt: skip


class ReadershipView(OwnView):
    """A page of figures."""

    header_icon = "view"

    def reach(self) -> QuerySet[Institution]:
        """Those whose figures this person reads."""
        return policies.institutions_for(self.request.user)

    def first(self) -> tuple[str, str]:
        """The list of institutions."""
        return _("Readership"), reverse("readership:institutions")


class Institutions(ReadershipView):
    """The institutions of this person; to her own straight away where there is but one."""

    template_name = "backoffice/readership.html"
    page_title = gettext_lazy("Readership")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list, or the one institution."""
        first = self.own.order_by("pk")[:2]
        if len(first) == 1:
            return redirect("readership:institution", first[0].pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of fifty; three statements."""
        page = Paginator(self.own.order_by("town", "title", "pk"), PAGE).get_page(self.request.GET.get("p"))
        this, before = figures.last_months()[:2]
        isils = [one.isil for one in page.object_list]
        now, then = figures.by_institution(this, isils=isils), figures.by_institution(before, isils=isils)
        rows = [(one, now.get(one.isil, Month(this)), then.get(one.isil, Month(before))) for one in page.object_list]
        return super().get_context_data(
            page=page, rows=rows, this=this, before=before, may_follow=may_follow(self.request.user), tab="institutions", **kwargs
        )


class OfInstitution(Exported, ReadershipView):
    """The months of one institution, and what was read most in one of them."""

    template_name = "backoffice/readership_institution.html"
    tables = {
        "mois": ("month", "institution", "fonds", "components", "notices", "citations", "files", "ead", "blocks"),
        "lus": ("month", "kind", "ark", "title", "views"),
    }
    institution: Institution

    def look_up(self, **named: Any) -> None:
        """The institution by ``pk``."""
        self.institution = self.one(named["pk"])

    def get_page_title(self) -> str:
        """Whose figures they are."""
        return _("Readership: %(name)s") % {"name": self.institution.title}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file where one is asked for, else the page."""
        return self.file() or super().get(request, *args, **kwargs)

    @cached_property
    def months(self) -> list[Month]:
        """Those of the table."""
        return figures.months(self.institution.isil)

    def rows(self, table: str) -> Iterator[Any]:
        """Months, or what was read in the one that is asked for."""
        if table == "mois":
            yield from (SimpleNamespace(**plain(one)) for one in self.months)
            return
        month = chosen(self.request, self.months)
        for line in figures.most_read(self.institution.isil, month, most=figures.MOST_EXPORTED):
            views = said.times(line) if line.n is None else line.n
            yield SimpleNamespace(
                month=f"{month:%Y-%m}",
                kind=str(KINDS.get(line.kind, "")),
                ark=f"ark:/{line.ark}",
                title=line.title,
                views=views,
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Twelve statements, however much was read."""
        month = chosen(self.request, self.months)
        lines = figures.most_read(self.institution.isil, month)
        return super().get_context_data(
            institution=self.institution,
            months=self.months,
            bars=bars([one.all_views for one in self.months]),
            month=month,
            lines=[(KINDS.get(one.kind, ""), one.title or f"ark:/{one.ark}", addresses.of_ark(one.ark), said.times(one)) for one in lines],
            most=figures.MOST_LISTED,
            by_mail=letters.is_asked(self.request.user, self.institution),
            **kwargs,
        )


class ByMail(ReadershipView):
    """Have the figures of an institution come by mail each month, or no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the button says."""
        institution = self.one(kwargs["pk"])
        if request.POST.get("wanted"):
            letters.ask(request.user, institution)
            messages.success(request, _("You will receive these figures at the beginning of each month."))
        else:
            letters.stop(request.user, institution)
            messages.success(request, _("You will receive these figures no more."))
        return redirect("readership:institution", pk=institution.pk)

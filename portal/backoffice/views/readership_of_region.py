"""How much the whole portal is read, for the regional team: by month, by institution, and which sites show its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.core.isil import code_of
from catalogue.core.keys import Kind
from catalogue.models import Institution
from catalogue.selectors import institutions
from portal.backoffice.views.census import may_follow
from portal.backoffice.views.readership import HEADINGS, PAGE, Exported, ReadershipView, bars, chosen, plain
from portal.readership import figures
from portal.readership.asked import Thing
from portal.readership.figures import Month

MOST_HOSTS = 50
THINGS = {
    "visits": (Thing.VISITOR, gettext_lazy("Visits")),
    "searches": (Thing.SEARCH, gettext_lazy("Searches")),
    "without_answer": (Thing.NO_ANSWER, gettext_lazy("Searches without an answer")),
    "api": (Thing.API, gettext_lazy("Requests of the API and of OpenRefine")),
    "oai": (Thing.OAI, gettext_lazy("OAI-PMH requests")),
    "sru": (Thing.SRU, gettext_lazy("SRU requests")),
    "robots": (Thing.ROBOT, gettext_lazy("Requests of robots")),
}


class Region(Exported, ReadershipView):
    """The months of the portal; of one of them the institutions and the sites."""

    template_name = "backoffice/readership_region.html"
    page_title = gettext_lazy("Readership of the region")
    export_headings = HEADINGS | {name: label for name, (_thing, label) in THINGS.items()} | {
        "name": gettext_lazy("Institution"), "isil": "ISIL", "host": gettext_lazy("Site"), "persons": gettext_lazy("Former owners"),
        "institution": gettext_lazy("Pages of institutions"),
    }  # fmt: skip
    tables = {
        "mois": ("month", "visits", "institution", "fonds", "components", "notices", "persons", "searches", "without_answer", "citations",
                 "files", "ead", "blocks", "api", "oai", "sru", "robots"),
        "etablissements": ("month", "isil", "name", "institution", "fonds", "components", "notices", "citations", "files", "ead", "blocks"),
        "sites": ("month", "host", "views"),
    }  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The regional team alone."""
        if not may_follow(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def reach(self) -> QuerySet[Institution]:
        """Every institution: what is read here is of all."""
        return Institution.objects.all()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file where one is asked for, else the page."""
        return self.file() or super().get(request, *args, **kwargs)

    @cached_property
    def months(self) -> list[Month]:
        """Those of the table."""
        return figures.months(figures.PORTAL)

    @cached_property
    def month(self) -> date:
        """The first day of the one that is looked at."""
        return chosen(self.request, self.months)

    @cached_property
    def read(self) -> list[tuple[str, str, Month]]:
        """ISIL, name and figures of the institutions of the month, the most read first; two statements."""
        found = figures.by_institution(self.month)
        names = institutions.names(code_of(isil) for isil in found)
        rows = [(isil, names.get(code_of(isil), isil), one) for isil, one in found.items()]
        return sorted(rows, key=lambda row: (-row[2].all_views, row[1]))

    def rows(self, table: str) -> Iterator[Any]:
        """The rows of a file."""
        month = f"{self.month:%Y-%m}"
        if table == "mois":
            yield from (SimpleNamespace(**plain(one), **_others(one)) for one in self.months)
        elif table == "etablissements":
            yield from (SimpleNamespace(**plain(one), isil=isil, name=name) for isil, name, one in self.read)
        else:
            yield from (SimpleNamespace(month=month, host=host, views=number) for host, number in figures.hosts(self.month))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine statements, however much was read."""
        page = Paginator(self.read, PAGE).get_page(self.request.GET.get("p"))
        pages = dict(Institution.objects.filter(isil__in=[isil for isil, _name, _one in page.object_list]).values_list("isil", "pk"))
        looked_at = next((one for one in self.months if one.first == self.month), Month(self.month))
        return super().get_context_data(
            months=[(one, _others(one), _share(one)) for one in self.months],
            bars=bars([one.all_views for one in self.months]),
            month=self.month,
            facts=_facts(looked_at),
            page=page,
            rows=[(pages.get(isil), name, one) for isil, name, one in page.object_list],
            hosts=figures.hosts(self.month, most=MOST_HOSTS),
            tab="region",
            may_follow=True,
            **kwargs,
        )


def _others(one: Month) -> dict[str, int]:
    """What is counted for the whole portal alone."""
    return {name: one.of(thing) for name, (thing, _label) in THINGS.items()} | {"persons": one.of_kind(Kind.PERSON)}


def _share(one: Month) -> str:
    """Of a hundred searches, how many found nothing: "15 %"; "" without a search."""
    searches = one.of(Thing.SEARCH)
    if not searches:
        return ""
    return _("%(share)d%%") % {"share": round(100 * one.of(Thing.NO_ANSWER) / searches)}


def _facts(one: Month) -> list[tuple[str, int]]:
    """Everything that was counted in a month, in words."""
    views = [
        (_("Notices"), one.notices), (_("Fonds"), one.fonds), (_("Finding aids"), one.components),
        (_("Pages of institutions"), one.institution), (_("Former owners"), one.of_kind(Kind.PERSON)),
    ]  # fmt: skip
    taken = [
        (_("References taken"), one.of(Thing.CITATION)), (_("Files taken"), one.of(Thing.FILE)), (_("Files in EAD"), one.of(Thing.EAD)),
        (_("Blocks shown by other sites"), one.blocks),
    ]  # fmt: skip
    return [*views, *taken, *((str(label), one.of(thing)) for thing, label in THINGS.values())]

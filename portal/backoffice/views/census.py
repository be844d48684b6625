"""The census of fonds for the regional team: by category, department, institution, state; each figure with the list that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from catalogue.core.census import SEVERAL, Counted, Sum, by, summed
from catalogue.core.costs import Cost, UnitCost, cost_to_finish
from catalogue.core.extents import Interval
from catalogue.core.fonds import FONDS_TERMS, label
from catalogue.geography.departments import department
from catalogue.selectors import census, institutions
from portal.backoffice.exports import TextExport
from portal.shown import words

TEAM = "catalogue.view_registerentry"  # the regional team, as for the register
KEYS: dict[str, tuple[Any, Callable[[Counted], str]]] = {
    "categorie": (gettext_lazy("National category"), lambda one: one.category),
    "departement": (gettext_lazy("Department"), lambda one: one.department),
    "etablissement": (gettext_lazy("Institution"), lambda one: one.keeper),
    "etat": (gettext_lazy("State of the census"), lambda one: one.state),
}


def may_follow(user: Any) -> bool:
    """Whether this person follows the census of the whole region."""
    return bool(user.has_perm(TEAM))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a group with its sum, and the address of the list behind it."""

    code: str
    label: str
    sum: Sum
    cost: Cost
    url: str = ""

    @property
    def fonds(self) -> int:
        """How many fonds."""
        return self.sum.fonds

    @property
    def unmeasured(self) -> int:
        """How many of them are in no volume."""
        return self.sum.unmeasured

    @property
    def volumes(self) -> str:
        """Volumes, in words."""
        return between(self.sum.volumes)

    @property
    def metres(self) -> str:
        """Linear metres, in words."""
        return between(self.sum.metres)

    @property
    def euros(self) -> str:
        """What it would cost to finish, in words; "–" where nobody can say."""
        return between(self.cost.euros) if self.cost.uncosted < self.sum.fonds else "–"

    @property
    def signalled(self) -> str:
        """Volumes catalogued, in words."""
        return between(self.sum.signalled)


def _plain(row: Row) -> SimpleNamespace:
    """A line of the file: each measure by its bounds, as numbers."""
    bounds = {
        f"{measure}_{end}": round(getattr(getattr(row.sum, measure), end), 2)
        for measure in ("volumes", "metres", "signalled")
        for end in ("low", "high")
    }
    low, high = (round(end, 2) for end in row.cost.euros)
    costs = {"cost_low": low, "cost_high": high, "without_cost": row.cost.uncosted}
    return SimpleNamespace(code=row.code, label=row.label, fonds=row.fonds, unmeasured=row.unmeasured, **bounds, **costs)


def between(found: Interval) -> str:
    """ "24 – 60", "24" where the two are one."""
    low, high = words.number(round(found.low)), words.number(round(found.high))
    return low if low == high else f"{low} – {high}"


class Census(TextExport, SpreadsheetExportMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """The table, and the list behind one of its lines."""

    template_name = "backoffice/census.html"
    header_icon = "clipboard-list"
    export_filename = "recensement"
    list_export = (
        "code", "label", "fonds", "unmeasured", "volumes_low", "volumes_high", "metres_low", "metres_high", "signalled_low",
        "signalled_high", "cost_low", "cost_high", "without_cost",
    )  # fmt: skip

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The regional team alone."""
        if not may_follow(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Of the page and of the browser."""
        return _("Census of fonds")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Straight from the home page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The file where one is asked for, else the page."""
        if request.GET.get("export") in self.FORMATS:
            return self.as_spreadsheet(map(_plain, self._rows(self._counted())), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_heading(self, queryset: Any, field: str) -> str:
        """The columns of the file."""
        return field

    @property
    def key(self) -> str:
        """What the table is cut by."""
        asked = self.request.GET.get("par", "")
        return asked if asked in KEYS else next(iter(KEYS))

    @cached_property
    def month(self) -> date | None:
        """The month that is asked for, where its census was kept; None: as it is now."""
        return next((month for month in self.months if f"{month:%Y-%m}" == self.request.GET.get("mois", "")), None)

    @cached_property
    def months(self) -> list[date]:
        """Those whose census was kept."""
        return census.months()

    @cached_property
    def costs(self) -> dict[str, UnitCost]:
        """What a volume costs: as it stood at the end of the month that is asked for, so that its report stays what it was."""
        today = timezone.localdate()
        return census.costs(min(today, (self.month + timedelta(days=32)).replace(day=1) - timedelta(days=1)) if self.month else today)

    def _row(self, code: str, label: str, group: Sequence[Counted], url: str = "") -> Row:
        return Row(code, label, summed(group), cost_to_finish(group, self.costs), url)

    def _counted(self) -> list[Counted]:
        return census.in_month(self.month) if self.month else census.counted()

    def _rows(self, counted: Iterable[Counted]) -> list[Row]:
        groups = by(counted, KEYS[self.key][1])
        labels = self._labels(groups)
        at = f"&mois={self.month:%Y-%m}" if self.month else ""
        address = f"{reverse('census')}?par={self.key}{at}&groupe="
        rows = [self._row(code, labels.get(code, code), group, f"{address}{code or '-'}") for code, group in groups.items()]
        return sorted(rows, key=lambda row: (row.code == "", row.label))

    def _labels(self, codes: Iterable[str]) -> dict[str, str]:
        nothing = {"": _("Not said"), SEVERAL: _("Several categories")}
        if self.key == "etablissement":
            return nothing | {one.isil: one.placed for one in institutions.by_code(code for code in codes if code).values()}
        if self.key == "departement":
            return nothing | {code: f"{code} – {found.name}" for code in codes if (found := department(code))}
        vocabulary = "category" if self.key == "categorie" else "census_state"
        return nothing | {code: _(label(vocabulary, code)) for code in FONDS_TERMS[vocabulary]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five statements, however many fonds there are."""
        counted = self._counted()
        chosen = self.request.GET.get("groupe", "")
        listed = by(counted, KEYS[self.key][1]).get("" if chosen == "-" else chosen, []) if chosen else []
        return super().get_context_data(
            key=self.key,
            month=self.month,
            months=self.months,
            at=f"&mois={self.month:%Y-%m}" if self.month else "",
            key_label=KEYS[self.key][0],
            keys=[(code, name) for code, (name, _key) in KEYS.items()],
            rows=self._rows(counted),
            whole=self._row("", _("Total"), counted),
            has_costs=bool(self.costs),
            listed=[self._row(one.number, one.title, [one]) for one in listed],
            **kwargs,
        )

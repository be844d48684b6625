"""The report of a convention: its objectives and actions, each indicator at signature, now and as aimed at, with the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from catalogue.core.census import Counted
from catalogue.core.indicators import INDICATORS, Costs, measured
from catalogue.core.text import lines_of
from catalogue.models import Convention, TrainingSession
from catalogue.models.convention import ConventionIndicator
from catalogue.selectors import census, training
from portal.backoffice.views.census import between
from portal.shown import words

RIGHT = "catalogue.view_convention"
TRAINING = "training"  # the indicator that counts sessions


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator in words. ``now_on``: the day of what people say, None for what is computed; ``fonds``: the titles behind it."""

    label: str
    definition: str
    unit: str
    source: str
    at_signature: str
    now: str
    now_on: date | None
    target: str
    fonds: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()


class Report(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Of now, or of a month whose census was kept: printed again, it is the same."""

    template_name = "backoffice/convention.html"
    header_icon = "doc-full-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The regional team alone."""
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def convention(self) -> Convention:
        """It."""
        found: Convention = get_object_or_404(Convention, pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        """Its title."""
        return str(self.convention)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Under the list."""
        first = {"url": reverse("conventions:index"), "label": _("Conventions")}
        return [*self.breadcrumbs_items, first, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def months(self) -> list[date]:
        """Those whose census was kept."""
        return census.months()

    @cached_property
    def month(self) -> date | None:
        """The month that is asked for; None: now."""
        return next((month for month in self.months if f"{month:%Y-%m}" == self.request.GET.get("mois", "")), None)

    @cached_property
    def day(self) -> date:
        """The day of its figures: today, or the last of the month."""
        return (self.month + timedelta(days=32)).replace(day=1) - timedelta(days=1) if self.month else timezone.localdate()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nine statements, however many fonds there are."""
        counted = census.in_month(self.month) if self.month else census.counted()
        costs = census.costs(self.day)
        return super().get_context_data(
            convention=self.convention,
            parties=lines_of(self.convention.parties),
            objectives=[(one.title, lines_of(one.actions)) for one in self.convention.objectives.all()],
            indicators=[self._shown(one, counted, costs) for one in self.convention.indicators.all()],
            day=self.day,
            month=self.month,
            months=self.months,
            may_change=self.request.user.has_perm("catalogue.change_convention"),
            **kwargs,
        )

    def _shown(self, one: ConventionIndicator, counted: Sequence[Counted], costs: Costs) -> Shown:
        if one.code != TRAINING:
            return _shown(one, counted, costs)
        shown, sessions = _shown(one, counted, costs), self.sessions
        if not sessions:
            return shown
        return replace(shown, now=words.number(sum(each.days for each in sessions)), now_on=None, sessions=tuple(map(_came, sessions)))

    @cached_property
    def sessions(self) -> list[TrainingSession]:
        """Those that were held under it, to the day of its figures."""
        return list(training.held(self.convention.signed, min(self.day, self.convention.ends)))


def _came(session: TrainingSession) -> str:
    """A session with its day and how many came."""
    said = f"{session.title}, {date_format(session.starts, 'SHORT_DATE_FORMAT')}"
    if session.people is None:
        return said
    people = ngettext("%(shown)s person came", "%(shown)s people came", session.people) % {"shown": words.number(session.people)}
    return f"{said} · {people}"


def _shown(one: ConventionIndicator, counted: Sequence[Counted], costs: Costs) -> Shown:
    indicator, found = INDICATORS[one.code], measured(one.code, counted, costs)
    return Shown(
        label=_(indicator.label),
        definition=_(indicator.definition),
        unit=_(indicator.unit) if indicator.unit not in {"%", "€"} else indicator.unit,
        source=_(indicator.source),
        at_signature=_number(one.at_signature),
        now=between(found.value) if found else _number(one.said),
        now_on=None if found else one.said_on,
        target=_number(one.target),
        fonds=tuple(each.title for each in found.fonds) if found else (),
    )


def _number(value: Any) -> str:
    return "–" if value is None else words.number(round(value))

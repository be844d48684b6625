"""The filters of the console's lists: what is no choice narrows nothing, and no choice opens what a person may not see."""

from __future__ import annotations

import json
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Func, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from catalogue.models import Institution
from harvest import policies
from harvest.models import Endpoint, HarvestMessage, HarvestRun, QuarantinedRecord, Remark
from portal.hygiene import whole

MOST_SOURCES = 500  # of the choice; the address takes any
LONGEST_POSITION = 10  # figures: a position is kept in four bytes
PLAIN_VALUES = 'strict $.** ? (@.type() == "string" || @.type() == "number")'  # SQL/JSON path, PostgreSQL §9.16.2


class OfSources(django_filters.FilterSet):
    """Filters among which is ``source``, by its short name; its choices are the sources that the person looks after."""

    right = policies.SEE

    @property
    def form(self) -> forms.Form:
        """With the choice of sources."""
        known = hasattr(self, "_form")  # kept by the library: a page asks for it field by field
        form = super().form
        if known:
            return form
        points = policies.endpoints_for(self.request.user, right=self.right).order_by("source__name")
        sources = points.values_list("source__slug", "source__name")[:MOST_SOURCES]
        form.fields["source"].widget.choices = [("", _("All sources")), *sources]
        return form


class PointFilters(django_filters.FilterSet):
    """Harvesting points by words of their source or institution, by protocol, scheduled or not."""

    q = django_filters.CharFilter(label=_("Source or institution"), method="named")
    protocol = django_filters.ChoiceFilter(label=_("Protocol"), choices=Endpoint.Protocol.choices, empty_label=_("All protocols"))
    active = django_filters.BooleanFilter(
        label=_("Scheduled"), widget=forms.Select(choices=(("", _("All")), ("true", _("yes")), ("false", _("no"))))
    )

    class Meta:
        model = Endpoint
        fields = ("q", "protocol", "active")

    def named(self, points: QuerySet[Endpoint], name: str, words: str) -> QuerySet[Endpoint]:
        """Those whose source or institution has these words in its name."""
        return points.filter(
            Q(source__name__icontains=words) | Q(source__slug__icontains=words) | Q(source__institution__title__icontains=words)
        )


class RunFilters(OfSources):
    """The harvests of one source, of one state, of one kind."""

    source = django_filters.CharFilter(label=_("Source"), field_name="endpoint__source__slug", widget=forms.Select)
    state = django_filters.ChoiceFilter(label=_("State"), choices=HarvestRun.State.choices, empty_label=_("All states"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=HarvestRun.Kind.choices, empty_label=_("All kinds"))

    class Meta:
        model = HarvestRun
        fields = ("source", "state", "kind")


class QuarantineFilters(OfSources):
    """Records in quarantine of one source, of one harvest, for one reason, by a part of their identifier."""

    right = policies.SEE_QUARANTINE
    source = django_filters.CharFilter(label=_("Source"), field_name="source__slug", widget=forms.Select)
    run = django_filters.NumberFilter(label=_("Number of the harvest"), field_name="run_id")
    code = django_filters.CharFilter(widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Identifier, file, position or title"), method="about")

    class Meta:
        model = QuarantinedRecord
        fields = ("source", "run", "code", "q")

    def about(self, records: QuerySet[QuarantinedRecord], name: str, text: str) -> QuerySet[QuarantinedRecord]:
        """Those that have these words, or stood at this position."""
        return records.filter(_of_a_record(text) | Q(title__icontains=text))


class RemarkFilters(django_filters.FilterSet):
    """The records of a message by a part of their identifier or file, or by their position."""

    q = django_filters.CharFilter(label=_("Identifier, file or position"), method="about")

    class Meta:
        model = Remark
        fields = ("q",)

    def about(self, remarks: QuerySet[Remark], name: str, text: str) -> QuerySet[Remark]:
        """Those of these words, or of this position."""
        return remarks.filter(_of_a_record(text))


class MessageFilters(OfSources):
    """Messages of harvests of one source, of one harvest, of one severity, for one cause, or about one record of their examples."""

    source = django_filters.CharFilter(label=_("Source"), field_name="run__endpoint__source__slug", widget=forms.Select)
    run = django_filters.NumberFilter(label=_("Number of the harvest"), field_name="run_id")
    severity = django_filters.ChoiceFilter(label=_("Severity"), choices=HarvestMessage.Severity.choices, empty_label=_("All severities"))
    code = django_filters.CharFilter(widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Identifier, file or position"), method="about")

    class Meta:
        model = HarvestMessage
        fields = ("source", "run", "severity", "code", "q")

    def about(self, messages: QuerySet[HarvestMessage], name: str, text: str) -> QuerySet[HarvestMessage]:
        """Those one of whose examples has ``text`` in a value of its own (not in the names of the values)."""
        values = Func(F("examples"), Value(PLAIN_VALUES), function="jsonb_path_query_array", template=_PATH, output_field=JSONField())
        written = json.dumps(text, ensure_ascii=False)[1:-1]
        return messages.annotate(said_of=Cast(values, TextField())).filter(said_of__icontains=written)


def _of_a_record(text: str) -> Q:
    position = whole(text, digits=LONGEST_POSITION - 1)
    return Q(identifier__icontains=text) | Q(file__icontains=text) | (Q(position=position) if position is not None else Q(pk__in=[]))


_PATH = "%(function)s(%(expressions)s::jsonpath)"


class InstitutionFilters(django_filters.FilterSet):
    """Institutions by words of their name or town, by department."""

    q = django_filters.CharFilter(label=_("Name, town or number"), method="named")
    department = django_filters.CharFilter(label=_("Department"), lookup_expr="iexact")

    class Meta:
        model = Institution
        fields = ("q", "department")

    def named(self, institutions: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Those that have these words in their name, their town or their number."""
        return institutions.filter(Q(title__icontains=words) | Q(town__icontains=words) | Q(isil__icontains=words))

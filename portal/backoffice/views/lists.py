"""What the console's lists have beside their pages: filters, and an export of what they narrow to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from harvest.models import HarvestRun
from portal.backoffice.exports import TextExport

MOST_EXPORTED = 20_000  # rows: the newest; a spreadsheet of more is read by nobody, and would hold the server


class RunFilters(django_filters.FilterSet):
    """The harvests of one state, of one source (by its short name), of one kind. What is no choice narrows nothing."""

    state = django_filters.ChoiceFilter(choices=HarvestRun.State.choices)
    kind = django_filters.ChoiceFilter(choices=HarvestRun.Kind.choices)
    source = django_filters.CharFilter(field_name="endpoint__source__slug")

    class Meta:
        model = HarvestRun
        fields = ("state", "kind", "source")


class ExportedList(ABC, TextExport, SpreadsheetExportMixin):
    """Mixin of a list: ``?export=csv`` or ``xlsx`` gives the rows that the same address shows, by :meth:`exported`."""

    @abstractmethod
    def exported(self) -> QuerySet[Any]:
        """The rows of the filters and of the person's rights, in the order of the list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file where one is asked for, else the page."""
        if request.GET.get("export") in self.FORMATS:
            return self.as_spreadsheet(self.exported()[:MOST_EXPORTED], request.GET["export"])
        return super().get(request, *args, **kwargs)

"""What the console's lists have beside their pages: filters, and an export of what they narrow to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.backoffice.exports import TextExport

MOST_EXPORTED = 20_000  # rows: the newest; a spreadsheet of more is read by nobody, and would hold the server


class ExportedList(ABC, TextExport, SpreadsheetExportMixin):
    """Mixin of a list with filters; ``?export=csv`` or ``xlsx`` gives the rows that the same address shows, by :meth:`exported`."""

    filterset_class: type[django_filters.FilterSet]

    @abstractmethod
    def seen(self) -> QuerySet[Any]:
        """The rows that the person may see, before the filters."""

    @abstractmethod
    def exported(self) -> Iterable[Any]:
        """The rows of the filters and of the person's rights, in the order of the list, at most :data:`MOST_EXPORTED`."""

    @cached_property
    def filters(self) -> django_filters.FilterSet:
        """What the address asks to narrow the list to, with its form."""
        return self.filterset_class(self.request.GET, queryset=self.seen(), request=self.request)

    @property
    def narrowed(self) -> bool:
        """Whether a filter is asked for."""
        return any(self.request.GET.get(name) for name in self.filterset_class.base_filters)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the form of the filters."""
        return super().get_context_data(filters=self.filters, narrowed=self.narrowed, **kwargs)  # type: ignore[misc]

    def get_heading(self, queryset: Any, field: str) -> str:
        """The heading of a column: ours, or that of the model, also where the rows are no rows of the database."""
        return super().get_heading(self.seen(), field)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file where one is asked for, else the page."""
        if request.GET.get("export") in self.FORMATS:
            return self.as_spreadsheet(self.exported(), request.GET["export"])
        return super().get(request, *args, **kwargs)

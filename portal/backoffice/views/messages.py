"""The messages of every harvest: found by source, harvest, severity, cause, or by the record they are about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from harvest import policies, selectors
from harvest.models import HarvestMessage, Remark
from harvest.pipeline.log import REMARKS
from portal.backoffice.views.base import ConsoleView, Crumb, number_in
from portal.backoffice.views.filters import MessageFilters, RemarkFilters
from portal.backoffice.views.lists import MOST_EXPORTED, ExportedList

PAGE = 50


def examples_of(message: HarvestMessage) -> str:
    """The identifiers of the message's examples, or their positions; for a cell of a table."""
    return " ".join(str(example.get("identifier") or example.get("position") or "") for example in message.examples).strip()


class MessageList(ExportedList, ConsoleView):
    """The messages that the person may see, newest first: one per harvest and cause."""

    template_name = "backoffice/messages.html"
    tab = "messages"
    filterset_class = MessageFilters
    export_filename = "messages"
    list_export = ("run_id", "run.endpoint.source.name", "get_severity_display", "code", "__str__", "count", "at", "examples")
    export_headings = {
        "run_id": gettext_lazy("Harvest"),
        "run.endpoint.source.name": gettext_lazy("Source"),
        "get_severity_display": gettext_lazy("Severity"),
        "code": gettext_lazy("Code"),
        "__str__": gettext_lazy("Message"),
        "count": gettext_lazy("Times"),
        "at": gettext_lazy("First noted"),
        "examples": gettext_lazy("Examples"),
    }

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Messages of harvests")

    def seen(self) -> QuerySet[HarvestMessage]:
        """With the source of their harvest."""
        return policies.messages_for(self.request.user).select_related("run__endpoint__source")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One keyset page: as quick at the thousandth page as at the first."""
        page = selectors.keyset_page(self.filters.qs, before=number_in(self.request, "before"), size=PAGE)
        return super().get_context_data(rows=page.rows, next_before=page.next_before, **kwargs)

    def exported(self) -> QuerySet[HarvestMessage]:
        """Newest first."""
        return self.filters.qs.order_by("-pk")[:MOST_EXPORTED]

    def to_row_dict(self, item: HarvestMessage) -> dict[str, Any]:
        """The examples in one cell."""
        return {**super().to_row_dict(item), "examples": examples_of(item)}


class MessagePage(ExportedList, ConsoleView):
    """Every record that a message is about, found by identifier, file or position."""

    template_name = "backoffice/message.html"
    tab = "messages"
    filterset_class = RemarkFilters
    export_filename = "message"
    list_export = ("identifier", "file", "position", "sentence")
    export_headings = {"sentence": gettext_lazy("Message")}

    @cached_property
    def message(self) -> HarvestMessage:
        """The message; 404 when the person may not see its harvest."""
        seen = policies.messages_for(self.request.user).select_related("run__endpoint__source")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """Of the tab and of the browser."""
        return _("Records of a message, harvest %(number)s") % {"number": self.message.run_id}

    def trail(self) -> list[Crumb]:
        """By way of the messages of its harvest."""
        return [{"url": f"{reverse('harvesting:messages')}?run={self.message.run_id}", "label": _("Messages of harvests")}]

    def seen(self) -> QuerySet[Remark]:
        """Of this message, which says them."""
        return Remark.objects.filter(message=self.message).select_related("message")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One keyset page."""
        page = selectors.keyset_page(self.filters.qs, before=number_in(self.request, "before"), size=PAGE)
        cut = self.message.count > REMARKS
        return super().get_context_data(message=self.message, rows=page.rows, next_before=page.next_before, cut=cut, most=REMARKS, **kwargs)

    def exported(self) -> QuerySet[Remark]:
        """In the order of the page."""
        return self.filters.qs.order_by("-pk")[:MOST_EXPORTED]

"""Versions that were to be published at their time and were not: the page's log keeps why, until somebody writes the page again."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from wagtail.models import PageLogEntry

from catalogue.models import Institution

REFUSED = "catalogue.publication_refused"


def refusals() -> QuerySet[PageLogEntry]:
    """What the schedule refused, the last first, of pages that nobody has written or published since."""
    since = PageLogEntry.objects.filter(action=REFUSED, timestamp__gt=F("page__latest_revision_created_at"))
    return since.exclude(page__live=True, page__last_published_at__gt=F("timestamp")).order_by("-timestamp")


def refusal_of(page: Any) -> PageLogEntry | None:
    """Why this page was not published at its time; None for one that was, or that was written since."""
    return refusals().filter(page_id=page.pk).first()


def refusals_under(institutions: QuerySet[Institution]) -> list[PageLogEntry]:
    """Those of institutions and of the pages below them, each page once."""
    found = {entry.page_id: entry for entry in refusals().select_related("page").reverse()}
    if not found:
        return []
    paths = tuple(institutions.values_list("path", flat=True))
    return [entry for entry in reversed(found.values()) if entry.page.path.startswith(paths)]

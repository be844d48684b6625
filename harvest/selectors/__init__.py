"""What the console reads of harvests: last runs, totals, slices, messages, reasons; each in a number of queries that never grows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery

from catalogue.core.messages import Message
from harvest.models import Endpoint, HarvestMessage, HarvestRun, QuarantinedRecord, Window
from harvest.models.run import translated

Row = TypeVar("Row", bound=Model)

MOST_WINDOWS = 500
MOST_MESSAGES = 200
SEVERITIES = (HarvestMessage.Severity.ERROR, HarvestMessage.Severity.WARNING, HarvestMessage.Severity.INFO)

TOTALS = """
    SELECT wanted.id,
      (SELECT count(*) FROM harvest_rawrecord WHERE source_id = wanted.id AND state = 'active'),
      (SELECT count(*) FROM harvest_rawrecord AS raw WHERE source_id = wanted.id AND state = 'tombstone'
         AND NOT EXISTS (SELECT 1 FROM harvest_quarantinedrecord AS held WHERE held.source_id = wanted.id AND held.key = raw.identifier)),
      (SELECT count(*) FROM harvest_quarantinedrecord WHERE source_id = wanted.id)
    FROM unnest(%s::bigint[]) AS wanted (id)
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many records of a source are shown, withdrawn, and set aside as unreadable (an earlier version may be shown)."""

    active: int = 0
    tombstones: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of quarantine: its code, the sentence of one record that has it, and how many have it."""

    code: str
    sentence: str
    count: int


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """A page of rows, newest first; ``next_before`` asks for the next one, None at the end."""

    rows: list
    next_before: int | None


def keyset_page(queryset: QuerySet[Row], *, before: int | None, size: int) -> KeysetPage:
    """``size`` rows of ``queryset`` by descending key, below ``before`` when given; one query however far one goes."""
    if before is not None:
        queryset = queryset.filter(pk__lt=before)
    rows = list(queryset.order_by("-pk")[: size + 1])
    more = len(rows) > size
    return KeysetPage(rows=rows[:size], next_before=rows[size - 1].pk if more else None)


def with_last_run(endpoints: QuerySet[Endpoint]) -> QuerySet[Any]:
    """The points with ``last_run_id``, the number of their last harvest."""
    last = HarvestRun.objects.filter(endpoint=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return endpoints.annotate(last_run_id=Subquery(last)).select_related("source__institution")


def states_of(points: Iterable[Any]) -> list[dict[str, Any]]:
    """``point``, its last ``run`` (or None) and the ``totals`` of its source, for each of these (of :func:`with_last_run`); two queries."""
    shown = list(points)
    runs = HarvestRun.objects.in_bulk([point.last_run_id for point in shown if point.last_run_id])
    totals = totals_of(point.source_id for point in shown)
    return [{"point": point, "run": runs.get(point.last_run_id), "totals": totals.get(point.source_id, Totals())} for point in shown]


def totals_of(source_ids: Iterable[int]) -> dict[int, Totals]:
    """The totals of several sources, in one query."""
    wanted = list(source_ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, [wanted])
        return {row[0]: Totals(*row[1:]) for row in cursor.fetchall()}


def windows_of(run: HarvestRun) -> list[Window]:
    """The slices of a run in order of time, those that were cut in smaller ones left out."""
    found = run.windows.exclude(state=Window.State.SPLIT).defer("checkpoint")
    return list(found.order_by(F("start").asc(nulls_first=True), "pk")[:MOST_WINDOWS])


def messages_of(run: HarvestRun) -> list[HarvestMessage]:
    """The messages of a run, one per cause: errors first, then the most frequent."""
    found = list(run.messages.all()[:MOST_MESSAGES])
    return sorted(found, key=lambda message: (SEVERITIES.index(HarvestMessage.Severity(message.severity)), -message.count, message.pk))


def reasons_of(quarantined: QuerySet[QuarantinedRecord]) -> list[Reason]:
    """The causes of quarantine among these records, most frequent first, each with the sentence of its first record."""
    counts = dict(quarantined.order_by().values_list("code").annotate(Count("pk")))
    firsts = quarantined.order_by("code", "pk").distinct("code").values_list("code", "args")
    reasons = [Reason(code=code, sentence=translated(Message(code, args)), count=counts.get(code, 1)) for code, args in firsts]
    return sorted(reasons, key=lambda reason: (-reason.count, reason.code))


def latest_deliveries(count: int) -> list[HarvestRun]:
    """The last harvests that brought something, with their source, last first; one statement."""
    brought = HarvestRun.objects.filter(state=HarvestRun.State.DONE).exclude(kind=HarvestRun.Kind.REPLAY)
    changed = brought.filter(Q(new__gt=0) | Q(changed__gt=0) | Q(deleted__gt=0))
    return list(changed.select_related("endpoint__source").order_by("-ended_at", "-id")[:count])

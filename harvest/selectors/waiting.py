"""What waits for somebody: runs that ask, that failed, that took nothing; points that bring nothing any more. A number of queries that
never grows.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import DateTimeField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from catalogue.models import Source
from harvest.models import Endpoint, HarvestRun

State = HarvestRun.State
ALL_REFUSED = Q(state=State.DONE, read__gt=0, refused=F("read"))
BAD = Q(state__in=[State.NEEDS_DECISION, State.FAILED]) | ALL_REFUSED


def last_of_each(runs: QuerySet[HarvestRun]) -> QuerySet[HarvestRun]:
    """Those that no later run of the same point follows, of points that were not removed."""
    later = HarvestRun.objects.filter(endpoint=OuterRef("endpoint"), pk__gt=OuterRef("pk"))
    return runs.filter(~Exists(later)).exclude(endpoint__source__standing=Source.Standing.REMOVED)


def bad(runs: QuerySet[HarvestRun], states: Collection[str] = ()) -> QuerySet[HarvestRun]:
    """The last runs of their points that want somebody, newest first; of some outcomes only where ``states`` says which."""
    wanted = last_of_each(runs).filter(BAD).select_related("endpoint__source").order_by("-pk")
    if not states:
        return wanted
    return wanted.filter(Q(state__in=states) | (ALL_REFUSED if "refused" in states else Q(pk__in=[])))


def silent(points: QuerySet[Endpoint], *, now: datetime | None = None) -> QuerySet[Endpoint]:
    """The scheduled points that brought no new or changed record for as many days as each of them says."""
    now = now or timezone.now()
    bound = ExpressionWrapper(
        Value(now) - F("silent_days") * Value(timedelta(days=1), output_field=DurationField()), output_field=DateTimeField()
    )
    brought = HarvestRun.objects.filter(Q(new__gt=0) | Q(changed__gt=0), endpoint=OuterRef("pk"), started_at__gte=OuterRef("bound"))
    known = points.filter(active=True, silent_days__gt=0).annotate(bound=bound, begun=Greatest("source__created_at", "bound"))
    return known.filter(begun__lte=F("bound")).filter(~Exists(brought)).select_related("source").order_by("source__name", "pk")

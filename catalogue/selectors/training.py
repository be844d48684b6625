"""Training sessions: those of the public agenda, those that a convention counts."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from catalogue.models import TrainingSession

MOST_PAST = 50


def coming(day: date) -> QuerySet[TrainingSession]:
    """Those of the agenda that are not over on that day, the next first."""
    return TrainingSession.objects.filter(shown=True, ends__gte=day).order_by("starts", "title")


def past(day: date) -> QuerySet[TrainingSession]:
    """Those of the agenda that are over, the last first; so many at most."""
    return TrainingSession.objects.filter(shown=True, ends__lt=day)[:MOST_PAST]


def held(first: date, last: date) -> QuerySet[TrainingSession]:
    """Those that were held from one day to another, in the agenda or not, in their order."""
    return TrainingSession.objects.filter(starts__gte=first, ends__lte=last).order_by("starts", "title")

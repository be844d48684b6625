"""What is asked of Gallica about the press: whose turn it is, which titles and which years are wanted."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.models import PressTitle


class GallicaTurn(models.Model):
    """When a service of Gallica may be asked again, for all workers together, and one row for all of them. Written by
    ``harvest.services.gallica`` only.

    Of that row (``gallica.EVERYTHING``): ``refusals``: how many answers in a row refused us.
    ``stopped``: a person must look before it is asked again; ``reason``: why.
    """

    service = models.CharField(max_length=20, primary_key=True)
    next_at = models.DateTimeField(db_default=Now())
    refusals = models.PositiveSmallIntegerField(default=0)
    stopped = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("turn at Gallica")
        verbose_name_plural = _("turns at Gallica")

    def __str__(self) -> str:
        return self.service


class CalendarAsking(models.Model):
    """A title whose calendar somebody asked Gallica for. Written by ``harvest.services.press`` only.

    ``wanted_at``: since when it is wanted, None where it is all there; ``years_at``: when its list of years came; ``total``: how many
    issues Gallica says it has; ``whole_at``: when all of it was there last. ``failures`` in a row, ``reason`` of the last one.
    """

    title = models.OneToOneField(PressTitle, primary_key=True, on_delete=models.CASCADE, related_name="asking")
    wanted_at = models.DateTimeField(null=True)
    wanted_by = models.CharField(max_length=254, blank=True)
    years_at = models.DateTimeField(null=True)
    total = models.PositiveIntegerField(default=0)
    whole_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("calendar asked for")
        verbose_name_plural = _("calendars asked for")
        indexes = [
            models.Index(fields=["wanted_at"], condition=models.Q(wanted_at__isnull=False), name="calendar_wanted"),
            models.Index(fields=["whole_at"], condition=models.Q(wanted_at__isnull=True), name="calendar_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.title_id}"


class CalendarYear(models.Model):
    """A year in which Gallica has issues of a title; ``asked_at``: when they came, None while they are not here."""

    asking = models.ForeignKey(CalendarAsking, on_delete=models.CASCADE, related_name="years", db_index=False)
    year = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("year asked for")
        verbose_name_plural = _("years asked for")
        constraints = [models.UniqueConstraint(fields=["asking", "year"], name="calendar_year_once")]

    def __str__(self) -> str:
        return f"{self.asking_id} {self.year}"

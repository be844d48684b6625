"""The census as it stood each month: rows that are added and never changed, so that a report printed again is the same."""

from __future__ import annotations

from django.db import models


class CensusSnapshot(models.Model):
    """One fonds as it was counted in a month (``core.census.Counted``). Written by ``catalogue.services.census`` alone, never changed."""

    month = models.DateField()
    number = models.CharField(max_length=32)
    counted = models.JSONField()

    class Meta:
        verbose_name = "snapshot of the census"
        verbose_name_plural = "snapshots of the census"
        constraints = [models.UniqueConstraint(fields=["month", "number"], name="census_once_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.number}"

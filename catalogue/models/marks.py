"""Marks: what a consumer has yet to see; written in the transaction that changes it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.core.keys import Kind


class Mark(models.Model):
    """This consumer has not seen the last state of these things. Append-only; drained in order, then deleted.

    Written and read by ``catalogue.services.marks`` only. One line for a page of a harvest, which inserts without looking: a thing
    may be marked several times. The arrays are short enough to stay in the row (``marks.MOST_IN_A_MARK``).
    """

    id = models.BigAutoField(primary_key=True)
    consumer = models.CharField(max_length=30)
    kind = models.SmallIntegerField()  # of core.keys.Kind
    ids = ArrayField(models.BigIntegerField())
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")

    def __str__(self) -> str:
        return f"{self.consumer}: {len(self.ids)} {Kind(self.kind).word}"

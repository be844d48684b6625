"""Marks: which records an engine must index again; written in the transaction that changes them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class IndexMark(models.Model):
    """This engine has not seen the last state of these records. Append-only; drained in order, then deleted.

    One line for a page of a harvest, which inserts without looking: a record may be marked several times. The arrays are short
    enough to stay in the row (``services.mark_statements``).
    """

    id = models.BigAutoField(primary_key=True)
    engine = models.CharField(max_length=20)
    record_ids = ArrayField(models.BigIntegerField())
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("index mark")
        verbose_name_plural = _("index marks")

    def __str__(self) -> str:
        return f"{self.engine}: {len(self.record_ids)}"

"""Marks: which records an engine must index again; written in the transaction that changes them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class IndexMark(models.Model):
    """One line: this engine has not seen the last state of this record. Append-only; drained in order, then deleted.

    Several marks for one record are allowed: a page of a harvest then inserts without looking.
    """

    id = models.BigAutoField(primary_key=True)
    engine = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("index mark")
        verbose_name_plural = _("index marks")
        indexes = [models.Index(fields=["engine", "id"], name="mark_engine_id")]

    def __str__(self) -> str:
        return f"{self.engine}:{self.record_id}"

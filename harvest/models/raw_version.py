"""The journal of versions: what was received before, kept for some days, so that harvests can be compared and taken back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from harvest.models.raw_record import RawRecord


class RawVersion(models.Model):
    """What a raw record was until run ``replaced_by`` overwrote it, at ``at``; ``run_id`` is the run that had brought it.

    Written by the very statement that overwrites (``harvest.pipeline.load`` and ``retire``), kept ``RAW_VERSION_DAYS`` days. A record
    that only comes back as it was, or is replayed, has no version more. Numbers of raw records and runs, not keys: nothing that is
    looked after is deleted, and a check of each would cost the harvest a look.
    """

    id = models.BigAutoField(primary_key=True)
    raw_id = models.BigIntegerField()
    run_id = models.BigIntegerField(null=True)
    replaced_by = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=RawRecord.State.choices)
    datestamp = models.CharField(max_length=40, blank=True)
    digest = models.BinaryField()
    data = models.BinaryField()
    received_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        indexes = [
            models.Index(fields=["raw_id", "id"], name="version_of_raw"),
            models.Index(fields=["replaced_by", "raw_id"], name="version_replaced_by"),
        ]

    def __str__(self) -> str:
        return f"{self.raw_id}: {self.run_id} → {self.replaced_by}"

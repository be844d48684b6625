"""What records were and are no more, for harvesters of a set that a record left."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerTrait(models.Model):
    """A record had ``value`` for ``aspect`` before one of its changes, and may have it again now. Never deleted. Written by
    ``catalogue.services.intake`` and ``holdings`` alone, in the statement that changes the record.

    ``aspect``: "institution" (``value`` its code), "document_type", "format" (in which the record came), "digitised_elsewhere" ("").
    """

    pk = models.CompositePrimaryKey("aspect", "value", "record_id")
    aspect = models.CharField(max_length=20)
    value = models.TextField(blank=True)
    # Looked for by its aspect alone; the rows of records are checked by who writes them.
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        verbose_name = _("former trait")
        verbose_name_plural = _("former traits")

    def __str__(self) -> str:
        return f"{self.aspect} {self.value}".strip()

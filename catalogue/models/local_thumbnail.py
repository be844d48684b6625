"""One small picture of each document that curators kept, fetched once and kept here."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class LocalThumbnail(models.Model):
    """The thumbnail of a document of a curated source, or why there is none. Written by ``catalogue.services.local_thumbnails`` only.

    ``identifier`` is the document's at its source; ``address``: where the picture came from, whose host and ark it names; ``tries`` in a
    row that failed, ``reason`` of the last one. The file lies in Django's storage under the number of the row.
    """

    class State(models.TextChoices):
        """What became of it."""

        KEPT = "kept", _("kept here")
        FAILED = "failed", _("asked for in vain")
        NONE = "none", _("there is none")

    source = models.ForeignKey("catalogue.Source", on_delete=models.CASCADE, related_name="+", db_index=False)
    identifier = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices)
    address = models.CharField(max_length=300, blank=True)
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("thumbnail of a kept document")
        verbose_name_plural = _("thumbnails of kept documents")
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="local_thumbnail_once")]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.state}"

"""What curators decide of the documents of a curated source, one by one; every decision is kept, the last one holds."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

LONGEST_WHY = 300


class LocalDecision(models.Model):
    """A document is of interest here, or is not, or that is for later; ``current``: no later decision was taken of it.

    ``identifier`` is the document's at its source, so that a decision outlives the record. ``rules``: those that spoke for it then;
    ``communes``: codes of those of the region that it names.
    """

    class State(models.TextChoices):
        """What was decided."""

        KEPT = "kept", _("kept")
        REJECTED = "rejected", _("rejected")
        LATER = "later", _("for later")

    source = models.ForeignKey("catalogue.Source", on_delete=models.CASCADE, related_name="local_decisions")
    identifier = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    rules = ArrayField(models.CharField(max_length=12), default=list)
    communes = ArrayField(models.CharField(max_length=5), default=list)
    author = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(db_default=Now())
    current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("decision of local interest")
        verbose_name_plural = _("decisions of local interest")
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], condition=models.Q(current=True), name="local_decision_once")
        ]
        indexes = [
            GinIndex(fields=["communes"], condition=models.Q(current=True, state="kept"), name="local_decision_communes"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.state}"

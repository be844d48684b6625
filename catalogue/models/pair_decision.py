"""What every decision of a person on two things has: written once, never changed nor deleted; the last word on a pair counts."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class PairDecision(models.Model):
    """A decision on two names that outlive rows, ``one`` and ``other``, the smaller first; ``verdict`` in the words of
    ``clustering.decisions``, or one that only puts off. ``batch``: those that were decided together.
    """

    one = models.TextField()
    other = models.TextField()
    verdict = models.CharField(_("decision"), max_length=8)
    reason = models.TextField(_("reason"), blank=True)
    author = models.CharField(_("decided by"), max_length=254)
    batch = models.UUIDField(default=uuid.uuid4)
    decided_at = models.DateTimeField(_("decided"), db_default=Now())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.one} {self.other}: {self.verdict}"

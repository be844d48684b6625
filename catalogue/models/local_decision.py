"""What curators decide of the documents of a curated source, one by one, and whose queue each stands in; every decision is kept."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.core.headings import LONGEST_KEY
from catalogue.models.ark import Ark

LONGEST_WHY = 300
_KEPT = models.Q(current=True, state="kept")


class LocalDecision(models.Model):
    """A document is of interest here, or is not, or that is for later; ``current``: no later decision was taken of it.

    ``identifier`` is the document's at its source, so that a decision outlives the record. ``rules``: those that spoke for it then;
    ``communes``: codes of those of the region that it names; ``headings``: keys of the persons and bodies that it is by or about;
    ``words``: what it is found by, folded; ``editions``: the numbers of its edition (``local_interest.links``); ``fonds``: the ark of the
    fonds to which its curator says that it belongs.
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
    headings = ArrayField(models.CharField(max_length=LONGEST_KEY), default=list)
    words = ArrayField(models.TextField(), default=list)
    editions = ArrayField(models.TextField(), default=list)
    fonds = models.ForeignKey(Ark, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
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
            GinIndex(fields=["communes"], condition=_KEPT, name="local_decision_communes"),
            GinIndex(fields=["headings"], condition=_KEPT, name="local_decision_headings"),
            GinIndex(fields=["words"], condition=_KEPT, name="local_decision_words"),
            GinIndex(fields=["editions"], condition=_KEPT, name="local_decision_editions"),
            models.Index(fields=["fonds"], condition=_KEPT & models.Q(fonds__isnull=False), name="local_decision_fonds"),
            models.Index(fields=["state", "id"], condition=models.Q(current=True), name="local_decision_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.state}"


class LocalPlacing(models.Model):
    """The communes of the region that a document of a curated source names, so that it stands in the queue of the libraries that are there.

    Written by ``catalogue.services.local_placing`` only; ``read_at``: the change of the record that was read.
    """

    record = models.OneToOneField(
        "catalogue.Record", primary_key=True, on_delete=models.CASCADE, related_name="local_placing", db_constraint=False
    )
    communes = ArrayField(models.CharField(max_length=5), default=list)
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("placing of a document of local interest")
        verbose_name_plural = _("placings of documents of local interest")
        indexes = [GinIndex(fields=["communes"], name="local_placing_communes")]

    def __str__(self) -> str:
        return f"{self.record_id}: {' '.join(self.communes)}"

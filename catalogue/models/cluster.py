"""Which records describe the same edition: the group of each, the pairs that were judged near, what people decided of pairs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.pair_decision import PairDecision


class ClusterMember(models.Model):
    """A shown record and its group, its own alone where nothing is the same. Written by ``catalogue.services.clustering`` only.

    ``cluster`` is the lowest number of the records of the group. The group is shown under its oldest record that readers see, with the ark
    of that one. ``traits``: the JSON of ``clustering.traits.Traits``. ``keys``: what it is compared under, and what parts large blocks
    (``services.clustering.blocks``), as hashes. ``year``, ``pages`` and ``prelims``: its ``clustering.glancing.Glance``, empty without one.
    """

    # No constraint: to look for its record again, row by row, would cost as much as the row.
    record = models.OneToOneField(
        "catalogue.Record", primary_key=True, on_delete=models.CASCADE, related_name="membership", db_constraint=False
    )
    cluster = models.BigIntegerField(_("group"))
    traits = models.BinaryField()
    keys = ArrayField(models.BigIntegerField())
    year = models.IntegerField(_("year"), null=True)
    pages = models.IntegerField(null=True)
    prelims = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        indexes = [
            models.Index(fields=["cluster", "record"], name="member_cluster"),
            models.Index(fields=["record"], name="member_not_first", condition=models.Q(cluster__lt=models.F("record_id"))),
            # A list of what is pending would be read through at every look.
            GinIndex(fields=["keys"], name="member_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.cluster}"


class Edition(models.Model):
    """What harvesters of editions are told: each record under which one is shown, or was, and when that last changed.

    ``successor``: the record under which it is shown now, that of an edition into which it was merged; None where it is shown no more.
    ``told_at``: when it was first told, None of those that were before anybody kept it.
    Never deleted. Written by ``catalogue.services.clustering`` only, in the transaction that makes the group.
    """

    record = models.OneToOneField(
        "catalogue.Record", primary_key=True, on_delete=models.CASCADE, related_name="edition", db_constraint=False
    )
    changed_at = models.DateTimeField(_("last changed"))
    told_at = models.DateTimeField(null=True)
    shown = models.BooleanField(default=True)
    successor = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        indexes = [models.Index(fields=["changed_at", "record"], name="edition_changed")]

    def __str__(self) -> str:
        return f"{self.record_id}"


class JudgedPair(models.Model):
    """Two shown records that are the same edition, or perhaps: their numbers, the smaller first, and why, as
    ``clustering.evidence.Judgement`` says it. Written by ``catalogue.services.clustering`` only; pairs that differ are not kept.
    """

    class Band(models.TextChoices):
        """Grouped unasked, or left to a person."""

        SAME = "same", _("the same edition")
        PROPOSE = "propose", _("the same edition, perhaps")

    pk = models.CompositePrimaryKey("one", "other")
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    band = models.CharField(max_length=7, choices=Band.choices)
    points = models.SmallIntegerField(_("points"))
    judgement = models.JSONField(_("evidence"))

    class Meta:
        verbose_name = _("judged pair")
        verbose_name_plural = _("judged pairs")
        constraints = [models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_in_order")]
        indexes = [models.Index(fields=["other"], name="pair_other")]

    def __str__(self) -> str:
        return f"{self.one} {self.other}: {self.band}"


class MatchDecision(PairDecision):
    """What a person decided of two records, on names that outlive rows: "source identifier". Written by ``catalogue.services.decisions``
    only.
    """

    class Verdict(models.TextChoices):
        """The words of ``clustering.decisions``, and one that only puts off."""

        SAME = "same", _("the same edition")
        NOT_SAME = "not_same", _("not the same edition")
        UNDONE = "undone", _("taken back")
        LATER = "later", _("later")

    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict.choices)

    class Meta:
        verbose_name = _("decision on a match")
        verbose_name_plural = _("decisions on matches")
        indexes = [
            models.Index(fields=["one", "other", "id"], name="decision_pair"),
            models.Index(fields=["other"], name="decision_other"),
            models.Index(fields=["batch"], name="decision_batch"),
        ]

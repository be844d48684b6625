"""Under which forms records name people and bodies, which forms are one person's, what was judged and decided of pairs of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.pair_decision import PairDecision


class NameForm(models.Model):
    """A form of a name: a heading, and what records that are shown say of its bearer. Once met it stays, so that no address moves.

    ``person``: the heading under which its bearer is shown, its own for most. ``name``, ``kind``, ``dates`` and ``qualifier`` as
    ``core.description.Agent`` has them. ``keys``: what it is found under (``clustering.persons.keys``). ``roles``, ``made_*`` and
    ``wrote_*``: see ``clustering.persons.facts``; ``records``: how many name it so; ``judged``: the
    digest of what it was judged by. Written by ``catalogue.services.mentions`` and ``catalogue.services.persons`` only.
    """

    heading = models.TextField(unique=True, db_collation="C")
    label = models.TextField(_("name"), db_collation="C")
    name = models.TextField(_("name"))
    kind = models.CharField(_("kind"), max_length=10)
    dates = models.TextField(_("dates"), blank=True)
    qualifier = models.TextField(_("qualifier"), blank=True)
    person = models.TextField(db_collation="C")
    keys = ArrayField(models.TextField())
    roles = ArrayField(models.CharField(max_length=3), default=list, db_default=[])
    made_from = models.IntegerField(null=True)
    made_to = models.IntegerField(null=True)
    wrote_from = models.IntegerField(null=True)
    wrote_to = models.IntegerField(null=True)
    records = models.IntegerField(_("records"), default=0, db_default=0)
    judged = models.CharField(max_length=32, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("name met in records")
        verbose_name_plural = _("names met in records")
        indexes = [
            models.Index(fields=["person"], name="name_form_person"),
            models.Index(fields=["heading"], name="name_form_elsewhere", condition=~models.Q(person=models.F("heading"))),
            GinIndex(fields=["keys"], name="name_form_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.label


class Mention(models.Model):
    """A shown record that names somebody under a form, what she did for it, the first year it may be of. Written by
    ``catalogue.services.mentions`` only.
    """

    pk = models.CompositePrimaryKey("record_id", "form_id")
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="mentions", db_index=False, db_constraint=False)
    form = models.ForeignKey(NameForm, on_delete=models.CASCADE, related_name="mentions", db_index=False, db_constraint=False)
    roles = ArrayField(models.CharField(max_length=3), default=list)
    year = models.IntegerField(_("year"), null=True)

    class Meta:
        verbose_name = _("name in a record")
        verbose_name_plural = _("names in records")
        indexes = [models.Index(fields=["form", "record"], name="mention_form")]

    def __str__(self) -> str:
        return f"{self.form_id}: {self.record_id}"


class JudgedName(models.Model):
    """Two forms that may be one person's: their numbers, the smaller first, and why (``clustering.evidence.Judgement``). Pairs that differ
    are not kept, nor those that an agency's number joins. Written by ``catalogue.services.persons`` only.
    """

    pk = models.CompositePrimaryKey("one", "other")
    one = models.BigIntegerField()
    other = models.BigIntegerField()
    points = models.SmallIntegerField(_("points"))
    judgement = models.JSONField(_("evidence"))

    class Meta:
        verbose_name = _("judged pair of names")
        verbose_name_plural = _("judged pairs of names")
        constraints = [models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="names_in_order")]
        indexes = [models.Index(fields=["other"], name="judged_name_other")]

    def __str__(self) -> str:
        return f"{self.one} {self.other}: {self.points}"


class NameDecision(PairDecision):
    """What a person decided of two forms, by their headings: they outlive rows and harvests. Written by
    ``catalogue.services.name_decisions`` only.
    """

    class Verdict(models.TextChoices):
        """The words of ``clustering.decisions``, and one that only puts off."""

        SAME = "same", _("the same person or body")
        NOT_SAME = "not_same", _("not the same")
        UNDONE = "undone", _("taken back")
        LATER = "later", _("later")

    one = models.TextField(db_collation="C")
    other = models.TextField(db_collation="C")
    verdict = models.CharField(_("decision"), max_length=8, choices=Verdict.choices)

    class Meta:
        verbose_name = _("decision on two names")
        verbose_name_plural = _("decisions on names")
        indexes = [
            models.Index(fields=["one", "other", "id"], name="name_decision_pair"),
            models.Index(fields=["other"], name="name_decision_other"),
            models.Index(fields=["batch"], name="name_decision_batch"),
        ]

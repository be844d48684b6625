"""Pairs drawn at random among those that stand together unasked, for a person to say how many of them should."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class MatchSample(models.Model):
    """One pair of a ``draw``, on names that outlive rows ("source identifier"), and what was said of it. Written by
    ``catalogue.services.sampling`` only.
    """

    class Verdict(models.TextChoices):
        """What the regional team says of a pair; "" while nobody has."""

        SAME = "same", _("the same edition")
        NOT_SAME = "not_same", _("not the same edition")
        UNSURE = "unsure", _("cannot be told")

    draw = models.UUIDField()
    drawn_at = models.DateTimeField(_("drawn"), db_default=Now())
    one = models.TextField()
    other = models.TextField()
    verdict = models.CharField(_("said"), max_length=8, choices=Verdict.choices, blank=True, default="", db_default="")
    author = models.CharField(_("said by"), max_length=254, blank=True, default="", db_default="")
    judged_at = models.DateTimeField(_("said on"), null=True, blank=True)

    class Meta:
        verbose_name = _("pair of a sample")
        verbose_name_plural = _("pairs of samples")
        constraints = [models.UniqueConstraint(fields=["draw", "one", "other"], name="sample_once_a_draw")]

    def __str__(self) -> str:
        return f"{self.one} {self.other}: {self.verdict}"

"""Deliveries: what was made for CCFr of an institution's notices, by whom, and what came back."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """A delivery that somebody asked for. Its files lie in the folder of its institution's deliveries, under ``folder``.

    ``institution`` is the code that records name it by (RCR or ISIL). ``files``: name, size in bytes and SHA-256 of each. ``standing``: how
    many records the recipient has once it has taken this delivery. The receipt is what the recipient answered: kept as it came, with its
    date and its counts; ``refused_records``: those of the delivery that it names. Written by ``harvest.services.delivering`` only.
    """

    class State(models.TextChoices):
        """Asked for, made, made of nothing since nothing had changed, or failed."""

        ASKED = "asked", _("being made")
        MADE = "made", _("made")
        NOTHING = "nothing", _("nothing new")
        FAILED = "failed", _("failed")

    institution = models.TextField(_("institution"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    everything = models.BooleanField(_("everything, not only what changed"), default=False)
    author = models.CharField(_("asked by"), max_length=254, blank=True)
    asked_at = models.DateTimeField(_("asked on"), db_default=Now())
    made_at = models.DateTimeField(_("made on"), null=True)
    folder = models.CharField(max_length=20, blank=True)
    files = models.JSONField(_("files"), default=list)
    new = models.PositiveIntegerField(_("new notices"), default=0)
    changed = models.PositiveIntegerField(_("changed notices"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn notices"), default=0)
    blocked = models.PositiveIntegerField(_("notices kept back"), default=0)
    standing = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    receipt_name = models.CharField(max_length=200, blank=True)
    receipt = models.BinaryField(null=True)
    receipt_on = models.DateField(_("answered on"), null=True)
    accepted = models.PositiveIntegerField(_("accepted notices"), null=True)
    refused = models.PositiveIntegerField(_("refused notices"), null=True)
    refused_records = models.JSONField(default=list)
    receipt_author = models.CharField(max_length=254, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [models.Index(fields=["institution", "-id"], name="delivery_institution")]
        constraints = [
            models.UniqueConstraint(fields=["institution"], condition=models.Q(state="asked"), name="delivery_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.folder or self.state}"

    @property
    def sent(self) -> int:
        """How many notices its files hold."""
        return self.new + self.changed

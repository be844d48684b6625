"""Grids of fonds that were handed in: what each would do, what it did to each page, so that it can be taken back."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class FondsBatch(models.Model):
    """A grid, kept as it came. Written by ``catalogue.services.fonds_grids`` only.

    ``institutions``: keys of the pages of those that its lines are of; ``told``: each line with what it would change, or changed
    (``services.fonds_grids.planning.Told``). ``digest``: the SHA-256 of the file.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("to be looked at")
        APPLIED = "applied", _("written")
        DISCARDED = "discarded", _("discarded")
        UNDONE = "undone", _("taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=300)
    digest = models.BinaryField(max_length=32)
    content = models.BinaryField()
    institutions = ArrayField(models.IntegerField(), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    author = models.CharField(_("handed in by"), max_length=254)
    received_at = models.DateTimeField(_("received"), db_default=Now())
    applied_by = models.CharField(_("written by"), max_length=254, blank=True)
    applied_at = models.DateTimeField(_("written"), null=True, blank=True)
    undone_by = models.CharField(_("taken back by"), max_length=254, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    told = models.JSONField(_("what it changes"), default=list)

    class Meta:
        verbose_name = _("grid of fonds")
        verbose_name_plural = _("grids of fonds")
        indexes = [models.Index(fields=["-received_at"], name="fonds_batch_received")]

    def __str__(self) -> str:
        return self.name


class FondsBatchChange(models.Model):
    """What a grid did to one page. The numbers of versions are Wagtail's: the last and the public one before it, the last after it.

    ``page``: the key of the page, which may be gone; ``created``: the page is of this grid. ``kept``: why it was not taken back.
    """

    batch = models.ForeignKey(FondsBatch, on_delete=models.CASCADE, related_name="changes")
    page = models.IntegerField()
    title = models.CharField(max_length=255)
    created = models.BooleanField()
    before = models.IntegerField(null=True)
    before_live = models.IntegerField(null=True)
    after = models.IntegerField()
    kept = models.JSONField(null=True)

    class Meta:
        verbose_name = "change of a grid"
        verbose_name_plural = "changes of grids"

    def __str__(self) -> str:
        return self.title

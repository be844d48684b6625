"""Alignments with national catalogues that partners hand in: laid over what their records say, now and at every harvest."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.core import aligning


class AlignmentFile(models.Model):
    """A table that somebody handed in for a source. Written by ``catalogue.services.alignments`` only.

    ``taken``: records that it aligns; ``empty``: lines for which nothing was found; ``faults``: [line, number, message] of the first that
    were not taken, or taken with a remark.
    """

    source = models.ForeignKey("catalogue.Source", on_delete=models.CASCADE, related_name="alignment_files")
    name = models.CharField(_("name"), max_length=300)
    author = models.CharField(_("handed in by"), max_length=254)
    received_at = models.DateTimeField(_("received"), db_default=Now())
    taken = models.PositiveIntegerField(pgettext_lazy("notices of a file", "aligned"), default=0)
    empty = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    withdrawn_by = models.CharField(max_length=254, blank=True)

    class Meta:
        verbose_name = _("file of alignments")
        verbose_name_plural = _("files of alignments")
        indexes = [models.Index(fields=["source", "-id"], name="alignment_file_of_source")]

    def __str__(self) -> str:
        return self.name


class Alignment(models.Model):
    """What one file says of one record, on names that outlive rows. ``number``: that of the notice at its library; ``current``: no later
    file says otherwise and it was not withdrawn; ``laid``: the record has been brought after it.
    """

    file = models.ForeignKey(AlignmentFile, on_delete=models.CASCADE, related_name="alignments")
    source = models.ForeignKey("catalogue.Source", on_delete=models.CASCADE, related_name="alignments")
    identifier = models.TextField()
    number = models.TextField()
    ark = models.CharField(max_length=80, blank=True)
    frbnf = models.CharField(max_length=40, blank=True)
    ppn = models.CharField(max_length=9, blank=True)
    current = models.BooleanField(default=True)
    laid = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], condition=models.Q(current=True), name="alignment_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(laid=False), name="alignment_to_lay")]

    def __str__(self) -> str:
        return f"{self.number}: {self.ark or self.ppn}"

    @property
    def value(self) -> aligning.Alignment:
        """As the rules take it."""
        return aligning.Alignment(self.ark, self.frbnf, self.ppn)

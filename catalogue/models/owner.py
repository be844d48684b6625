"""Copies that somebody once owned, and the forms under which records name the same person or body."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnedCopy(models.Model):
    """A copy of a shown record and one of its former owners. Written by ``catalogue.services.owners`` only.

    ``rank``: the place of the name among the owners of the record. ``position``: of the copy (``Holding.position``), 0 where nobody says
    which. ``heading``, ``label`` and ``authority``: see ``core.rules.owners``. ``year``: the first that the document may be of.
    """

    pk = models.CompositePrimaryKey("record_id", "rank")
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="owned", db_index=False, db_constraint=False)
    rank = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField(_("position"))
    heading = models.TextField(db_collation="C")
    label = models.TextField(_("name"))
    kind = models.CharField(_("kind"), max_length=10)
    authority = models.TextField(_("authority"), blank=True)
    roles = ArrayField(models.CharField(max_length=3), default=list)
    year = models.IntegerField(_("year"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy once owned")
        verbose_name_plural = _("copies once owned")
        indexes = [models.Index(fields=["heading", "record"], name="owned_heading")]

    def __str__(self) -> str:
        return f"{self.label}: {self.record_id}"


class PersonName(models.Model):
    """A heading under which records name somebody, beside the number that an agency gave: what joins two forms of one name.

    Once met it stays: records that come and go change no address. Written by ``catalogue.services.owners`` only.
    """

    heading = models.TextField(db_collation="C")
    authority = models.TextField(_("authority"))
    label = models.TextField(_("name"))

    class Meta:
        verbose_name = _("form of a name")
        verbose_name_plural = _("forms of names")
        constraints = [models.UniqueConstraint(fields=["heading", "authority"], name="person_name_once")]
        indexes = [models.Index(fields=["authority"], name="person_name_authority")]

    def __str__(self) -> str:
        return f"{self.label} {self.authority}"

"""Holdings: who keeps a copy of what a record describes, under which call number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Holding(models.Model):
    """A copy that a record speaks of, as a row that can be looked up. Written by ``catalogue.services.holdings`` only, by COPY, in the
    transaction that writes its record; the record's description says more of it, at the same ``position`` (from 1).

    ``institution`` is the code that records name it by: RCR or ISIL; ``institution_name`` what the source gave. A copy of which the
    source says neither is ``ascribed`` to the source's institution, and so is, at position 0, a record that names no copy at all.
    ``call_number_key`` is its place on the shelf (``core.call_numbers.sorting_key``), compared character by character.
    ``shown``: the record is not withdrawn.
    """

    pk = models.CompositePrimaryKey("record_id", "position")
    # The primary key begins with it; and to look for its record again, row by row, would cost a harvest as much as the row.
    record = models.ForeignKey("catalogue.Record", on_delete=models.CASCADE, related_name="held", db_index=False, db_constraint=False)
    position = models.PositiveIntegerField(_("position"))
    institution = models.TextField(_("institution"), blank=True)
    institution_name = models.TextField(_("name of the institution"), blank=True)
    collection = models.TextField(_("collection"), blank=True)
    call_number = models.TextField(_("call number"), blank=True)
    call_number_key = models.TextField(blank=True, db_collation="C")
    ascribed = models.BooleanField(default=False)
    shown = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        indexes = [
            models.Index(
                fields=["institution", "call_number_key", "record", "position"],
                condition=models.Q(shown=True) & ~models.Q(institution=""),
                name="holding_shelf",
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution or self.institution_name} {self.call_number}".strip()

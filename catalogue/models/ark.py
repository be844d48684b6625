"""Arks: the names minted once and for ever for what the portal shows, and what each of them stands for."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from catalogue.core.keys import Kind

ISIL = "isil"  # the namespace of institutions: every other is the short name of a source
FONDS = "fonds"  # that of fonds, whose identifier is their number


class Ark(models.Model):
    """An identifier and its target. Written by ``catalogue.services.arks`` and never deleted.

    The target is said in terms that outlive the database: a notice by its source's short name and the identifier that the source
    gives it, an institution by its ISIL. Row numbers are not: records that are harvested again from nothing find their arks here.

    ``state``: a tombstone's target is gone, ``said`` holds what it was ("who", "what", "when" of an ERC), and ``replaced_by`` the
    ark that stands for it now, if there is one. ``old_number`` is the number in the address that a notice had before it had an ark.
    """

    class State(models.TextChoices):
        """The target is shown, or it is not any more."""

        ACTIVE = "active", _("active")
        TOMBSTONE = "tombstone", _("withdrawn")

    # "NAAN/name". In the order of bytes, which is that of minting: the last name minted is found at the end of the index.
    name = models.CharField(_("name"), max_length=40, primary_key=True, db_collation="C")
    kind = models.PositiveSmallIntegerField(_("kind"), choices=[(int(kind), kind.word) for kind in Kind])
    namespace = models.CharField(_("given by"), max_length=60)
    identifier = models.TextField(_("identifier"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE, db_default=State.ACTIVE)
    said = models.JSONField(_("what it was"), null=True, blank=True)
    # No index of its own: the one below leaves out the many that nothing replaces.
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", db_index=False
    )
    old_number = models.BigIntegerField(_("former number"), null=True, blank=True)
    minted_at = models.DateTimeField(_("minted"), db_default=Now())

    class Meta:
        verbose_name = _("ark")
        verbose_name_plural = _("arks")
        constraints = [
            models.UniqueConstraint(fields=["kind", "namespace", "identifier"], name="ark_of_one_target"),
            models.CheckConstraint(condition=~models.Q(replaced_by=models.F("name")), name="ark_not_its_own_successor"),
            models.UniqueConstraint(fields=["kind", "old_number"], name="ark_old_number", condition=models.Q(old_number__isnull=False)),
        ]
        indexes = [models.Index(fields=["replaced_by"], name="ark_replaced_by", condition=models.Q(replaced_by__isnull=False))]

    def __str__(self) -> str:
        return f"ark:/{self.name}"

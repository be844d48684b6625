"""Records: one source's description of one document, stored."""

from __future__ import annotations

from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from catalogue.core.description import Description
from catalogue.core.serialization import from_dict


class Record(models.Model):
    """A source's description. Written by ``catalogue.services.intake`` and ``withdrawal`` only, in bulk, by COPY.

    ``description`` is the serialised :class:`~catalogue.core.description.Description`; ``digest`` its hash. A tombstone
    keeps its last description, so that the page can say what the document was.
    """

    class State(models.TextChoices):
        """A record is shown, it was withdrawn by its source, or it is kept from readers with the whole of its source."""

        ACTIVE = "active", _("active")
        TOMBSTONE = "tombstone", _("withdrawn")
        HIDDEN = "hidden", _("kept from readers")

    id = models.BigAutoField(primary_key=True)
    # No index of its own: the constraint below begins with it, and a second one misleads the planner.
    source = models.ForeignKey(
        "catalogue.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="records", db_index=False
    )
    identifier = models.TextField(_("identifier"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    format = models.CharField(_("format"), max_length=20)
    charset = models.CharField(_("character set"), max_length=20)
    digest = models.BinaryField(_("digest"))
    description = models.JSONField(_("description"))
    created_at = models.DateTimeField(_("first received"))
    updated_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="record_source_identifier")]
        indexes = [
            models.Index(fields=["updated_at", "id"], name="record_updated"),
            models.Index(fields=["created_at", "id"], name="record_received"),
            models.Index(KT("description__document_type"), "updated_at", "id", name="record_type_updated"),
            models.Index(
                fields=["updated_at", "id"], condition=models.Q(description__has_key="digital_copies"), name="record_digitised_updated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.identifier}"

    @property
    def as_description(self) -> Description:
        """The description, typed."""
        return from_dict(self.description)

"""Sources: a partner's catalogue as provenance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Who says it, under which licence, and how far it is trusted when descriptions disagree (1 first).

    ``standing``: whether readers see its records; written by ``catalogue.services.standing`` only, which then brings the records after
    it (``settled``); never ``shown`` where it is ``curated``. ``standing_before`` is what a removal that is undone goes back to.
    ``metadata_cc0`` is written by ``catalogue.services.consent``; ``metadata_cc0_ended``: it was given once, and is not any more.
    """

    class Standing(models.TextChoices):
        """What readers see of a source."""

        SHOWN = "shown", _("shown to readers")
        PREPARED = "prepared", _("being prepared, hidden from readers")
        WITHDRAWN = "withdrawn", _("withdrawn from readers")
        REMOVED = "removed", _("removed")

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    institution = models.ForeignKey(
        "catalogue.Institution", verbose_name=_("institution"), on_delete=models.PROTECT, related_name="sources"
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    licence_url = models.URLField(_("licence address"), blank=True)
    metadata_cc0 = models.BooleanField(
        _("its notices may be given to Europeana, under CC0"), default=False, db_default=False,
        help_text=_("Europeana takes descriptions that nobody keeps a right to; images keep their own."),
    )  # fmt: skip
    metadata_cc0_ended = models.BooleanField(default=False, db_default=False, editable=False)
    curated = models.BooleanField(
        _("only what is of local interest is kept, hidden from readers"), default=False, db_default=False, editable=False,
        help_text=_("For a library of millions of documents: rules let go what is not from here."),
    )  # fmt: skip
    trust = models.PositiveSmallIntegerField(_("rank of trust"), default=50)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing.choices, default=Standing.SHOWN, db_default=Standing.SHOWN)
    standing_before = models.CharField(max_length=10, choices=Standing.choices, blank=True, db_default="", editable=False)
    standing_since = models.DateTimeField(null=True, blank=True, editable=False)
    settled = models.BooleanField(default=True, db_default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_shown(self) -> bool:
        """Whether readers see its records."""
        return self.standing == self.Standing.SHOWN

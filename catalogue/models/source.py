"""Sources: a partner's catalogue as provenance."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Who says it, under which licence, and how far it is trusted when descriptions disagree (1 first)."""

    slug = models.SlugField(_("short name"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    institution = models.ForeignKey(
        "catalogue.Institution", verbose_name=_("institution"), on_delete=models.PROTECT, related_name="sources"
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    licence_url = models.URLField(_("licence address"), blank=True)
    trust = models.PositiveSmallIntegerField(_("rank of trust"), default=50)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

"""What cataloguing a volume costs, from a day on: lines that are added and never changed, so that a past report stays what it was."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.choosing import choices


class UnitCost(models.Model):
    """One cost (``core.costs.UnitCost``), with where it comes from. ``category``: "" for fonds of any."""

    category = models.CharField(
        _("national category"), max_length=20, choices=choices("category"), blank=True, help_text=_("Left empty, of every other one.")
    )
    low = models.DecimalField(_("euros a volume, at least"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    high = models.DecimalField(_("euros a volume, at most"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    since = models.DateField(_("since"))
    source = models.CharField(_("where it comes from"), max_length=300, help_text=_("As: market of retroconversion of 2023."))

    class Meta:
        verbose_name = _("cost of cataloguing")
        verbose_name_plural = _("costs of cataloguing")
        ordering = ["-since", "category"]
        constraints = [models.UniqueConstraint(fields=["category", "since"], name="unit_cost_of_a_day")]

    def __str__(self) -> str:
        return f"{self.low}–{self.high} € ({self.since})"

    def clean(self) -> None:
        """Bounds in their order."""
        super().clean()
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValidationError({"high": _("The most is less than the least.")})

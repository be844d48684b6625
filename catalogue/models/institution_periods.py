"""When an institution opens otherwise than usually: closures, seasons."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from catalogue.core.opening import BadHours, read_hours


def validate_hours(line: str) -> None:
    """Raises ValidationError for hours that ``core.opening`` cannot read."""
    try:
        read_hours(line)
    except BadHours as error:
        raise ValidationError(_("“%(rule)s” cannot be read as days and hours."), params={"rule": str(error)}) from error


class InstitutionPeriod(Orderable):
    """Days, both included, on which it is closed, or keeps other hours."""

    page = ParentalKey("catalogue.Institution", on_delete=models.CASCADE, related_name="periods")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    hours = models.CharField(
        _("hours of these days"),
        max_length=300,
        blank=True,
        validators=[validate_hours],
        help_text=_("Left empty, it is closed. Else as the usual hours: Mo-Fr 10:00-12:00."),
    )
    reason = models.CharField(_("reason, for readers"), max_length=200, blank=True, help_text=_("As: works, stocktaking, summer hours."))
    panels = (FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]), FieldRowPanel([FieldPanel("hours"), FieldPanel("reason")]))

    class Meta(Orderable.Meta):
        verbose_name = _("period of other hours")

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    def clean(self) -> None:
        """Days in their order."""
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day is before the first one.")})

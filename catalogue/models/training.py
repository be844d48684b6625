"""Joint training of the BnF, the DRAC and the agency: sessions that librarians register for, and how many came."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

_PLANNED = (
    FieldPanel("title"),
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("hours")]),
    FieldPanel("place"),
    FieldPanel("programme"),
    FieldPanel("organisers"),
    FieldRowPanel([FieldPanel("registration"), FieldPanel("registration_until"), FieldPanel("seats")]),
    FieldPanel("shown"),
)


class TrainingSession(models.Model):
    """One session, of one day or of several. ``organisers``: one on each line. Of those who came, numbers only: nobody is named.

    ``shown``: it stands in the public agenda.
    """

    title = models.CharField(pgettext_lazy("of a description", "title"), max_length=200)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), help_text=_("The same for a session of one day."))
    hours = models.CharField(_("hours"), max_length=100, blank=True, help_text=_("As: 9.30 to 17.00."))
    place = models.TextField(_("place"), help_text=_("Name and address, as: Municipal library, 30 boulevard Vivier-Merle, Lyon."))
    programme = models.TextField(_("programme"), blank=True)
    organisers = models.TextField(_("organisers"), help_text=_("One on each line, as: Bibliothèque nationale de France."))
    registration = models.URLField(_("where to register"), max_length=500, blank=True)
    registration_until = models.DateField(_("registration until"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True, validators=[MinValueValidator(1)])
    people = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    institutions = models.PositiveIntegerField(_("institutions that they came from"), null=True, blank=True)
    shown = models.BooleanField(_("in the public agenda"), default=False)
    written_at = models.DateTimeField(auto_now=True, db_default=Now())

    panels = (
        MultiFieldPanel(_PLANNED, heading=_("The session")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("people"), FieldPanel("institutions")])],
            heading=_("Who came"),
            help_text=_("Numbers only: no name is kept."),
        ),
    )

    class Meta:
        verbose_name = _("training session")
        verbose_name_plural = _("training sessions")
        ordering = ["-starts", "title"]
        indexes = [models.Index(fields=["ends"], name="training_ends")]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int:
        """How many days it takes."""
        return (self.ends - self.starts).days + 1

    def clean(self) -> None:
        """Days in their order, counts that can be."""
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day is before the first one.")})
        if self.registration_until and self.ends and self.registration_until > self.ends:
            raise ValidationError({"registration_until": _("Registration would end after the session.")})
        if self.people is not None and self.institutions is not None and self.institutions > self.people:
            raise ValidationError({"institutions": _("More institutions than people.")})

"""Conventions signed with the BnF, the DRAC and others: who, when, which objectives and actions, by which indicators they are followed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from catalogue.core.indicators import INDICATORS
from catalogue.models.choosing import labelled


class Convention(ClusterableModel):
    """One convention. ``parties``: one on each line."""

    title = models.CharField(pgettext_lazy("of a description", "title"), max_length=200)
    parties = models.TextField(_("parties"), help_text=_("One on each line, as: Bibliothèque nationale de France."))
    signed = models.DateField(_("signed on"))
    ends = models.DateField(_("until"))
    presentation = models.TextField(_("presentation"), blank=True)

    panels = (
        FieldPanel("title"),
        FieldPanel("parties"),
        FieldRowPanel([FieldPanel("signed"), FieldPanel("ends")]),
        FieldPanel("presentation"),
        InlinePanel("objectives", heading=_("Objectives and actions"), label=_("Objective")),
        InlinePanel("indicators", heading=_("Indicators"), label=_("Indicator")),
    )

    class Meta:
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ["-signed", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Days in their order."""
        super().clean()
        if self.signed and self.ends and self.ends < self.signed:
            raise ValidationError({"ends": _("The last day is before the first one.")})


class ConventionObjective(Orderable):
    """An objective with its actions, one on each line."""

    convention = ParentalKey(Convention, on_delete=models.CASCADE, related_name="objectives")
    title = models.CharField(_("objective"), max_length=300)
    actions = models.TextField(_("actions"), blank=True, help_text=_("One on each line."))
    panels = (FieldPanel("title"), FieldPanel("actions"))

    class Meta(Orderable.Meta):
        verbose_name = _("objective")


class ConventionIndicator(Orderable):
    """An indicator: at signature, as aimed at; its value now is the census's, or what people say (``said``, ``said_on``)."""

    convention = ParentalKey(Convention, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(_("indicator"), max_length=20, choices=labelled((one.code, one.label) for one in INDICATORS.values()))
    at_signature = models.DecimalField(_("at signature"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    said = models.DecimalField(_("now, where the census does not count it"), max_digits=14, decimal_places=2, null=True, blank=True)
    said_on = models.DateField(_("seen on"), null=True, blank=True)
    panels = (
        FieldPanel("code"),
        FieldRowPanel([FieldPanel("at_signature"), FieldPanel("target")]),
        FieldRowPanel([FieldPanel("said"), FieldPanel("said_on")]),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("indicator")

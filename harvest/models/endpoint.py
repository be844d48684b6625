"""Endpoints: how a source is fetched; coverage: which periods have been."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_HOURS = 24 * 366
MOST_DAYS_BETWEEN_FULL = 3660
MOST_DAYS_IN_A_SLICE = 36_600
LARGEST_PAGE = 100_000
MOST_REQUESTS_PER_SECOND = 1000.0
PORT = (MinValueValidator(1), MaxValueValidator(65_535))


def _between(least: float, most: float) -> list[BaseValidator]:
    """What a person may type: beyond it, dates and statements overflow."""
    return [MinValueValidator(least), MaxValueValidator(most)]


class Endpoint(models.Model):
    """Protocol, address, format, schedule and guards of one source's harvest.

    ``read_again``: where it is set, the next harvest is a full one, and says why in the message of this code.
    """

    class Protocol(models.TextChoices):
        """The ways to fetch; ``harvest.protocols.registry`` has one client for each."""

        OAI_PMH = "oai_pmh", "OAI-PMH"
        SRU = "sru", "SRU"
        FILE_DROP = "file_drop", _("file drop")

    class Format(models.TextChoices):
        """What the records should be; anything else is refused, unless ``auto``."""

        AUTO = "auto", _("recognise by itself")
        UNIMARC = "unimarc", "UNIMARC"
        MARC21 = "marc21", "MARC 21"
        DUBLIN_CORE = "dublin_core", "Dublin Core"
        EAD = "ead", _("EAD: finding aids")

    source = models.OneToOneField("catalogue.Source", verbose_name=_("source"), on_delete=models.PROTECT, related_name="endpoint")
    protocol = models.CharField(_("protocol"), max_length=20, choices=Protocol.choices)
    url = models.CharField(_("address"), max_length=1000, help_text=_("Base address of the server; for a file drop, a file or a folder."))
    prefix = models.CharField(_("format prefix"), max_length=200, blank=True, help_text=_("metadataPrefix of OAI-PMH, recordSchema of SRU"))
    set_spec = models.CharField(_("set or query"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=20, choices=Format.choices, default=Format.AUTO)
    active = models.BooleanField(_("scheduled"), default=True)
    every_hours = models.PositiveIntegerField(_("hours between two harvests"), default=24, validators=_between(1, MOST_HOURS))
    full_every_days = models.PositiveIntegerField(
        _("days between two full harvests"),
        default=30,
        validators=_between(1, MOST_DAYS_BETWEEN_FULL),
        help_text=_("Only a full harvest sees what a partner removed without saying so."),
    )
    next_run_at = models.DateTimeField(_("next harvest"), null=True, blank=True)
    read_again = models.CharField(max_length=80, blank=True, editable=False)
    silent_days = models.PositiveSmallIntegerField(
        _("days without a new record after which people are told"),
        default=60,
        db_default=60,
        validators=_between(0, MOST_DAYS_BETWEEN_FULL),
        help_text=_("0: never. A catalogue that brings nothing for months has often moved."),
    )
    silence_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_full_at = models.DateTimeField(_("last full harvest"), null=True, blank=True)
    harvested_until = models.DateTimeField(
        _("harvested until"), null=True, blank=True, help_text=_("by the partner's own clock, at the start of the last complete harvest")
    )
    window_days = models.PositiveIntegerField(
        _("days in a slice"),
        default=0,
        validators=_between(0, MOST_DAYS_IN_A_SLICE),
        help_text=_("0: the whole period at once, cut in slices only when the partner's server fails."),
    )
    deletion_guard = models.PositiveSmallIntegerField(
        _("deletion guard, in percent"),
        default=10,
        validators=_between(0, 100),
        help_text=_("When a harvest would withdraw a larger share of the records, it stops and asks."),
    )
    requests_per_second = models.FloatField(_("requests per second"), default=5.0, validators=_between(0.01, MOST_REQUESTS_PER_SECOND))
    page_size = models.PositiveIntegerField(_("records per page"), default=100, validators=_between(1, LARGEST_PAGE))
    ports = ArrayField(
        models.PositiveIntegerField(validators=PORT), verbose_name=_("ports allowed beside 80 and 443"), default=list, blank=True
    )
    ca_bundle = models.TextField(_("certificates of the partner's authority"), blank=True)
    options = models.JSONField(_("other options"), default=dict, blank=True)
    schedule_problem = models.CharField(
        _("why it could not be started"),
        max_length=300,
        blank=True,
        editable=False,
        help_text=_("The last failure of the schedule itself; empty once a harvest could be started."),
    )

    class Meta:
        verbose_name = _("harvesting point")
        verbose_name_plural = _("harvesting points")
        ordering = ["source__name"]

    def __str__(self) -> str:
        return self.source.name

    @property
    def between_harvests(self) -> timedelta:
        """The pause between two harvests; what an older form let through is bounded."""
        return timedelta(hours=min(self.every_hours, MOST_HOURS))

    @property
    def between_full_harvests(self) -> timedelta:
        """The same between two full ones."""
        return timedelta(days=min(self.full_every_days, MOST_DAYS_BETWEEN_FULL))


class Coverage(models.Model):
    """A period of the partner's datestamps that one run has harvested to its end; null is open."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="coverage")
    set_spec = models.CharField(max_length=1000, blank=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    run = models.ForeignKey("harvest.HarvestRun", on_delete=models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["endpoint", "start"], name="coverage_endpoint_start")]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"

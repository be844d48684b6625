"""Institutions: the libraries, archives and museums that keep the documents; pages of the back office's tree."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from catalogue.core.opening import BadHours, read_hours

RCR_PATTERN = r"^(\d{2}|2[AB]|9[78])\d{7}$"


def validate_hours(line: str) -> None:
    """Raises ValidationError for usual hours that ``core.opening`` cannot read."""
    try:
        read_hours(line)
    except BadHours as error:
        raise ValidationError(_("“%(rule)s” cannot be read as days and hours."), params={"rule": str(error)}) from error


class InstitutionIndex(Page):
    """The page under which every institution stands; there is one."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["catalogue.Institution"]
    max_count = 1
    preview_modes: list[tuple[str, str]] = []  # readers' list of institutions is made of what stands under it

    class Meta:
        verbose_name = _("institutions")


class Institution(Page):
    """A library, archive or museum. Its ``title`` is its name; its subtree belongs to its librarians.

    ``rcr`` is the number of the Répertoire des centres de ressources (department 2, INSEE commune 3, type 2, sequence 2).
    ``to_complete`` marks an institution that a harvest has met before anybody described it.
    """

    rcr = models.CharField(_("RCR number"), max_length=9, unique=True, null=True, blank=True, validators=[RegexValidator(RCR_PATTERN)])
    to_complete = models.BooleanField(_("to be completed"), default=False)
    town = models.CharField(_("town"), max_length=200, blank=True)
    insee = models.CharField(_("INSEE code of the commune"), max_length=5, blank=True)
    department = models.CharField(_("department"), max_length=3, blank=True)
    address = models.TextField(_("address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), blank=True)
    presentation = models.TextField(_("presentation"), blank=True)
    opening_hours = models.TextField(_("opening hours"), blank=True)
    weekly_hours = models.CharField(
        _("usual hours"),
        max_length=300,
        blank=True,
        validators=[validate_hours],
        help_text=_(
            "For “open today until”: Tu-Sa 10:00-12:00,14:00-18:00; We 09:00-19:00. Days: mo tu we th fr sa su, or lu ma me je ve sa di."
        ),
    )
    access = models.TextField(_("how to consult"), blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    parent_page_types = ["catalogue.InstitutionIndex"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("rcr"), FieldPanel("to_complete")]),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("town"), FieldPanel("insee"), FieldPanel("department")])],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("opening_hours"),
                FieldPanel("weekly_hours"),
                FieldPanel("access"),
                FieldPanel("telephone"),
                FieldPanel("email"),
                FieldPanel("website"),
            ],
            heading=_("Visiting"),
        ),
        FieldPanel("presentation"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")

    def __str__(self) -> str:
        return self.title

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The draft as readers would have it, by the view that the setting names: the catalogue itself has no faces."""
        return import_string(settings.INSTITUTION_PREVIEW)(request, self)

    @property
    def isil(self) -> str:
        """The international identifier made from the RCR, or an empty string."""
        return f"FR-{self.rcr}" if self.rcr else ""

"""Institutions: the libraries, archives and museums that keep the documents; pages of the back office's tree."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from catalogue.core.isil import LONGEST, code_of, normalise_isil, normalise_rcr
from catalogue.core.places import in_its_town
from catalogue.models.institution_periods import validate_hours
from catalogue.models.register import RegisterEntry
from catalogue.models.tree import PortalPage, TitlePanel


def validate_isil(text: str) -> None:
    """Raises ValidationError for a number by which no institution is known anywhere."""
    if not normalise_isil(text):
        raise ValidationError(_("“%(number)s” is no RCR number, code of archives, Museofile number or ISIL."), params={"number": text})


RENUMBER = "catalogue.renumber_institution"


class NumberForOthers(HelpPanel):
    """The number of an institution, for those who may not change it: addresses, records and rights hang on it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "backoffice/number.html", "heading": "ISIL"} | kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """Shown where the field is not."""

        def is_shown(self) -> bool:
            """Whether there is a number, and the person may not change it."""
            return bool(self.instance.isil) and not self.request.user.has_perm(RENUMBER)


class InstitutionIndex(PortalPage):
    """The page under which every institution stands; there is one."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["catalogue.Institution", "catalogue.Network"]
    max_count = 1
    preview_modes: list[tuple[str, str]] = []  # readers' list of institutions is made of what stands under it

    class Meta:
        verbose_name = _("institutions")


class Institution(PortalPage):
    """The page that people make of a library, archives or a museum. Its ``title`` is its name; its subtree belongs to its librarians.

    Its ``isil`` is the one of its row in the register (``RegisterEntry``), which is there as soon as the page is
    (``catalogue.services.publication``): what the page leaves empty, readers are told from there. ``to_complete``: nobody has
    described it yet.
    """

    isil = models.CharField(
        "ISIL",
        max_length=LONGEST,
        unique=True,
        blank=True,
        validators=[validate_isil],
        help_text=_(
            "The RCR number of a library (693836101), the code of archives (FRAD069), the Museofile number of a museum (M0410), or an ISIL."
            " Left empty, the portal gives a number of its own."
        ),
    )
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
    getting_there = models.TextField(_("getting there"), blank=True, help_text=_("Stop, car park, entrance without a step."))
    services = models.TextField(_("services"), blank=True, help_text=_("As: copies on request, microfilm reader, Wi-Fi, group visits."))
    reading_room = models.TextField(_("rules of the reading room"), blank=True, help_text=_("What to bring, what stays at the door."))
    history = models.TextField(_("history"), blank=True, help_text=_("Where it and its collections come from, in some sentences."))
    catalogue_address = models.URLField(_("its own catalogue"), blank=True)
    photograph = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photograph"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Of the building or a reading room; its description is read to those who do not see it."),
    )
    photograph_credit = models.CharField(_("credit of the photograph"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    parent_page_types = ["catalogue.InstitutionIndex", "catalogue.Network"]
    subpage_types = ["catalogue.Fonds", "pages.Exhibition", "pages.LearningPath", "pages.Article"]

    content_panels = [
        TitlePanel(
            "title", placeholder=_("Name of the institution"), help_text=_("As readers say it. The name of the town is put before it.")
        ),
        FieldPanel("isil", permission=RENUMBER),
        NumberForOthers(),
        FieldPanel("to_complete", permission=RENUMBER),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("town"), FieldPanel("insee"), FieldPanel("department")])],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("opening_hours"),
                FieldPanel("weekly_hours"),
                FieldPanel("access"),
                FieldPanel("getting_there"),
                FieldPanel("reading_room"),
                FieldPanel("services"),
                FieldPanel("telephone"),
                FieldPanel("email"),
                FieldPanel("website"),
                FieldPanel("catalogue_address"),
            ],
            heading=_("Visiting"),
        ),
        InlinePanel("periods", heading=_("Closures and seasons"), label=_("Closure or season")),
        FieldPanel("presentation"),
        FieldPanel("history"),
        FieldRowPanel([FieldPanel("photograph"), FieldPanel("photograph_credit")]),
        InlinePanel("documents", heading=_("Documents for readers"), label=_("Document")),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        permissions = ((RENUMBER.partition(".")[2], "Can change the number of an institution"),)

    def __str__(self) -> str:
        return self.title

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The draft as readers would have it, by the view that the setting names: the catalogue itself has no faces."""
        return import_string(settings.INSTITUTION_PREVIEW)(request, self)

    code_before = ""  # the code that this object's page had, where saving it has changed it

    def clean(self) -> None:
        """Whatever form of its number was typed, the ISIL is kept."""
        super().clean()
        self._settle_isil()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Never without an identity: a page that is given none keeps its own, or receives a number of the portal's."""
        stored = type(self)._default_manager.filter(pk=self.pk).values_list("isil", flat=True).first() if self.pk else None
        self._settle_isil(stored)
        if stored and stored != self.isil:
            self.code_before = code_of(stored)
        super().save(*args, **kwargs)

    def _settle_isil(self, stored: str | None = None) -> None:
        self.isil = normalise_isil(self.isil) or self.isil or stored or RegisterEntry.next_local_isil()

    @property
    def placed(self) -> str:
        """Its name behind that of its town, as lists give it."""
        return in_its_town(self.title, self.town)

    @property
    def code(self) -> str:
        """What records and addresses name it by: the RCR of a library, the ISIL of anything else."""
        return code_of(self.isil)

    @property
    def rcr(self) -> str:
        """The RCR of a library; "" for archives, museums and others."""
        return normalise_rcr(self.isil)


class InstitutionDocument(Orderable):
    """A file that readers may take away from the page of an institution: a guide, rules, the list of a fonds."""

    page = ParentalKey(Institution, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey("wagtaildocs.Document", verbose_name=_("document"), on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title for readers"), max_length=200, blank=True, help_text=_("Left empty, the title of the document."))

    panels = (FieldPanel("document"), FieldPanel("title"))

    class Meta(Orderable.Meta):
        verbose_name = _("document for readers")

    def __str__(self) -> str:
        return self.title or str(self.document)

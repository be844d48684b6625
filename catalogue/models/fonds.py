"""Fonds: pages under their institution in the back office's tree, sous-fonds under their fonds; and what readers see of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from catalogue.core.dates import parse
from catalogue.core.vocabularies import DOCUMENT_TYPES, LANGUAGES
from catalogue.models.choosing import SeveralField, choices, labelled
from catalogue.models.fonds_form import PANELS
from catalogue.models.tree import PortalPage, TitlePanel

_USUAL_LANGUAGES = ("fre", "lat", "frp", "oci", "pro", "fro", "ita", "eng", "ger", "spa", "grc", "heb", "ara", "mul", "und")
USUAL_LANGUAGES = [(code, LANGUAGES[code]) for code in _USUAL_LANGUAGES]
AS_EAD, AS_SHEET = "ead", "sheet"  # ways to look at a draft
PERCENT = [MaxValueValidator(100)]


def new_number() -> str:
    """An identity that no title, no move and no rebuilding changes."""
    return uuid4().hex


class Fonds(PortalPage):
    """A fonds, or a sous-fonds under one: its ``title``, and what a fonds notice of the Répertoire holds (``core.fonds``).

    ``number`` is its identity; its ark hangs on it. What readers see is the copy made when it was published (``PublishedFonds``).
    """

    number = models.CharField(_("number"), max_length=32, unique=True, default=new_number, editable=False)
    level = models.CharField(_("level"), max_length=10, choices=choices("fonds_level"), default="fonds")
    other_titles = models.TextField(_("other or former names"), blank=True, help_text=_("One on each line, as: Bibliothèque du chapitre."))
    dates = models.CharField(_("dates"), max_length=200, blank=True, help_text=_("As one says them: 1452-1789, vers 1900."))
    bulk_dates = models.CharField(_("most of it from"), max_length=200, blank=True, help_text=_("As: 1750-1789."))
    date_from = models.SmallIntegerField(_("first year"), null=True, blank=True, help_text=_("Left empty, read from the dates."))
    date_to = models.SmallIntegerField(_("last year"), null=True, blank=True, help_text=_("Left empty, read from the dates."))
    undated = models.CharField(
        _("why there is no date"), max_length=200, blank=True, help_text=_("Where nobody can tell, as: not sorted yet.")
    )
    biography = models.TextField(_("history of the producer"), blank=True, help_text=_("Who they were, in some sentences."))
    custody = models.TextField(_("history of conservation"), blank=True, help_text=_("Where the documents were before they came here."))
    contents = models.TextField(_("contents"), help_text=_("What a reader finds there, in five lines: kinds of documents, themes, places."))
    document_types = SeveralField(labelled(DOCUMENT_TYPES.items()), verbose_name=_("types of documents"))
    languages = SeveralField(labelled(USUAL_LANGUAGES), verbose_name=_("languages"))
    accruals = models.CharField(_("accruals"), max_length=10, choices=choices("accruals"), default="unknown")
    accruals_note = models.CharField(_("how it grows"), max_length=300, blank=True, help_text=_("As: by legal deposit of printers."))
    arrangement = models.TextField(_("arrangement"), blank=True, help_text=_("How it is ordered, as: by size, then by date of entry."))
    treatment = models.CharField(_("treatment"), max_length=12, choices=choices("treatment"), default="none")
    access = models.TextField(_("access"), help_text=_("As: on appointment, in the reading room of the heritage collections."))
    reproduction = models.TextField(_("reproduction"), blank=True, help_text=_("As: photographs without flash are allowed."))
    legal_status = models.CharField(_("legal status"), max_length=16, choices=choices("legal_status"), default="unknown")
    categories = SeveralField(
        choices("category"), verbose_name=_("categories of the national plan"), help_text=_("Those that its documents belong to.")
    )
    bibliography = models.TextField(_("bibliography"), blank=True, help_text=_("One reference on each line."))
    census_state = models.CharField(_("state of the census"), max_length=12, choices=choices("census_state"), default="spotted")
    census_day = models.DateField(_("on"), null=True, blank=True, help_text=_("When this state was seen."))
    census_author = models.CharField(_("seen by"), max_length=200, blank=True, help_text=_("A person or a team."))
    catalogued = models.PositiveSmallIntegerField(_("catalogued, in %"), null=True, blank=True, validators=PERCENT)
    digitised = models.PositiveSmallIntegerField(_("digitised, in %"), null=True, blank=True, validators=PERCENT)
    delivered_on = models.DateField(_("delivered to the national directory on"), null=True, blank=True)
    author = models.CharField(_("author of this notice"), max_length=200, blank=True, help_text=_("A person or a team."))

    parent_page_types = ["catalogue.Institution", "catalogue.Fonds"]
    subpage_types = ["catalogue.Fonds"]
    content_panels = [
        TitlePanel(
            "title",
            placeholder=_("Name of the fonds"),
            help_text=_("Who put it together, or what it is about: “Fonds Coste”, “Terriers and plans”; its dates have their own fields."),
        ),
        *PANELS,
    ]
    preview_modes = [("", _("For readers")), (AS_EAD, _("As it will go, in EAD")), (AS_SHEET, _("To be typed into TAPIR"))]

    class Meta:
        verbose_name = _("fonds")
        verbose_name_plural = _("fonds")

    def __str__(self) -> str:
        return self.title

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The draft as readers or the directory would have it, by the view that the setting names: the catalogue has no faces."""
        views = {AS_EAD: settings.FONDS_EAD_PREVIEW, AS_SHEET: settings.FONDS_SHEET_PREVIEW}
        return import_string(views.get(mode_name, settings.FONDS_PREVIEW))(request, self)

    def clean(self) -> None:
        """Wagtail's own checks, and those of dates."""
        super().clean()
        self.check_dates()
        self.slug = f"fonds-{self.number}"

    def check_dates(self) -> None:
        """Dates that say when, or why not; years in their order. Raises ValidationError."""
        span = parse(self.dates, kind="creation")
        if self.dates and span.start is None and span.end is None and self.date_from is None and not self.undated:
            message = _("“%(dates)s” cannot be read as dates: give the years, or say why there is none.") % {"dates": self.dates}
            raise ValidationError({"dates": message})
        if self.date_from is not None and self.date_to is not None and self.date_from > self.date_to:
            raise ValidationError({"date_to": _("The last year is before the first one.")})


class PublishedFonds(models.Model):
    """What readers, directories and counts are told of a fonds: its description as it was published, and nothing of any draft.

    Written by ``catalogue.services.fonds`` alone. ``keeper`` is the ISIL of the institution; ``words`` what it is found by, folded.
    ``path`` is its place in the tree of pages, which orders: what begins with it stands under it; ``top`` that of the fonds of its tree
    which stands under no other.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    number = models.CharField(max_length=32, unique=True)
    keeper = models.CharField(max_length=16, db_index=True)
    path = models.CharField(max_length=255, db_collation="C")
    top = models.CharField(max_length=255, db_index=True)
    title = models.CharField(max_length=255)
    words = models.TextField()
    description = models.JSONField()

    class Meta:
        verbose_name = _("published fonds")
        verbose_name_plural = _("published fonds")
        indexes = [models.Index(fields=["keeper", "path"], name="fonds_of_keeper")]

    def __str__(self) -> str:
        return self.title


class ToldFonds(models.Model):
    """What harvesters are told of a fonds that stands, or stood, under no other which is published: it is told with all that is below it.

    ``number`` is that of the fonds, ``keeper`` the ISIL of the institution; ``told_at``: when it was first told, ``changed_at``: when it or
    what stands under it last changed; ``former``: the institutions in whose sets it was told before, where it is deleted for ever.
    Never deleted. Written by ``catalogue.services.fonds`` alone, in the transaction that publishes.
    """

    number = models.CharField(max_length=32, unique=True)
    keeper = models.CharField(max_length=16)
    former = ArrayField(models.CharField(max_length=16), default=list, db_default=[])
    told_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    shown = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("told fonds")
        verbose_name_plural = _("told fonds")
        indexes = [models.Index(fields=["changed_at", "id"], name="fonds_told_changed")]

    def __str__(self) -> str:
        return self.number

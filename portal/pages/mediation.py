"""Exhibitions and paths: pages that librarians make under their institution of what the catalogue holds."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from catalogue.core.keys import Kind
from catalogue.models.tree import PortalPage
from portal.pages import ready
from portal.pages.blocks.pieces import IN_BOTH, OF_EXHIBITIONS
from portal.pages.forms import MediationForm


class Licence(models.TextChoices):
    """Under which texts may be taken over; pictures keep the rights of their keepers."""

    BY = "by", "CC BY 4.0"
    BY_SA = "by-sa", "CC BY-SA 4.0"
    ZERO = "zero", "CC0 1.0"
    OPEN = "open", "Licence Ouverte 2.0"


LICENCE_ADDRESSES = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.ZERO: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.OPEN: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


class Level(models.TextChoices):
    """For whom a path is written; the cycles are those of French schools."""

    CYCLE_3 = "cycle-3", _("Cycle 3 (9 to 12 years old)")
    CYCLE_4 = "cycle-4", _("Cycle 4 (12 to 15 years old)")
    LYCEE = "lycee", _("Lycée (15 to 18 years old)")
    EVERYBODY = "tout-public", _("Everybody")


def new_number() -> str:
    """An identity that no title and no move changes."""
    return uuid4().hex


class Mediation(PortalPage):
    """What exhibitions and paths share. ``number`` is the identity that the ark hangs on; ``pieces``: what readers go through in order.

    ``taken_from``: the ark of what this was taken over from, with its title and authors as they were then, ``taken_at`` when.
    """

    kind: ClassVar[Kind]
    streamed: ClassVar[str]  # the name of the field that holds the pieces
    base_form_class = MediationForm

    number = models.CharField(_("number"), max_length=32, unique=True, default=new_number, editable=False)
    summary = models.TextField(
        _("summary"), blank=True, max_length=600, help_text=_("Two or three sentences: lists, feeds and other sites show them.")
    )
    authors = models.CharField(_("authors"), max_length=300, blank=True, help_text=_("Persons or a team, as readers will cite them."))
    licence = models.CharField(_("licence of the texts"), max_length=10, choices=Licence.choices, default=Licence.BY)
    taken_from = models.CharField(_("taken over from"), max_length=40, blank=True, editable=False)
    taken_title = models.CharField(max_length=255, blank=True, editable=False)
    taken_authors = models.CharField(max_length=300, blank=True, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)

    parent_page_types = ["catalogue.Institution"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Show a version to readers, now or at its time; raises ``ready.NotReady`` before anything is touched."""
        ready.must_be(revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row: also here nothing goes to readers that is not ready, for who publishes by Wagtail's actions alone."""
        if ready.is_shown_anew(self, kwargs.get("update_fields")):
            ready.must_be(self)
        super().save(*args, **kwargs)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """The draft as readers would have it, by the view that the setting names."""
        return import_string(settings.MEDIATION_PREVIEW)(request, self)

    @property
    def stream(self) -> Any:
        """Its pieces, as Wagtail keeps them."""
        return getattr(self, self.streamed)

    @property
    def licence_name(self) -> str:
        """As readers know it."""
        return str(Licence(self.licence).label)

    @property
    def licence_address(self) -> str:
        """The page that says what it allows."""
        return LICENCE_ADDRESSES[Licence(self.licence)]


class Exhibition(Mediation):
    """A page that shows documents and tells why they matter."""

    kind = Kind.EXHIBITION
    streamed = "body"
    body = StreamField(list(OF_EXHIBITIONS), verbose_name=_("contents"), blank=True)

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")


class LearningPath(Mediation):
    """Steps in an order, for a class or for a walk."""

    kind = Kind.PATH
    streamed = "steps"
    steps = StreamField(list(IN_BOTH), verbose_name=_("steps"), blank=True)
    level = models.CharField(_("for whom"), max_length=12, choices=Level.choices, default=Level.EVERYBODY)
    duration = models.PositiveSmallIntegerField(
        _("duration, in minutes"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(1440)]
    )
    aims = models.TextField(_("for the teacher"), blank=True, help_text=_("Aims, links with programmes; only on the teacher’s sheet."))

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")


MEDIATIONS: tuple[type[Mediation], ...] = (Exhibition, LearningPath)

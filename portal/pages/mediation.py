"""Exhibitions, paths and articles: pages that librarians make under their institution of what the catalogue holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField

from catalogue.core.keys import Kind
from catalogue.models.tree import PortalPage
from portal.pages import events, ready
from portal.pages.blocks.pieces import IN_BOTH, OF_EXHIBITIONS
from portal.pages.events import Sort
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
    """What exhibitions, paths and articles share. ``number`` is the identity that the ark hangs on; ``streamed``: where the pieces are.

    ``taken_from``: the ark of what this was taken over from, with its title and authors as they were then, ``taken_at`` when.
    """

    kind: ClassVar[Kind]
    streamed: ClassVar[str]  # the name of the field that holds the pieces
    checked: ClassVar[tuple[str, ...]] = ()  # further fields that the check before publication reads
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
    def facts(self) -> Mapping[str, Any]:
        """What the check reads beside the summary and the pieces."""
        return {name: getattr(self, name) for name in self.checked}

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


class Article(Mediation):
    """An article, news, an event or a teacher's resource; of an institution or, right below the home page, of the region.

    An event has its days and, where they are said, its hours; ``commune`` is an INSEE code.
    """

    kind = Kind.ARTICLE
    streamed = "body"
    checked = ("sort", "begins", "ends", "opens", "closes")
    body = StreamField(list(OF_EXHIBITIONS), verbose_name=_("contents"), blank=True)
    sort = models.CharField(_("what it is"), max_length=12, choices=Sort.choices, default=Sort.ARTICLE)
    begins = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True, help_text=_("Left empty, the same day."))
    opens = models.TimeField(_("from what hour"), null=True, blank=True, help_text=_("Of each day; left empty, no hour is said."))
    closes = models.TimeField(_("until what hour"), null=True, blank=True)
    commune = models.CharField(_("commune"), max_length=80, blank=True, help_text=_("Its INSEE code, or its name where only one bears it."))
    place = models.CharField(
        pgettext_lazy("of an event", "place"), max_length=300, blank=True, help_text=_("The room, the building, the street.")
    )
    registration = models.URLField(_("where to register"), max_length=500, blank=True)
    level = models.CharField(_("for whom"), max_length=12, choices=Level.choices, blank=True)

    parent_page_types = ["catalogue.Institution", "pages.HomePage"]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def is_event(self) -> bool:
        """Whether it stands in the agenda."""
        return self.sort == Sort.EVENT

    @property
    def when(self) -> events.When | None:
        """When an event takes place; None for everything else."""
        return events.of(self.begins, self.ends, self.opens, self.closes) if self.is_event else None


MEDIATIONS: tuple[type[Mediation], ...] = (Exhibition, LearningPath, Article)

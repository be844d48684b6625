"""The page types that editors write."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from catalogue.models.tree import PortalPage
from portal.pages.mediation import Article, Exhibition, LearningPath
from portal.pages.panels import CheckPanel

__all__ = ["Article", "Exhibition", "HomePage", "LearningPath"]

# Here, since the check looks at the pages themselves.
Exhibition.content_panels = [
    *PortalPage.content_panels,
    FieldPanel("summary"),
    CheckPanel(),
    FieldPanel("body"),
    FieldRowPanel([FieldPanel("authors"), FieldPanel("licence")]),
]
LearningPath.content_panels = [
    *PortalPage.content_panels,
    FieldPanel("summary"),
    FieldRowPanel([FieldPanel("level"), FieldPanel("duration")]),
    CheckPanel(),
    FieldPanel("steps"),
    FieldPanel("aims"),
    FieldRowPanel([FieldPanel("authors"), FieldPanel("licence")]),
]
Article.content_panels = [
    *PortalPage.content_panels,
    FieldRowPanel([FieldPanel("sort"), FieldPanel("level")]),
    FieldPanel("summary"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
            FieldRowPanel([FieldPanel("commune"), FieldPanel("place")]),
            FieldPanel("registration"),
        ],
        heading=_("When and where, for an event"),
    ),
    CheckPanel(),
    FieldPanel("body"),
    FieldRowPanel([FieldPanel("authors"), FieldPanel("licence")]),
]


class HomePage(PortalPage):
    """The root of the site's tree; its public face is ``portal.public``'s home view."""

    introduction = models.TextField(_("introduction"), blank=True)

    max_count = 1
    preview_modes: list[tuple[str, str]] = []  # readers see it through portal.public
    content_panels = [*PortalPage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

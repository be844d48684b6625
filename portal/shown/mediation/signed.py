"""Whose a page of mediation is, and for whom."""

from __future__ import annotations

from django.conf import settings

from catalogue.selectors.institutions import KnownInstitution
from portal.pages.events import Sort
from portal.pages.mediation import Article, Level, Mediation


def authors_of(page: Mediation, keeper: KnownInstitution | None) -> str:
    """Who signs it: its authors, else the institution, else the region."""
    return page.authors or (keeper.placed if keeper else str(settings.WAGTAIL_SITE_NAME))


def level_of(page: Mediation) -> str:
    """For whom a page is, in words; "" where nobody says it."""
    level = getattr(page, "level", "")
    if isinstance(page, Article) and page.sort != Sort.RESOURCE:
        return ""
    return str(Level(level).label) if level else ""

"""A page of ours as schema.org has it, for search engines: what it is, whose, what it shows, when and where it takes place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from portal.pages.events import Sort
from portal.pages.mediation import LearningPath
from portal.public import addresses
from portal.public.mediation.occasions import Occasion
from portal.public.mediation.presenters import Page
from portal.shown import citing

_TYPES = {Sort.ARTICLE: "Article", Sort.NEWS: "NewsArticle", Sort.EVENT: "Event", Sort.RESOURCE: "LearningResource"}


def _type(page: Page) -> str | list[str]:
    if page.article:
        return _TYPES[Sort(page.article.sort)]
    return "LearningResource" if page.is_path else ["WebPage", "CreativeWork"]


def json_ld(page: Page, *, site: str) -> SafeString:
    """schema.org: an Event, an Article, a LearningResource or an exhibition; what nobody says is left out."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(page),
        "@id": f"{site}{addresses.permanent(page.ark)}" if page.ark else "",
        "url": f"{site}{page.url}",
        "name": page.page.title,
        "description": page.page.summary,
        "inLanguage": "fr",
        "license": page.page.licence_address,
        "isAccessibleForFree": True,
        "author": {"@type": "Organization" if not page.page.authors else "Person", "name": page.authors},
        "provider": {"@type": "Library", "name": page.keeper.title, "url": f"{site}{page.keeper_url}"} if page.keeper else None,
        "datePublished": page.page.first_published_at.date().isoformat() if page.page.first_published_at else None,
        "dateModified": page.page.last_published_at.date().isoformat() if page.page.last_published_at else None,
        "mentions": [
            {"@type": "CreativeWork", "name": work.title.text, "url": f"{site}{work.url}"} for work in page.works if not work.gone
        ],
        "educationalLevel": page.level or None,
        "timeRequired": f"PT{page.page.duration}M" if isinstance(page.page, LearningPath) and page.page.duration else None,
        "isBasedOn": f"{site}{addresses.permanent(page.page.taken_from)}" if page.page.taken_from else None,
        "genre": None if page.is_path or page.article else "exposition virtuelle",
        "isPartOf": {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME, "url": f"{site}/"},
    }
    if page.occasion:
        return citing.as_data(_event(page.occasion, told, site))
    if page.article:
        told["headline"] = page.page.title
    return citing.as_data({key: value for key, value in told.items() if value})


def _event(occasion: Occasion, told: dict[str, Any], site: str) -> dict[str, Any]:
    """An Event is no CreativeWork: it keeps what both have, and says when, where, by whom."""
    kept = {key: told[key] for key in ("@context", "@type", "@id", "url", "name", "description", "inLanguage")}
    place = {
        "@type": "Place",
        "name": occasion.place or occasion.town,
        "address": {"@type": "PostalAddress", "addressLocality": occasion.town, "addressCountry": "FR"} if occasion.town else None,
    }
    organizer = told["provider"] or {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": f"{site}/"}
    event = {
        **kept,
        "startDate": occasion.starts,
        "endDate": occasion.ends,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {key: value for key, value in place.items() if value} if occasion.where else None,
        "organizer": organizer | ({"@type": "Organization"} if organizer["@type"] == "Library" else {}),
        "about": told["mentions"],
    }
    return {key: value for key, value in event.items() if value}

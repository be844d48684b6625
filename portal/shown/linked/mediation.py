"""A page of mediation: an event, an article, a resource to learn from, an exhibition, with the documents that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from catalogue.core.keys import Kind
from portal.pages.events import Sort
from portal.pages.mediation import Article, LearningPath, Mediation
from portal.pages.reading import arks, pieces
from portal.pages.selectors import Shown
from portal.public import addresses
from portal.shown.linked.parts import address_of, document
from portal.shown.mediation.occasions import Occasion, occasion
from portal.shown.mediation.signed import authors_of, level_of
from portal.shown.mediation.works import Work, shelf

_TYPES = {Sort.ARTICLE: "Article", Sort.NEWS: "NewsArticle", Sort.EVENT: "Event", Sort.RESOURCE: "LearningResource"}
_OF_EVENTS = ("@type", "@id", "url", "identifier", "name", "description", "inLanguage")


def described(found: Shown, *, site: str) -> dict[str, Any]:
    """What is said of a page, looked up; the documents that it shows in some statements, however many they are."""
    return said(found, shelf(arks(pieces(found.page.stream))).works.values(), site=site)


def said(found: Shown, works: Iterable[Work], *, site: str) -> dict[str, Any]:
    """The page: what it is, whose, what it shows, when and where it takes place."""
    page, keeper = found.page, found.keeper
    shown = [
        {"@type": "CreativeWork", "name": work.title.text, "url": f"{site}{addresses.permanent(work.ark)}"}
        for work in works
        if not work.gone
    ]
    address = f"{site}{addresses.permanent(found.ark)}" if found.ark else ""
    told: dict[str, Any] = {
        "@type": _type(page),
        "@id": address,
        "url": address,
        "identifier": [addresses.identifier_of(found.ark)] if found.ark else [],
        "name": page.title,
        "headline": page.title if isinstance(page, Article) else "",
        "description": page.summary,
        "inLanguage": "fr",
        "license": page.licence_address,
        "isAccessibleForFree": True,
        "author": {"@type": "Person" if page.authors else "Organization", "name": authors_of(page, keeper)},
        "provider": {"@type": "Library", "name": keeper.title, "url": address_of(keeper, site=site)} if keeper else {},
        "datePublished": page.first_published_at.date().isoformat() if page.first_published_at else "",
        "dateModified": page.last_published_at.date().isoformat() if page.last_published_at else "",
        "mentions": shown,
        "educationalLevel": level_of(page),
        "timeRequired": f"PT{page.duration}M" if isinstance(page, LearningPath) and page.duration else "",
        "isBasedOn": f"{site}{addresses.permanent(page.taken_from)}" if page.taken_from else "",
        "genre": "exposition virtuelle" if page.kind is Kind.EXHIBITION else "",
        "isPartOf": {"@type": "WebSite", "name": settings.WAGTAIL_SITE_NAME, "url": f"{site}/"},
    }
    event = occasion(page, found.ark)
    return document(_event(event, told, site) if event else told)


def _type(page: Mediation) -> str | list[str]:
    if isinstance(page, Article):
        return _TYPES[Sort(page.sort)]
    return "LearningResource" if page.kind is Kind.PATH else ["WebPage", "CreativeWork"]


def _event(event: Occasion, told: Mapping[str, Any], site: str) -> dict[str, Any]:
    """An Event is no CreativeWork: it keeps what both have, and says when, where, by whom."""
    place = {
        "@type": "Place",
        "name": event.place or event.town,
        "address": {"@type": "PostalAddress", "addressLocality": event.town, "addressCountry": "FR"} if event.town else {},
    }
    organizer = told["provider"] or {"name": settings.WAGTAIL_SITE_NAME, "url": f"{site}/"}
    return {
        **{key: told[key] for key in _OF_EVENTS},
        "startDate": event.starts,
        "endDate": event.ends,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {key: value for key, value in place.items() if value} if event.where else {},
        "organizer": {**organizer, "@type": "Organization"},
        "about": told["mentions"],
    }

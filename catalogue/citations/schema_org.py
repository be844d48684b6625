"""schema.org in JSON-LD, for search engines and for what reads pages."""

from __future__ import annotations

from typing import Any

from catalogue.citations.dates import Issued
from catalogue.citations.names import Name
from catalogue.citations.reference import Copy, Reference

CONTEXT = "https://schema.org"
_SERIES = frozenset({"Periodical", "Newspaper"})  # kinds of CreativeWorkSeries: what began, and may go on


def describe(reference: Reference) -> dict[str, Any]:
    """The document as schema.org says it; each copy is kept by a library and, as archives do, at a call number."""
    people = reference.people
    kinds = reference.kind.schema_org
    properties = {
        "@context": CONTEXT,
        "@type": [kinds, "ArchiveComponent"] if reference.copies and kinds != "ArchiveComponent" else kinds,
        "@id": reference.address,
        "url": reference.address,
        "name": reference.full_title,
        "author": [_agent(name) for name in people.authors],
        "editor": [_agent(name) for name in people.editors],
        "translator": [_agent(name) for name in people.translators],
        "illustrator": [_agent(name) for name in people.illustrators] if kinds == "Book" else [],
        **_dates(reference.issued, in_series=kinds in _SERIES),
        "publisher": [{"@type": "Organization", "name": name} for name in reference.publishers],
        "locationCreated": [{"@type": "Place", "name": name} for name in reference.places],
        "bookEdition": reference.edition if kinds == "Book" else "",
        "isbn": reference.isbn if kinds == "Book" else "",
        "issn": reference.issn if kinds in _SERIES else "",
        "inLanguage": reference.text_language,
        "description": reference.summary,
        "about": [{"@type": "Thing", "name": keyword} for keyword in reference.keywords],
        "isPartOf": {"@type": "CreativeWork", "name": reference.container} if reference.container else "",
        "holdingArchive": [_keeper(copy) for copy in dict.fromkeys(Copy(copy.library, copy.town) for copy in reference.copies[:20])],
        "itemLocation": [{"@type": "Place", "name": str(copy)} for copy in reference.copies[:20]],
    }
    return {name: value for name, value in properties.items() if value}


def _agent(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": name.natural, "familyName": name.family, "givenName": name.given}


def _keeper(copy: Copy) -> dict[str, Any]:
    organization: dict[str, Any] = {"@type": "ArchiveOrganization", "name": copy.library}
    return {**organization, "address": {"@type": "PostalAddress", "addressLocality": copy.town}} if copy.town else organization


def _dates(issued: Issued, *, in_series: bool) -> dict[str, str]:
    """ISO 8601: a year, or two years as an interval; of a series its first year, and its last where it is known to have ended.

    Nothing for a date before our era or unknown.
    """
    if issued.start is None or issued.start <= 0:
        return {}
    start, end = f"{issued.start:04d}", "" if issued.end is None else f"{issued.end:04d}"
    if in_series:
        return {"startDate": start, "endDate": end}
    return {"datePublished": start if not end or issued.is_one_year else f"{start}/{end}"}

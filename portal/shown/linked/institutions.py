"""A library, an archive or a museum: what it is called, where it is, how to reach it."""

from __future__ import annotations

from typing import Any

from catalogue.core.isil import ARCHIVE, LIBRARY, MUSEUM
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown.linked.parts import document
from portal.shown.links import web_address

_TYPES = {LIBRARY: "Library", ARCHIVE: "ArchiveOrganization", MUSEUM: "Museum"}


def described(found: KnownInstitution, *, site: str) -> dict[str, Any]:
    """What is said of an institution; no statement."""
    address = f"{site}{addresses.permanent(found.ark) if found.ark else addresses.of_code(found.code)}"
    placed = found.latitude is not None and found.longitude is not None
    properties = {
        "@type": _TYPES.get(found.kind, "Organization"),
        "@id": address,
        "url": address,
        "name": found.title,
        "identifier": list(filter(None, (addresses.identifier_of(found.ark) if found.ark else "", found.isil, found.rcr))),
        "description": found.presentation,
        "address": _address(found),
        "geo": {"@type": "GeoCoordinates", "latitude": found.latitude, "longitude": found.longitude} if placed else None,
        "telephone": found.telephone,
        "email": found.email,
        "sameAs": web_address(found.website),
        "parentOrganization": {"@type": "Organization", "name": found.network} if found.network else None,
    }
    return document(properties)


def _address(found: KnownInstitution) -> dict[str, str]:
    if not found.town and not found.address:
        return {}
    return {"@type": "PostalAddress", "streetAddress": found.address, "addressLocality": found.town, "addressCountry": "FR"}

"""A fonds: a collection that is a component of an archive (schema.org, ArchiveComponent)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalogue.core.fonds import FondsDescription
from catalogue.selectors import fonds, institutions
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown.fonds import amount
from portal.shown.linked.parts import COMPONENT, agent, document, keeper_of


def described(found: ShownFonds, *, site: str) -> dict[str, Any]:
    """What is said of a fonds, looked up; two statements."""
    tree = fonds.tree_of(found)
    below = [one for one in tree if one.path.startswith(found.path) and one.pk != found.pk]
    return said(found, below, institutions.one(found.keeper), site=site)


def said(found: ShownFonds, below: Iterable[ShownFonds], keeper: KnownInstitution | None, *, site: str) -> dict[str, Any]:
    """The fonds, what lies in it, who keeps it."""
    description = found.description
    address = f"{site}{addresses.permanent(description.ark)}" if description.ark else ""
    numbers = [one.value for one in description.call_numbers]
    properties = {
        "@type": COMPONENT,
        "@id": address,
        "url": address,
        "name": description.title,
        "alternateName": list(description.other_titles),
        "description": description.contents,
        "identifier": [addresses.identifier_of(description.ark), *numbers] if description.ark else numbers,
        "dateCreated": _years(description),
        "creator": [agent(one) for one in description.producers],
        "about": [{"@type": "Thing", "name": one.value} for one in description.subjects],
        "inLanguage": list(description.languages),
        "materialExtent": [amount(one) for one in description.extents],
        "holdingArchive": keeper_of(keeper, description.keeper.name, site=site),
        "conditionsOfAccess": description.access,
        "hasPart": [{"@type": COMPONENT, "name": one.title, "url": f"{site}{addresses.permanent(one.ark)}"} for one in below],
    }
    return document(properties)


def _years(description: FondsDescription) -> str:
    span = description.dates[0] if description.dates else None
    years = [f"{year:04d}" for year in (span.start, span.end) if year is not None and year > 0] if span is not None else []
    return "/".join(dict.fromkeys(years))

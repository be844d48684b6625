"""A component of a finding aid (schema.org, ArchiveComponent): its name, what it is part of, who keeps it and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalogue.formats.ead.model import Unit
from catalogue.selectors import finding_aids, institutions
from catalogue.selectors.finding_aids import Around, ShownComponent
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown import scripts
from portal.shown.linked.parts import COMPONENT, document, keeper_of
from portal.shown.units import title_of

_CREATORS = {"person": "Person"}  # schema.org has no families


def described(found: ShownComponent, *, site: str) -> dict[str, Any]:
    """What is said of a component, looked up; three statements."""
    code = found.aid.institution
    return said(found, institutions.by_code([code]).get(code), finding_aids.around(found), site=site)


def said(found: ShownComponent, keeper: KnownInstitution | None, around: Around, *, site: str) -> dict[str, Any]:
    """The component between what it lies in and what lies in it."""
    address = f"{site}{addresses.permanent(found.line.ark)}"
    parent = around.path[-1] if around.path else None
    properties = {
        "@type": COMPONENT if found.line.below else "ArchiveComponent",
        "@id": address,
        "url": address,
        "identifier": [addresses.identifier_of(found.line.ark), *filter(None, (found.line.call_number,))],
        "name": title_of(found.line),
        "temporalCoverage": "; ".join(_covered(found.unit)),
        "description": " ".join(text for note in found.unit.notes if note.kind in ("scopecontent", "abstract") for text in note.paragraphs),
        "creator": [{"@type": _CREATORS.get(agent.kind, "Organization"), "name": agent.name} for agent in found.unit.producers],
        "about": [{"@type": "Thing", "name": term.value} for term in found.unit.terms],
        "inLanguage": [scripts.tag(language.code) for language in found.unit.languages if scripts.tag(language.code)],
        "isPartOf": {"@type": COMPONENT, "@id": f"{site}{addresses.permanent(parent.ark)}", "name": title_of(parent)} if parent else "",
        "holdingArchive": keeper_of(keeper, found.unit.repository, site=site),
        "itemLocation": found.line.call_number,
    }
    return document(properties)


def _covered(unit: Unit) -> Iterable[str]:
    for date in unit.dates:
        if date.start is not None and date.start > 0:
            end = date.end if date.end is not None else date.start
            yield f"{date.start:04d}" if end == date.start else f"{date.start:04d}/{end:04d}"

"""What several kinds say alike in schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.citations.schema_org import CONTEXT
from catalogue.core.description import Agent
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown.fonds import authority_address

COMPONENT = ["Collection", "ArchiveComponent"]


def document(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A description that stands alone, without what nobody says."""
    return {"@context": CONTEXT, **{name: value for name, value in properties.items() if value}}


def address_of(keeper: KnownInstitution, *, site: str) -> str:
    """Where an institution is told of: in no language of its own, so that what is said on a page in any language is the same."""
    return f"{site}{addresses.permanent(keeper.ark) if keeper.ark else addresses.institution(keeper)}"


def keeper_of(keeper: KnownInstitution | None, name: str, *, site: str) -> dict[str, Any]:
    """Who keeps it; ``name``: as it is called where no directory knows it. Empty where nobody is named."""
    if keeper is None:
        return {"@type": "ArchiveOrganization", "name": name} if name else {}
    told: dict[str, Any] = {"@type": "ArchiveOrganization", "name": keeper.title, "url": address_of(keeper, site=site)}
    if keeper.ark:
        told["@id"] = told["url"]
    if keeper.town:
        told["address"] = {"@type": "PostalAddress", "addressLocality": keeper.town, "addressCountry": "FR"}
    return told


def agent(one: Agent) -> dict[str, Any]:
    """A person, a family or a body, with the address of her authority where there is one; schema.org has no families."""
    told: dict[str, Any] = {"@type": "Person" if one.kind == "person" else "Organization", "name": one.name}
    same = [address for number in one.identifiers if (address := authority_address(number))]
    return {**told, "sameAs": same} if same else told

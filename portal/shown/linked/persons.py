"""Somebody who owned copies that are in libraries now: the forms of the name, the numbers of agencies."""

from __future__ import annotations

from typing import Any

from catalogue.core.description import Identifier
from catalogue.selectors import persons
from catalogue.selectors.persons import Person
from portal.public import addresses
from portal.shown.fonds import authority_address
from portal.shown.linked.parts import document


def described(found: Person, *, site: str) -> dict[str, Any]:
    """What is said of a former owner; one statement. Most copies decide whether it is a person; schema.org has no families."""
    written = persons.said(found)
    address = f"{site}{addresses.permanent(found.ark)}"
    numbers = [Identifier(scheme=scheme, value=value) for scheme, _, value in (one.partition(":") for one in found.numbers)]
    name, *others = found.labels or found.headings
    properties = {
        "@type": "Person" if written and written[0][1] == "person" else "Organization",
        "@id": address,
        "url": address,
        "name": name,
        "alternateName": others,
        "identifier": [addresses.identifier_of(found.ark), *found.numbers],
        "sameAs": [where for one in numbers if (where := authority_address(one))],
    }
    return document(properties)

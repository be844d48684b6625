"""What is given in JSON-LD behind an ark beside notices: fonds, components of finding aids, institutions, former owners, what editors
write.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from catalogue.core.keys import Kind
from catalogue.selectors import arks, finding_aids, fonds, institutions, notices, persons
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.persons import Person
from portal.pages import selectors as pages
from portal.shown.linked.components import described as component
from portal.shown.linked.fonds import described as a_fonds
from portal.shown.linked.institutions import described as institution
from portal.shown.linked.mediation import described as page
from portal.shown.linked.persons import described as person


class Linked(NamedTuple):
    """What an ark names, under its own ark, and how it is said."""

    ark: str
    target: Any
    said: Callable[..., dict[str, Any]]


Target = ShownNotice | Linked
_KINDS: dict[Kind | None, tuple[Callable[[str], Any], Callable[..., dict[str, Any]]]] = {
    Kind.FONDS: (fonds.by_ark, a_fonds),
    Kind.COMPONENT: (finding_aids.by_ark, component),
    Kind.INSTITUTION: (institutions.by_ark, institution),
    Kind.PERSON: (persons.by_ark, person),
    **dict.fromkeys((Kind.EXHIBITION, Kind.PATH, Kind.ARTICLE), (pages.by_ark, page)),
}


def of_ark(name: str) -> Target | None:
    """What an ark names that is given in forms; None for what readers are not shown."""
    if notice := notices.by_ark(name):
        return notice
    kind = arks.kind_of(name)
    if kind not in _KINDS:
        return None
    by_ark, said = _KINDS[kind]
    target = by_ark(name)
    if target is None:
        return None
    return Linked(target.ark if isinstance(target, Person) else name, target, said)  # a person has one for each number and heading


def described(found: Linked, *, site: str) -> bytes:
    """It in JSON-LD."""
    return json.dumps(found.said(found.target, site=site), ensure_ascii=False).encode()

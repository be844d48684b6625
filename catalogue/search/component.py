"""What an engine keeps of a component of a finding aid: its words as of a notice, its level, the way down to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.core.description import Agent, Description, DigitalCopy, Holding, Note, Title
from catalogue.core.keys import DocumentKey, Kind
from catalogue.formats.cleaning import safe_url
from catalogue.formats.ead.model import Unit
from catalogue.search.apart import apart
from catalogue.search.document import InstitutionFacts, Provenance, SearchDocument, document_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A component where it stands: ``path`` has the titles from the whole down to its parent, ``aid`` is the name by which searches are
    kept within its finding aid, ``institution`` the code of who keeps it, "" where nobody says it.
    """

    number: int
    ark: str
    unit: Unit
    path: tuple[str, ...]
    aid: str
    institution: str
    source: str
    received: int = 0


def description_of(placed: Placed) -> Description:
    """A component as the common record says it. The terms are among its words; who keeps it is the finding aid's to say."""
    unit = placed.unit
    name = unit.title or unit.call_number or next((date.display for date in unit.dates), "")
    return Description(
        identifier=placed.ark,
        format="ead",
        document_type="archive",
        titles=tuple(
            Title(value=title, kind="proper" if not place else "variant") for place, title in enumerate((name, *unit.other_titles))
        ),
        agents=tuple(Agent(name=agent.name, kind=agent.kind) for agent in unit.producers),
        dates=unit.dates,
        languages=unit.languages,
        subjects=unit.terms,
        notes=tuple(Note(value=text) for note in unit.notes for text in note.paragraphs),
        holdings=(Holding(institution=placed.institution, call_number=unit.call_number),),
        digital_copies=tuple(DigitalCopy(url=url) for each in unit.digital if not each.internal and (url := safe_url(each.href))),
    )


def document_of_component(placed: Placed, *, institutions: Mapping[str, InstitutionFacts]) -> SearchDocument:
    """The search document of a component: found by its words and facets; no page of a heading counts it, no title of it is suggested."""
    made = document_of(
        description_of(placed),
        key=DocumentKey(Kind.COMPONENT, placed.number),
        ark=placed.ark,
        received=placed.received,
        provenance=Provenance(placed.source, placed.institution),
        institutions=institutions,
    )
    return apart(
        made,
        level=placed.unit.other_level or placed.unit.level,
        path=placed.path,
        aggregate={"finding_aids": [placed.aid] if placed.aid else []},
    )

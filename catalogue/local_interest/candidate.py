"""What the rules look at, of a description already read or of a record of OAI-NUM on its way: a few texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from catalogue.core.description import Description
from catalogue.core.identifiers import normalise_ark
from catalogue.formats.dublin_core.agents import read_name, read_publisher

_SET: Final = "appartient à l’ensemble documentaire"
_BNF: Final = "ark:/12148/"


class Candidate(Struct, frozen=True, gc=False):
    """A document that may be of local interest.

    ``published``: places of publication; ``subjects``: headings as written; ``sources``: who keeps it, as written; ``sets``: codes of
    the documentary sets of Gallica; ``arks``: names of the document and of its notice, without "ark:/12148/"; ``names``: persons and
    bodies as headings.
    """

    titles: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    arks: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def of_description(description: Description) -> Candidate:
    """The texts of a description, whatever format it was read from."""
    return Candidate(
        titles=tuple(title.value for title in description.titles),
        published=tuple(place for statement in description.publications for place in statement.places),
        subjects=tuple(subject.value for subject in description.subjects),
        sources=tuple(held.institution_name for held in description.holdings if held.institution_name),
        sets=tuple(filter(None, (_set_of(note.value) for note in description.notes))),
        arks=tuple(_arks(one.value for one in description.identifiers if one.scheme == "ark")),
        names=tuple(agent.name for agent in description.agents),
    )


def of_dublin_core(element: Any, *, sets: Iterable[str] = ()) -> Candidate:
    """The texts of an ``oai_dc:dc`` element of Gallica, without reading the rest of it: most of three million are let go.

    ``sets``: the setSpec of its OAI header ("gallica:corpus:RhoneAlp1").
    """
    said: dict[str, list[str]] = {}
    for child in element:
        tag, text = child.tag, child.text
        if text and isinstance(tag, str):
            said.setdefault(tag.rpartition("}")[2], []).append(text)
    codes = [_set_of(text) for text in said.get("description", ())]
    return Candidate(
        titles=tuple(said.get("title", ())),
        published=tuple(place for text in said.get("publisher", ()) if (place := read_publisher(text.strip())[1])),
        subjects=(*said.get("subject", ()), *said.get("coverage", ())),
        sources=tuple(said.get("source", ())),
        sets=tuple(filter(None, [*codes, *(spec.rpartition(":")[2] for spec in sets if ":corpus:" in spec)])),
        arks=tuple(_arks([*said.get("identifier", ()), *said.get("relation", ())])),
        names=tuple(read_name(text)[0] for field in ("creator", "contributor") for text in said.get(field, ())),
    )


def _set_of(note: str) -> str:
    """ "RhoneAlp1" of « Appartient à l’ensemble documentaire : RhoneAlp1 », "" of any other note."""
    before, colon, code = note.partition(":")
    return code.strip() if colon and before.strip().lower().replace("'", "’") == _SET else ""


def _arks(texts: Iterable[str]) -> Iterable[str]:
    return (ark.removeprefix(_BNF) for text in texts if _BNF in text and (ark := normalise_ark(text)))

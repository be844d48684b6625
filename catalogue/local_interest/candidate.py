"""What the rules look at, of a description already read or of a record of OAI-NUM on its way: a few texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from msgspec import Struct

from catalogue.core.description import Description

_SET: Final = "appartient à l’ensemble documentaire"
_IN_BRACKETS: Final = re.compile(r"\(([^()]{2,80})\)\s*$")
_ARK: Final = re.compile(r"ark:/12148/(cb\w{9}|b[a-z]{1,4}\w{7,9}\w)")
_DATES_AND_ROLE: Final = re.compile(r"\s*(?:\(.*|\.\s+[A-ZÉ][^.]*)$", re.DOTALL)


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
        published=tuple(place for text in said.get("publisher", ()) if (place := _place_of(text))),
        subjects=(*said.get("subject", ()), *said.get("coverage", ())),
        sources=tuple(said.get("source", ())),
        sets=tuple(filter(None, [*codes, *(spec.rpartition(":")[2] for spec in sets if ":corpus:" in spec)])),
        arks=tuple(_arks([*said.get("identifier", ()), *said.get("relation", ())])),
        names=tuple(_DATES_AND_ROLE.sub("", text) for field in ("creator", "contributor") for text in said.get(field, ())),
    )


def _set_of(note: str) -> str:
    """ "RhoneAlp1" of « Appartient à l’ensemble documentaire : RhoneAlp1 », "" of any other note."""
    before, colon, code = note.partition(":")
    return code.strip() if colon and before.strip().lower().replace("'", "’") == _SET else ""


def _place_of(publisher: str) -> str:
    """ "Trévoux" of « J. Boudot (Trévoux) », as Gallica writes statements of publication."""
    found = _IN_BRACKETS.search(publisher)
    return found[1] if found else ""


def _arks(texts: Iterable[str]) -> Iterable[str]:
    return (found[1] for text in texts if "ark:/12148/" in text and (found := _ARK.search(text)))

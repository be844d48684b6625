"""Who and what a unit is about, and who made it: names and index terms with their authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from catalogue.core.description import Agent, Identifier, Subject
from catalogue.core.kinds import AgentKind, SubjectKind
from catalogue.formats.authorities import authority
from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.text import attribute, name_of, plain

_KINDS: dict[str, SubjectKind] = {
    "persname": "person",
    "famname": "family",
    "corpname": "corporate",
    "geogname": "place",
    "subject": "topic",
    "title": "title",
    "name": "free",
    "function": "free",
    "genreform": "free",
    "occupation": "free",
}
_AGENTS: dict[str, AgentKind] = {"persname": "person", "famname": "family", "corpname": "corporate", "name": "unknown"}
_PART_SEPARATOR = ", "


def terms_of(access: Iterable[etree._Element], physical: Iterable[etree._Element]) -> tuple[Subject, ...]:
    """The index terms of a unit: those of its ``controlaccess``, nested ones too, and the genres of its physical description."""
    terms = [term for element in access for term in _terms(element, place="controlaccess")]
    terms += [term for element in physical for term in _terms(element, place="physdesc")]
    return tuple(dict.fromkeys(terms))


def _terms(element: etree._Element, *, place: str) -> Iterator[Subject]:
    for each in element.iterdescendants(etree.Element):
        name = name_of(each)
        kind = _KINDS.get(name)
        if kind and (value := written(each)):
            yield Subject(value=value, kind=kind, scheme=_source(each), identifiers=identifiers_of(each), place=f"{place}/{name}")


def _source(element: etree._Element) -> str:
    return attribute(element, "source") or kept(element, "source")


def written(element: etree._Element) -> str:
    """A name or a term as it reads; the parts of EAD3 are joined, and ``@normal`` stands for an element without text."""
    parts = [plain(part) for part in element.iterchildren(etree.Element) if name_of(part) == "part"]
    return _PART_SEPARATOR.join(part for part in parts if part) or plain(element) or attribute(element, "normal")


def identifiers_of(element: etree._Element) -> tuple[Identifier, ...]:
    """The authority number of a name or term: of a file whose form it has (IdRef, BnF, ISNI …), else of the one that ``@source`` names."""
    if own := kept(element, "scheme"):
        return (Identifier(scheme=own, value=attribute(element, "authfilenumber")),)
    scheme, number = authority(attribute(element, "authfilenumber") or attribute(element, "identifier"))
    if scheme == "local":
        scheme = _source(element).lower() or scheme
    return (Identifier(scheme=scheme, value=number),) if number else ()


def producers_of(originations: Iterable[etree._Element]) -> tuple[Agent, ...]:
    """Who made or gathered what is described (``origination``): each name that is marked, else the text as one of unknown kind."""
    producers: list[Agent] = []
    for origination in originations:
        marked = [each for each in origination.iterdescendants(etree.Element) if name_of(each) in _AGENTS]
        for each in marked:
            if name := written(each):
                said = attribute(each, "role") or attribute(each, "relator") or attribute(origination, "label")
                producers.append(Agent(name=name, kind=_AGENTS[name_of(each)], identifiers=identifiers_of(each), qualifier=said))
        if not marked and (text := plain(origination)):
            producers.append(Agent(name=text, kind="unknown", qualifier=attribute(origination, "label")))
    return tuple(dict.fromkeys(producers))

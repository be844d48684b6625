"""One level of description, from its element: its ``did``, its notes, its index terms, its digital objects."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from catalogue.core.description import Language
from catalogue.core.vocabularies import language_code
from catalogue.formats.ead.dates import dates_of
from catalogue.formats.ead.digital import digital_objects_of
from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.model import Extent, Unit, UnitId
from catalogue.formats.ead.notes import notes_of
from catalogue.formats.ead.staff import leave_out
from catalogue.formats.ead.terms import producers_of, terms_of
from catalogue.formats.ead.text import attribute, name_of, named, plain

Children = dict[str, list[etree._Element]]
_NO_DID = etree.Element("did")


def read_unit(element: etree._Element) -> Unit:
    """The unit that an ``archdesc`` or a component describes; its components, if they are still in it, are left out.

    So is what it means for staff alone, unless all of it is.
    """
    if element.get("audience") != "internal":
        leave_out(element)
    element_of = named(element)
    did = element_of["did"][0] if "did" in element_of else _NO_DID
    said = named(did)
    titles = _texts(said, "unittitle")
    return Unit(
        level=kept(element, "level") or attribute(element, "level"),
        other_level=attribute(element, "otherlevel"),
        identifier=attribute(element, "id") or kept(element, "id"),
        ids=tuple(_ids(said)),
        title=titles[0] if titles else "",
        other_titles=tuple(titles[1:]),
        dates=dates_of(did),
        extents=tuple(dict.fromkeys(_extents(said))),
        languages=tuple(dict.fromkeys(_languages(said))),
        language_note=next(iter(_texts(said, "langmaterial")), ""),
        producers=producers_of(said.get("origination", [])),
        repository=next(iter(_texts(said, "repository")), ""),
        repository_code=_repository_code(said),
        location="; ".join(_texts(said, "physloc")),
        containers=tuple(UnitId(value=plain(each), kind=_kind(each)) for each in said.get("container", ()) if plain(each)),
        terms=terms_of(element_of.get("controlaccess", []), said.get("physdesc", []) + said.get("physdescstructured", [])),
        notes=notes_of(element),
        digital=digital_objects_of(element),
    )


def _texts(said: Children, name: str) -> list[str]:
    """The text of each child of this name that has one."""
    return [text for text in map(plain, said.get(name, ())) if text]


def _kind(element: etree._Element) -> str:
    return attribute(element, "type") or attribute(element, "localtype") or attribute(element, "label") or kept(element, "type")


def _ids(said: Children) -> Iterator[UnitId]:
    """The identifiers: their text, or what ``@identifier`` says where there is none; a link alone is a permanent address."""
    for each in said.get("unitid", ()):
        if value := plain(each) or attribute(each, "identifier"):
            yield UnitId(value=value, kind=attribute(each, "type") or attribute(each, "localtype"))
        for link in each.iterdescendants(etree.Element):
            if name_of(link) in {"extptr", "ptr", "extref"} and (href := attribute(link, "href")):
                yield UnitId(value=href, kind="address")


def _extents(said: Children) -> Iterator[Extent]:
    """The physical description: each statement that is marked, else the text as it is; the genres are index terms."""
    sets = [child for each in said.get("physdescset", ()) for child in named(each).get("physdescstructured", ())]
    for physical in (*said.get("physdescstructured", ()), *sets):
        yield from _structured(physical)
    for physical in said.get("physdesc", ()):
        marked = [each for each in physical.iterdescendants(etree.Element) if name_of(each) in {"extent", "dimensions", "physfacet"}]
        for each in marked:
            if text := plain(each):
                yield Extent(value=text, unit=attribute(each, "unit"), kind=_kind(each) or name_of(each))
        if not marked and (text := plain(physical, without=frozenset({"genreform"}))):
            yield Extent(value=text, kind=attribute(physical, "label"))


def _structured(physical: etree._Element) -> Iterator[Extent]:
    """EAD3: a quantity and its unit, with what it is made of."""
    parts = named(physical)
    unit = next(iter(_texts(parts, "unittype")), "")
    for quantity in _texts(parts, "quantity"):
        yield Extent(value=f"{quantity} {unit}".strip(), unit=unit, kind=attribute(physical, "physdescstructuredtype"))
    for name in ("dimensions", "physfacet"):
        for each in parts.get(name, ()):
            if text := plain(each):
                yield Extent(value=text, unit=attribute(each, "unit"), kind=name)


def _languages(said: Children) -> Iterator[Language]:
    for material in said.get("langmaterial", ()):
        for each in material.iterdescendants(etree.Element):
            if name_of(each) == "language":
                code = attribute(each, "langcode") or attribute(each, "lang") or plain(each)
                if known := language_code(code):
                    yield Language(code=known)


def _repository_code(said: Children) -> str:
    """The number of who keeps it: RCR or ISIL, as the file writes it."""
    for repository in said.get("repository", ()):
        for each in repository.iter(etree.Element):
            if number := attribute(each, "authfilenumber") or attribute(each, "identifier"):
                return number
    return ""

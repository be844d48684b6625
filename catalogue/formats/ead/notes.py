"""The narrative elements of a unit, each with its heading, its paragraphs and its links; what encloses others is taken apart."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from catalogue.formats.ead.digital import GROUPS
from catalogue.formats.ead.kept import kept
from catalogue.formats.ead.model import Note, Reference
from catalogue.formats.ead.text import attribute, name_of, named, paragraphs, plain

KINDS = frozenset({
    "accessrestrict", "accruals", "acqinfo", "altformavail", "appraisal", "arrangement", "bibliography", "bioghist", "custodhist",
    "fileplan", "index", "legalstatus", "odd", "originalsloc", "otherfindaid", "phystech", "prefercite", "processinfo",
    "relatedmaterial", "scopecontent", "separatedmaterial", "userestrict", "relations", "note", "didnote", "abstract",
})  # fmt: skip
_WRAPPERS = frozenset({"descgrp", "admininfo", "add"})
_LINKS = frozenset({"extref", "ref", "archref", "bibref", "extptr", "ptr", "title"})
_APART = frozenset({"dao"}) | GROUPS


def notes_of(unit: etree._Element) -> tuple[Note, ...]:
    """The notes of a unit and of its ``did``, in order; those that a heading or another name sets apart within one are notes too."""
    return tuple(_notes(unit, within=""))


def _notes(element: etree._Element, *, within: str) -> Iterator[Note]:
    for child in element.iterchildren(etree.Element):
        name = kept(child, "kind") or name_of(child)
        if name in _WRAPPERS or (name == "did" and not within):
            yield from _notes(child, within="")
        elif name in KINDS:
            yield from _note(child, name, within=kept(child, "within") or within)


def _note(element: etree._Element, name: str, *, within: str) -> Iterator[Note]:
    inner = list(_notes(element, within=name))
    own = paragraphs(element, without=_APART.union(KINDS.intersection(named(element))))
    heading = next((plain(child) for child in element.iterchildren(etree.Element) if name_of(child) == "head"), "")
    if own or not inner:
        note = Note(
            kind=name,
            heading=heading or attribute(element, "label"),
            paragraphs=own,
            references=tuple(_references(element)),
            within=within,
        )
        if note.paragraphs or note.references:
            yield note
    yield from inner


def _references(element: etree._Element) -> Iterator[Reference]:
    """The links of a note, those of the notes within it left to these."""
    for child in element.iterchildren(etree.Element):
        name = name_of(child)
        if name in KINDS:
            continue
        href, target = attribute(child, "href"), attribute(child, "target") or kept(child, "target")
        if name in _LINKS and (href or target):
            yield Reference(text=plain(child) or attribute(child, "title") or attribute(child, "linktitle"), href=href, target=target)
        yield from _references(child)

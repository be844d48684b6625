"""What a record arrives in: the element that holds it in an OAI-PMH or SRU answer, and what that answer says beside it."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.beside import company
from catalogue.formats.marc.xml import local_name
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml import names
from catalogue.formats.xml.safety import parse_xml
from catalogue.formats.xml.text import packed_xml

_OAI, _SRU = frozenset({"header", "metadata", "about"}), frozenset({"recordSchema", "recordData", "recordPacking", "recordXMLEscaping"})
_WRAPPERS = frozenset({"collection", "metadata", "records", "recordData", "Record", "OAI-PMH", "ListRecords", "GetRecord"})


class Refused(BadRecord):
    """A record refused for what its envelope says; ``identifier`` is the envelope's."""

    def __init__(self, code: str, /, *, identifier: str, **args: str | int) -> None:
        super().__init__(code, **args)
        self.identifier = identifier


class Content(NamedTuple):
    """The record itself, the identifier that its envelope gives it, and the holdings records sent with it that are its own."""

    element: etree._Element
    identifier: str = ""
    holdings: tuple[etree._Element, ...] = ()


def open_envelope(root: etree._Element, *, warnings: list[Message]) -> Content:
    """The record inside ``root``, which is the record itself, or one of OAI-PMH or of SRU; raises BadRecord where there is none."""
    children = {local_name(child) for child in root}
    if children & _SRU:
        return _open_sru(root, warnings=warnings)
    if "header" in children and (children <= _OAI or "metadata" in children):
        return _open_oai(root, warnings=warnings)
    name = local_name(root)
    if name in {"diagnostics", "diagnostic"}:
        raise BadRecord("record_diagnostic", detail=diagnostic(root))
    if name in _WRAPPERS and children:
        inner = [child for child in root if local_name(child)]
        if len(inner) == 1 or children <= names.MARC_OR_ENVELOPE:
            return _open_together(inner, warnings=warnings)
    return Content(root)


def _open_together(records: list[etree._Element], *, warnings: list[Message]) -> Content:
    """The document's record among those sent together, with its holdings records (those of the ZDB stand behind it)."""
    found = company(records)
    if found.others:
        warnings.append(Message("records_beside", {"count": found.others}))
    opened = open_envelope(found.main, warnings=warnings)
    return opened._replace(holdings=(*opened.holdings, *found.holdings))


def _open_oai(root: etree._Element, *, warnings: list[Message]) -> Content:
    """The metadata of an OAI-PMH record; its header's identifier comes with it."""
    identifier = ""
    metadata: list[etree._Element] = []
    for child in root:
        name = local_name(child)
        if name == "header":
            identifier = next(((part.text or "").strip() for part in child if local_name(part) == "identifier"), "")
            if (child.get("status") or "").strip().lower() == "deleted":
                raise Refused("record_deleted", identifier=identifier)
        elif name == "metadata":
            metadata = metadata or _contents(child, warnings=warnings)
    if not metadata:
        raise Refused("record_no_metadata", identifier=identifier)
    return _open_together(metadata, warnings=warnings)._replace(identifier=identifier)


def _open_sru(root: etree._Element, *, warnings: list[Message]) -> Content:
    """The record of an SRU answer, as XML or as a string of escaped XML; a surrogate diagnostic is refused with its words."""
    data = next((child for child in root if local_name(child) == "recordData"), None)
    identifier = next(((child.text or "").strip() for child in root if local_name(child) == "recordIdentifier"), "")
    if data is None:
        raise Refused("record_no_metadata", identifier=identifier)
    elements = _contents(data, warnings=warnings)
    if not elements:
        raise Refused("record_no_metadata", identifier=identifier)
    element = elements[0]
    if local_name(element) in {"diagnostics", "diagnostic"}:
        raise Refused("record_diagnostic", identifier=identifier, detail=diagnostic(element))
    return _open_together(elements, warnings=warnings)._replace(identifier=identifier if names_a_record(identifier) else "")


def _contents(around: etree._Element, *, warnings: list[Message]) -> list[etree._Element]:
    """The elements of a record, those of its text where it is written as text; none of other words."""
    elements = [child for child in around if local_name(child)]
    text = packed_xml(around.text or "") if not elements else ""
    return [parse_xml(text.encode("utf-8"), warnings=warnings)] if text.startswith("<") else elements


def names_a_record(identifier: str) -> bool:
    """Whether a recordIdentifier may name one record: Gallica writes "ark" in all of them, others "null" or "id"."""
    return any(character.isdigit() for character in identifier)


def diagnostic(element: etree._Element) -> str:
    """What an SRU diagnostic says, its parts on one line."""
    parts = [(part.text or "").strip() for part in element.iter() if local_name(part) in {"uri", "message", "details"}]
    return " — ".join(part for part in parts if part)

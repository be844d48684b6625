"""A finding aid against the grammar that it claims: the DTD of EAD 2002, or its schema where the file follows it and the schema is there.

The DTD comes with a package; the schema is no part of it, and a file that follows the schema is judged by the DTD where nobody gave it
one: the two describe the same elements, namespaces and XLink aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

from catalogue.core.messages import N_, Message, declare
from catalogue.formats.ead.checking.document import XLINK, Document
from catalogue.formats.ead.checking.link_rules import EAD2002
from catalogue.formats.ead.checking.rules import CORRECT, REFUSES, Finding
from catalogue.formats.xml.fault import fault
from catalogue.formats.xml.grammar import schema as xml_schema

MOST = 200  # faults told of one file
DTD, SCHEMA = "dtd", "schema"

declare(
    {
        "ead.dtd": N_("The DTD of EAD 2002 forbids it: %(detail)s"),
        "ead.schema": N_("The schema of EAD 2002 forbids it: %(detail)s"),
    }
)


@lru_cache(maxsize=1)
def _dtd() -> etree.DTD:
    with (files("glamconv") / "ead" / "ead-2002-dtd" / "ead.dtd").open("rb") as grammar:
        return etree.DTD(grammar)


@lru_cache(maxsize=4)
def _schema(folder: Path) -> etree.XMLSchema:
    return xml_schema(folder / "ead.xsd")


def grammar_findings(document: Document, *, schemas: Path | None) -> Iterator[Finding]:
    """What the grammar that the file claims forbids, at most ``MOST``. ``schemas``: the folder that holds ead.xsd, if there is one."""
    if document.namespace == EAD2002 and schemas is not None and (schemas / "ead.xsd").is_file():
        grammar: etree.DTD | etree.XMLSchema = _schema(schemas)
        name, root, level = SCHEMA, document.root, CORRECT
    else:
        grammar, name, level = _dtd(), DTD, REFUSES if document.has_document_type else CORRECT
        root = _bare(document.root) if document.namespace else document.root
    if not grammar.validate(root):
        for error in list(grammar.error_log)[:MOST]:  # type: ignore[call-overload]
            yield Finding(level, name, error.line, Message(f"ead.{name}", {"detail": fault(error.message)}))


def _bare(root: etree._Element) -> etree._Element:
    """A copy of a finding aid without namespaces, as the DTD has it: XLink's attributes under their own names."""
    copy = deepcopy(root)
    for element in copy.iter(etree.Element):
        element.tag = etree.QName(element).localname
        for name, value in [(str(name), value) for name, value in element.attrib.items()]:
            if name.startswith("{"):
                del element.attrib[name]
                if name.startswith(XLINK):
                    element.set(name.rpartition("}")[2], value)
    etree.cleanup_namespaces(copy)
    return copy

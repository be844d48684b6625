"""UNIMARC Slim (BNCF, info:srw/schema/8/unimarcxml-v0.1) and RUSMARC's UNISlim: short names, fields embedded as elements."""

from __future__ import annotations

from lxml import etree

from catalogue.formats.marc.record import Subfields

RECORD = "rec"
# Short names, and the names of marcxchange that they stand for.
NAMES = {"lab": "leader", "cf": "controlfield", "df": "datafield", "sf": "subfield", "s1": "subfield"}
_ATTRIBUTES = {"t": "tag", "i1": "ind1", "i2": "ind2", "c": "code"}


def spelt_out(record: etree._Element) -> etree._Element:
    """The ``rec`` element under the names of marcxchange; an ``s1`` becomes a subfield 1 that holds its fields."""
    made = etree.Element("record", {str(name): str(value) for name, value in record.items() if not str(name).startswith("{")})
    stack = [(record, made)]
    while stack:
        element, target = stack.pop()
        for child in element:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            said = {str(key): str(value) for key, value in child.items() if not str(key).startswith("{")}
            attributes = {"code": "1"} if name == "s1" else {_ATTRIBUTES.get(key, key): value for key, value in said.items()}
            copy = etree.SubElement(target, NAMES.get(name, name or "other"), attributes)
            copy.text = child.text
            stack.append((child, copy))
    return made


def embedded(part: etree._Element) -> Subfields | None:
    """The fields embedded in a subfield 1 as ISO 2709 writes them: tag, indicators or value, then subfields; None where there are none."""
    found: Subfields = []
    for field in part:
        name = etree.QName(field).localname if isinstance(field.tag, str) else ""
        tag = field.get("tag") or field.get("t") or ""
        if NAMES.get(name, name) == "controlfield" and tag:
            found.append(("1", tag + (field.text or "")))
        elif NAMES.get(name, name) == "datafield" and tag:
            indicators = [(field.get(f"ind{n}") or field.get(f"i{n}") or " ")[:1] for n in (1, 2)]
            found.append(("1", tag + "".join(indicators)))
            found += [((one.get("code") or one.get("c") or " ")[:1], one.text or "") for one in field if isinstance(one.tag, str)]
    return found or None

"""The schema of MODS: the part of mods-3-8.xsd (Library of Congress) that the portal writes, written here from it, stricter nowhere."""

from __future__ import annotations

from functools import cache

from lxml import etree

from catalogue.formats.xml.grammar import schema_of

_XSD = "http://www.w3.org/2001/XMLSchema"
MODS = "http://www.loc.gov/mods/v3"
_DATED = "encoding point qualifier"
_TEXTS = {
    # element → its attributes; those of a text with a language and an authority are everybody's
    "title": "", "subTitle": "", "partNumber": "", "partName": "", "namePart": "type", "roleTerm": "type", "nameIdentifier": "type invalid",
    "typeOfResource": "manuscript collection", "genre": "type", "placeTerm": "type", "publisher": "", "dateIssued": _DATED,
    "dateCreated": _DATED, "copyrightDate": _DATED, "dateOther": f"{_DATED} type",
    "edition": "", "issuance": "", "frequency": "", "languageTerm": "type", "scriptTerm": "type", "extent": "", "form": "type",
    "abstract": "type displayLabel", "tableOfContents": "type displayLabel", "note": "type displayLabel", "topic": "", "geographic": "",
    "temporal": "", "classification": "edition displayLabel", "identifier": "type displayLabel invalid", "physicalLocation": "type",
    "shelfLocator": "", "subLocation": "", "enumerationAndChronology": "", "itemIdentifier": "type", "number": "",
    "accessCondition": "type displayLabel", "recordContentSource": "", "recordIdentifier": "source", "recordOrigin": "",
}  # fmt: skip
_GROUPS = {
    "titleInfo": ("nonSort title subTitle partNumber partName", "type usage displayLabel"),
    "name": ("namePart role nameIdentifier alternativeName", "type usage"),
    "alternativeName": ("namePart", ""), "role": ("roleTerm", ""), "place": ("placeTerm", ""),
    "originInfo": ("place publisher dateIssued dateCreated copyrightDate dateOther edition issuance frequency", "eventType"),
    "language": ("languageTerm scriptTerm", "objectPart"), "physicalDescription": ("form extent note", "displayLabel"),
    "subject": ("topic geographic temporal titleInfo name", ""), "part": ("detail", "type"), "detail": ("number title", "type"),
    "relatedItem": ("titleInfo name part identifier originInfo", "type displayLabel"), "holdingSimple": ("copyInformation", ""),
    "recordInfo": ("recordContentSource recordIdentifier recordOrigin", ""),
}  # fmt: skip
_IN_ORDER = {
    "location": ("physicalLocation* shelfLocator* url* holdingSimple?", "displayLabel"),
    "copyInformation": ("form? subLocation* shelfLocator* note* enumerationAndChronology* itemIdentifier*", ""),
}
_WORDS = {
    ("titleInfo", "type"): "abbreviated translated alternative uniform", ("name", "type"): "personal corporate conference family",
    ("namePart", "type"): "date family given termsOfAddress", ("roleTerm", "type"): "code text", ("placeTerm", "type"): "code text",
    ("languageTerm", "type"): "code text", ("scriptTerm", "type"): "code text", ("*", "usage"): "primary", ("*", "invalid"): "yes",
    ("*", "encoding"): "w3cdtf iso8601 marc temper edtf", ("*", "point"): "start end",
    ("*", "qualifier"): "approximate inferred questionable",
    ("relatedItem", "type"): "preceding succeeding original host constituent series otherVersion otherFormat isReferencedBy references",
}  # fmt: skip
_ISSUANCES = ("continuing", "monographic", "single unit", "multipart monograph", "serial", "integrating resource")
_ROOT = (
    "titleInfo name typeOfResource genre originInfo language physicalDescription abstract tableOfContents note subject classification "
    "relatedItem identifier location accessCondition recordInfo"
)


def _list(words: tuple[str, ...] | list[str]) -> str:
    values = "".join(f'<xs:enumeration value="{word}"/>' for word in words)
    return f'<xs:simpleType><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>'


def _attributes(element: str, names: str) -> str:
    made = []
    for name in [*names.split(), "lang", "script", "authority", "authorityURI", "valueURI"]:
        words = _WORDS.get((element, name)) or _WORDS.get(("*", name))
        made.append(f'<xs:attribute name="{name}">{_list(words.split())}</xs:attribute>' if words else f'<xs:attribute name="{name}"/>')
    return "".join(made) + '<xs:attribute ref="xml:lang"/>'


def _text(name: str, attributes: str, *, kind: str = "xs:string", more: str = "") -> str:
    inside = f'<xs:extension base="{kind}">{_attributes(name, attributes)}{more}</xs:extension>'
    return f'<xs:element name="{name}"><xs:complexType><xs:simpleContent>{inside}</xs:simpleContent></xs:complexType></xs:element>'


def _group(name: str, children: str, attributes: str) -> str:
    inside = "".join(f'<xs:element ref="{child}"/>' for child in children.split())
    choice = f'<xs:choice maxOccurs="unbounded">{inside}</xs:choice>'
    return f'<xs:element name="{name}"><xs:complexType>{choice}{_attributes(name, attributes)}</xs:complexType></xs:element>'


def _in_order(name: str, children: str, attributes: str) -> str:
    many = {"*": ' maxOccurs="unbounded"', "?": ""}
    inside = "".join(f'<xs:element ref="{child[:-1]}" minOccurs="0"{many[child[-1]]}/>' for child in children.split())
    sequence = f"<xs:sequence>{inside}</xs:sequence>"
    return f'<xs:element name="{name}"><xs:complexType>{sequence}{_attributes(name, attributes)}</xs:complexType></xs:element>'


def text(xml: str) -> str:
    """The schema; ``xml`` is the address of that of xml:lang."""
    parts = [_text(name, attributes) for name, attributes in _TEXTS.items() if name != "issuance"]
    parts.append(f'<xs:element name="issuance">{_list(_ISSUANCES)}</xs:element>')
    parts.append(_text("nonSort", "", more='<xs:attribute ref="xml:space"/>'))
    parts.append(_text("url", "displayLabel note access usage", kind="xs:anyURI"))
    parts += [_group(name, *told) for name, told in _GROUPS.items()] + [_in_order(name, *told) for name, told in _IN_ORDER.items()]
    parts.append(_group("mods", _ROOT, "version ID"))
    imported = f'<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="{xml}"/>'
    head = f'<xs:schema xmlns:xs="{_XSD}" xmlns="{MODS}" targetNamespace="{MODS}" elementFormDefault="qualified">'
    return f"{head}{imported}{''.join(parts)}</xs:schema>"


@cache
def schema(xml: str) -> etree.XMLSchema:
    """The schema, loaded."""
    return schema_of(text(xml))

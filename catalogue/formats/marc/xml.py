"""MARC in XML: an element to MarcRecord, by local names (marcxchange v1 and v2, MARC21slim, no or odd namespace)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.marc import slim
from catalogue.formats.marc.record import Field, MarcRecord, Subfields
from catalogue.formats.messages import BadRecord

_KINDS: dict[object, str] = {}
_KIND_OF = {"leader": "leader", "controlfield": "control", "datafield": "data", "subfield": "subfield"}
_SHORT_LEADER = re.compile(r"\s*(?:\d{5})?([a-z])([a-z])([a-z ]?)([0-2 ]?)\s*(?:22)?")
_NONSORTING = {0x88: "\x98", 0x89: "\x9c"}


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _kind(tag: object) -> str:
    """What a child of a record is, kept per full name: a corpus has a handful of them."""
    name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
    kind = _KIND_OF.get(name, "other")
    if len(_KINDS) < 1024 and len(name) < 50:
        _KINDS[tag] = kind
    return kind


def is_marc_record(element: etree._Element) -> bool:
    """Whether the element is a MARC record: its first child is a label or a field."""
    if local_name(element) == slim.RECORD:
        return any(local_name(child) in slim.NAMES for child in islice(element, 3))
    if local_name(element) != "record":
        return False
    return any(_kind(child.tag) in {"leader", "control", "data"} for child in islice(element, 3))


def parse_marcxml(element: etree._Element) -> MarcRecord:
    """The record in a ``record`` element; raises BadRecord where it holds no field."""
    if local_name(element) == slim.RECORD:
        element = slim.spelt_out(element)
    fields: list[Field] = []
    warnings: list[Message] = []
    leader, missing = "", 0
    kinds, new, add = _KINDS, object.__new__, fields.append
    for child in element:
        child_tag = child.tag
        kind = kinds.get(child_tag) or _kind(child_tag)
        if kind == "data":
            tag = child.get("tag")
            indicators = (child.get("ind1") or " ") + (child.get("ind2") or " ")
            parts = list(child)
            subfields = [(part.get("code") or "", part.text or "") for part in parts if not len(part)]
            bare = (child.text and not child.text.isspace()) or _told_after(parts)  # words that no subfield holds
            if bare or not tag or len(indicators) != 2 or "#" in indicators or len(subfields) != len(parts) or not _coded(subfields):
                missing += not tag
                indicators, subfields = _repair(child, indicators, warnings=warnings)
                if not tag or not subfields:
                    continue
            field = new(Field)
            field.tag, field.occurrence, field.value = tag, 1, ""
            field.indicators, field.subfields = indicators, subfields
            add(field)
        elif kind == "control":
            tag = child.get("tag")
            if tag:
                add(Field(tag, value=child.text or ""))
            missing += not tag
        elif kind == "leader":
            leader = child.text or ""
        else:
            _warn_once(warnings, Message("elements_skipped", {"name": local_name(child)}))
    if not fields:
        raise BadRecord("record_empty")
    if (element.text and not element.text.isspace()) or _told_after(element):
        warnings.append(Message("text_outside_fields"))
    if missing:
        warnings.append(Message("tag_missing", {"count": missing}))
    compose(fields)
    return MarcRecord(repaired_leader(leader, warnings=warnings), fields, charset="utf-8", warnings=warnings)


def _told_after(parts: Iterable[etree._Element]) -> bool:
    """Whether words stand behind one of these elements, where only blanks should."""
    return bool("".join([part.tail or "" for part in parts]).strip())


def _coded(subfields: Subfields) -> bool:
    """Whether every subfield has a code of one character, and there is one at least."""
    return bool(subfields) and all(code and len(code) == 1 for code, _ in subfields)


def _repair(child: etree._Element, indicators: str, *, warnings: list[Message]) -> tuple[str, Subfields]:
    """Indicators and subfields of a field that has something unusual: ``#`` for a blank, markup in a value, no code."""
    tag = child.get("tag") or ""
    plain = indicators.replace("#", " ")
    if len(plain) != 2:
        first, second = (child.get("ind1") or " ")[:1], (child.get("ind2") or " ")[:1]
        warnings.append(Message("indicators_repaired", {"tag": tag}))
        plain = first + second
    subfields: Subfields = []
    uncoded = 0
    for part in child:
        if len(part) and (fields := slim.embedded(part)):
            subfields += fields
            continue
        code = part.get("code") or ""
        text = "".join(str(each) for each in part.itertext())
        if len(code) == 1 and _kind(part.tag) != "data":
            subfields.append((code, f"{text} {after}" if (after := (part.tail or "").strip()) else text))
        elif text.strip():
            uncoded += 1
    if child.text and child.text.strip():
        subfields.insert(0, ("a", child.text.strip()))
        warnings.append(Message("text_outside_subfields", {"tag": tag}))
    if _told_after(child):
        warnings.append(Message("text_after_subfield", {"tag": tag}))
    if uncoded:
        warnings.append(Message("tag_missing", {"count": uncoded}))
    return plain, subfields


def _warn_once(warnings: list[Message], message: Message) -> None:
    """Add a warning that a record may repeat a hundred times."""
    if message not in warnings:
        warnings.append(message)


def compose(fields: list[Field]) -> None:
    """Values in NFC, non-sorting marks as U+0098 and U+009C; in place, only where a value is not ASCII."""
    for field in fields:
        if field.value and not field.value.isascii():
            field.value = _composed(field.value)
        for position, (code, value) in enumerate(field.subfields):
            if not value.isascii():
                composed = _composed(value)
                if composed is not value:
                    field.subfields[position] = (code, composed)


def _composed(value: str) -> str:
    """One value in NFC with uniform non-sorting marks; the same object where nothing changes."""
    if "\x88" in value or "\x89" in value:
        value = value.translate(_NONSORTING)
    return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)


def repaired_leader(leader: str, *, warnings: list[Message]) -> str:
    """The label in 24 characters: the Sudoc's come with their blanks run together (" cam0 22 450 "), some have # for a blank."""
    leader = leader.replace("#", " ")
    if len(leader) == 24 or not leader.strip():
        return leader
    short = _SHORT_LEADER.match(leader)
    if not short or len(leader) > 24:
        return leader
    warnings.append(Message("leader_repaired", {"length": len(leader)}))
    status, kind, level, hierarchy = short.groups()
    return f"     {status}{kind}{level or ' '}{hierarchy or ' '} 22        450 "

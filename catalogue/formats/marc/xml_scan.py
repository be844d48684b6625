"""Fast twin of ``catalogue.formats.marc.xml``: MARC in XML in the plain shape that servers send (factor: ``bench twins``).

Plain: one ``record`` element, fields and subfields and nothing else, double quotes, the five named entities. Everything is
checked; at the first thing out of the ordinary the answer is None, and the record goes through ``xml``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from catalogue.core.messages import Message
from catalogue.formats.marc.record import Field, MarcRecord, Subfields
from catalogue.formats.marc.xml import compose, repaired_leader

_FORBIDDEN = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_ROOT = re.compile(
    r'\s*(?:<\?xml(?:\s+version="1\.[01]")?(?:\s+encoding="(?:UTF|utf)-8")?(?:\s+standalone="\w+")?\s*\?>\s*)?'
    r'<(?:([A-Za-z_][\w.-]{0,30}):)?record((?:\s++[\w.:-]++="[^"<&]*+")*+)\s*>'
)
_FORMAT = re.compile(r'\sformat="([^"]*)"')
_TAG = re.compile(r'\btag="([^"<>&#]{3})"')
_INDICATOR = (re.compile(r'\bind1="([^"<>&#\s]| )"'), re.compile(r'\bind2="([^"<>&#\s]| )"'))
_LONGEST = 80
_ENTITY = re.compile("&(amp|lt|gt|quot|apos);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _Names(NamedTuple):
    """The tags of one namespace prefix, as text to look for."""

    close_record: str
    open_data: str
    close_data: str
    open_subfield: str
    head: re.Pattern[str]
    control: re.Pattern[str]
    subfield: re.Pattern[str]


@lru_cache(maxsize=64)
def _names(prefix: str) -> _Names:
    """The tags with a prefix, which is empty in most files."""
    p = f"{prefix}:" if prefix else ""
    q = re.escape(p)
    control = rf'<{q}controlfield tag="([^"<>&]{{3}})">([^<]*)</{q}controlfield>\s*'
    head = rf"\s*(?:<{q}leader>([^<&]*)</{q}leader>\s*)?(?:{control.replace('([', '(?:[')})*"
    return _Names(
        close_record=f"</{p}record>",
        open_data=f"<{p}datafield ",
        close_data=f"</{p}datafield>",
        open_subfield=f"<{p}subfield ",
        head=re.compile(head),
        control=re.compile(control),
        subfield=re.compile(rf'<{q}subfield code="([^"<>&\s])">([^<]*)</{q}subfield>\s*(?=<)'),
    )


@lru_cache(maxsize=8192)
def _attributes(text: str) -> tuple[str, str] | None:
    """Tag and indicators of a datafield's attributes, in any order; None where there is anything else."""
    tag, first, second = _TAG.search(text), _INDICATOR[0].search(text), _INDICATOR[1].search(text)
    if (
        not tag
        or not first
        or not second
        or len("".join(text.split())) != len('tag=""ind1=""ind2=""') + sum(len("".join(found[1].split())) for found in (tag, first, second))
    ):
        return None
    return tag[1], first[1] + second[1]


def scan_marcxml(data: bytes) -> tuple[MarcRecord, str] | None:
    """The record in ``data`` and the ``format`` attribute of its element; None where it is not in the plain shape."""
    if b"<!" in data or len(data.translate(None, _FORBIDDEN)) != len(data):
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    root = _ROOT.match(text)
    if not root:
        return None
    names = _names(root[1] or "")
    body = text[root.end() :].rstrip()
    if not body.endswith(names.close_record) or "\ufffe" in text or "\uffff" in text:
        return None
    body = body[: -len(names.close_record)]
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    record = _scan_body(body, names)
    if record is None:
        return None
    if not text.isascii():
        compose(record.fields)
    announced = _FORMAT.search(root[2])
    return record, announced[1] if announced else ""


def _scan_body(body: str, names: _Names) -> MarcRecord | None:
    """The fields between the record's tags."""
    head, *parts = body.split(names.open_data)
    opening = names.head.fullmatch(head)
    subfields: Subfields = names.subfield.findall(body)
    if not opening or not parts or body.count("<") - head.count("<") != 2 * len(subfields) + 2 * len(parts):
        return None
    fields = [Field(tag, value=value) for tag, value in names.control.findall(head)]
    if "&" in body and not _unescape(fields, subfields):
        return None
    if not _scan_fields(parts, subfields, fields, names=names):
        return None
    warnings: list[Message] = []
    return MarcRecord(repaired_leader(opening[1] or "", warnings=warnings), fields, warnings=warnings)


def _scan_fields(parts: list[str], subfields: Subfields, fields: list[Field], *, names: _Names) -> bool:
    """Add the data fields; ``parts`` are the texts between their opening tags, ``subfields`` those of the whole record."""
    new, add = object.__new__, fields.append
    opening, closing = names.open_subfield, names.close_data
    taken = 0
    for part in parts:
        attributes, _, rest = part.partition(">")
        known = _attributes(attributes) if len(attributes) < _LONGEST else None
        count = rest.count(opening)
        before = rest[: rest.find("<")]
        if known is None or not count or (before and not before.isspace()) or not rest.rstrip().endswith(closing):
            return False
        field = new(Field)
        field.tag, field.indicators = known
        field.value, field.occurrence, field.subfields = "", 1, subfields[taken : taken + count]
        taken += count
        add(field)
    return taken == len(subfields)


def _unescape(fields: list[Field], subfields: Subfields) -> bool:
    """Put the characters of named entities in place; False where another entity is met."""
    for field in fields:
        if field.value.count("&") != len(_ENTITY.findall(field.value)):
            return False
        field.value = _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], field.value)
    for position, (code, value) in enumerate(subfields):
        if "&" in value:
            if value.count("&") != len(_ENTITY.findall(value)):
                return False
            subfields[position] = (code, _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], value))
    return True

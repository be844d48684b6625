"""Recipients of UNIMARC: what each has added to a record that goes out as it came, and what left out; every change is listed.

A recipient is a file beside this one, named after it: ``add`` of :data:`ADDITIONS`, ``drop`` of tags, ``charset`` of its files, ``rules``
by which a record is kept back (``unimarc.preflight``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from catalogue.core.aligning import Alignment
from catalogue.core.identifiers import normalise_frbnf
from catalogue.core.messages import Message
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.unimarc.delivering import Delivered, in_iso5426, in_utf8
from catalogue.formats.unimarc.patching import patch

Addition = Literal["copy", "agency", "alignment"]


class Recipient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is sent records, and how they are to be: see the module."""

    title: str
    charset: Literal["utf-8", "iso-5426"] = "utf-8"
    rules: Literal["ccfr", ""] = ""
    add: tuple[Addition, ...] = ()
    drop: tuple[str, ...] = ()


class Around(NamedTuple):
    """What a record does not say itself: who keeps it, under which number of ours, since when it is so, and what it was aligned with."""

    institution: str
    number: str
    changed: date
    alignment: Alignment = Alignment()


@cache
def recipients() -> Mapping[str, Recipient]:
    """Every recipient by its name."""
    files = sorted(Path(__file__).parent.glob("*.toml"))
    return {file.stem: msgspec.toml.decode(file.read_bytes(), type=Recipient) for file in files}


def fitted(record: MarcRecord, recipient: Recipient, around: Around) -> Delivered:
    """The record as a recipient asks for it, and each change that this makes; the record that is given stays as it is."""
    record.by_tag("001")  # numbers the occurrences, for the places
    fields = [field for field in record.fields if field.tag not in recipient.drop]
    changes = [Message("field_dropped", {"place": field.place}) for field in record.fields if field.tag in recipient.drop]
    for name in recipient.add:
        for field in ADDITIONS[name](fields, around):
            _put(fields, field)
            value = " ".join(f"${code} {text}" for code, text in field.subfields)
            changes.append(Message("field_added", {"tag": field.tag, "value": value}))
    written = in_iso5426 if recipient.charset == "iso-5426" else in_utf8
    made = written(MarcRecord(record.leader, fields, charset=record.charset))
    return Delivered(made.record, (*changes, *made.changes))


def _put(fields: list[Field], field: Field) -> None:
    """Before the first field of a higher tag."""
    fields.insert(next((place for place, other in enumerate(fields) if other.tag > field.tag), len(fields)), field)


def _copy(fields: list[Field], around: Around) -> Iterator[Field]:
    """930 of the institution, where no copy is told."""
    if not any(field.tag in ("930", "995") for field in fields):
        yield Field("930", subfields=[("5", f"{around.institution}:{around.number}"), ("b", around.institution)])


def _agency(fields: list[Field], around: Around) -> Iterator[Field]:
    """801, where no source is told."""
    if not any(field.tag == "801" for field in fields):
        said = [("a", "FR"), ("b", around.institution), ("c", f"{around.changed:%Y%m%d}")]
        yield Field("801", indicators=" 3", subfields=said)


def _alignment(fields: list[Field], around: Around) -> Iterator[Field]:
    """033 and 035 of what was found for the record elsewhere, where it does not say so itself."""
    said = [text for field in fields if field.tag in ("003", "017", "033", "035") for text in (field.value, *field.all("az"))]
    one = around.alignment
    for field in patch("", one).fields[1:]:
        number = next(number for number in (one.ark, one.ppn, one.frbnf) if number and field.first("a").endswith(number))
        if not any(number in text or (number == one.frbnf and normalise_frbnf(text) == number) for text in said):
            yield Field(field.tag, subfields=field.subfields)


ADDITIONS: Mapping[Addition, Callable[[list[Field], Around], Iterator[Field]]] = {
    "copy": _copy, "agency": _agency, "alignment": _alignment,
}  # fmt: skip

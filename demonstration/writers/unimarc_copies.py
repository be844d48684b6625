"""Copies in UNIMARC: 995 or 930 with 955, and what belongs to one copy (316, 317, 318, former owners in 702 and 712)."""

from __future__ import annotations

from catalogue.formats.marc.record import Field
from demonstration.institutions import by_code
from demonstration.notices import SERIALS, Copy, read_name
from demonstration.records import PartnerRecord
from demonstration.writers.habits import Habits


def copy_fields(record: PartnerRecord, habits: Habits) -> list[Field]:
    """The fields of every copy of a record, as the partner writes them."""
    serial = record.notice is not None and record.notice.kind in SERIALS
    write = _sudoc if habits.copies == "930" else _recommandation
    return [field for copy in record.copies for field in (*write(copy, serial), *_particulars(copy, serial))]


def _key(copy: Copy) -> str:
    """$5 as the UNIMARC manual has it: RCR, colon, call number."""
    return f"{by_code()[copy.institution].rcr}:{copy.call_number}"


def _recommandation(copy: Copy, serial: bool) -> list[Field]:
    """995, as the Recommandation gives it; the state of a collection goes to $v."""
    institution = by_code()[copy.institution]
    subfields = [("a", institution.name), ("b", institution.rcr), ("e", " ".join(copy.of("fonds"))), ("k", copy.call_number)]
    if serial:
        subfields.append(("v", " ; ".join(copy.of("gaps"))))
    return [Field("995", subfields=[(code, value) for code, value in subfields if value])]


def _sudoc(copy: Copy, serial: bool) -> list[Field]:
    """930 and, for serials, 955, each with the copy's $5."""
    rcr = by_code()[copy.institution].rcr
    subfields = [("5", _key(copy)), ("b", rcr), ("c", " ".join(copy.of("fonds"))), ("a", copy.call_number), ("j", "u")]
    fields = [Field("930", subfields=[(code, value) for code, value in subfields if value])]
    if serial and copy.of("gaps"):
        fields.append(Field("955", indicators="41", subfields=[("5", _key(copy)), ("r", " ; ".join(copy.of("gaps")))]))
    return fields


def _particulars(copy: Copy, serial: bool) -> list[Field]:
    """Notes and former owners of one copy."""
    key = ("5", _key(copy))
    notes = [("316", text) for text in copy.of("note")] + [("316", f"Reliure : {text}") for text in copy.of("binding")]
    notes += [("317", text) for text in copy.of("prov")] + [("318", text) for text in copy.of("state")]
    if not serial:
        notes += [("316", text) for text in copy.of("gaps")]
    fields = [Field(tag, subfields=[("a", text), key]) for tag, text in notes]
    for text in copy.of("owner"):
        name = read_name(text, role="author")
        last, _, first = name.heading.partition(", ")
        if name.corporate:
            heading, indicators, tag = [("a", name.heading), ("c", name.qualifier)], "02", "712"
        else:
            heading, indicators, tag = [("a", last), ("b", first), ("f", name.dates)], " 1" if first else " 0", "702"
        subfields = [(code, value) for code, value in heading if value]
        fields.append(Field(tag, indicators=indicators, subfields=[*subfields, ("4", "390"), key]))
    return fields

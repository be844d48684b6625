"""MARC in JSON: one object per record, its fields a list of one-key objects (the form of pymarc and of most tools)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.formats.marc.record import Field, MarcRecord


def from_marc_json(data: Mapping[str, Any]) -> MarcRecord:
    """The record that an object holds; raises ValueError where it is no MARC in JSON."""
    fields = data.get("fields")
    if not isinstance(data.get("leader"), str) or not isinstance(fields, list):
        raise ValueError("not MARC in JSON: a leader and a list of fields are needed")
    return MarcRecord(data["leader"], [field for entry in fields for field in _fields(entry)])


def _fields(entry: object) -> Iterator[Field]:
    if not isinstance(entry, dict):
        raise ValueError("not MARC in JSON: a field is an object")
    for tag, value in entry.items():
        if isinstance(value, str):
            yield Field(tag, value=value)
            continue
        if not isinstance(value, dict) or not isinstance(value.get("subfields"), list):
            raise ValueError(f"not MARC in JSON: field {tag} has no subfields")
        pairs = [(code, text) for one in value["subfields"] if isinstance(one, dict) for code, text in one.items() if isinstance(text, str)]
        yield Field(tag, indicators=f"{value.get('ind1') or ' '}{value.get('ind2') or ' '}", subfields=pairs)

"""What a file of records holds, counted: formats, character sets, reasons, warnings, and how often each field is filled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import fields

from catalogue.core.description import Description
from catalogue.core.messages import Message
from catalogue.formats.base import Reading


@dataclass(slots=True)
class Example:
    """How often a sentence was said, and where first."""

    message: Message
    count: int = 0
    position: int = 0
    identifier: str = ""


@dataclass(slots=True)
class Inspection:
    """Counts over the readings of one file; feed it with :meth:`add`, in bounded memory."""

    records: int = 0
    read: int = 0
    refused: int = 0
    warned: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    charsets: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Example] = field(default_factory=dict)
    warnings: dict[str, Example] = field(default_factory=dict)
    filled: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count one record."""
        self.records += 1
        self.formats[reading.format] += bool(reading.format)
        self.charsets[reading.charset] += bool(reading.charset)
        self.warned += bool(reading.warnings)
        for code in {warning.code: warning for warning in reading.warnings}.values():
            _count(self.warnings, code, reading)
        if reading.reason is not None:
            self.refused += 1
            _count(self.reasons, reading.reason, reading)
            return
        self.read += 1
        if reading.description is not None:
            self.filled.update(filled_fields(reading.description))

    def coverage(self) -> dict[str, float]:
        """For each field of a description, the percentage of the records read that fill it."""
        return {name: round(100 * self.filled[name] / self.read, 1) if self.read else 0.0 for name in _FIELDS}

    def summary(self) -> dict[str, Any]:
        """The counts as plain dictionaries, codes as keys."""
        return {
            "records": self.records,
            "read": self.read,
            "refused": self.refused,
            "warned": self.warned,
            "formats": {name: count for name, count in self.formats.most_common() if name},
            "charsets": {name: count for name, count in self.charsets.most_common() if name},
            "reasons": {code: example.count for code, example in self.reasons.items()},
            "warnings": {code: example.count for code, example in self.warnings.items()},
            "coverage": self.coverage(),
        }


_FIELDS = tuple(each.name for each in fields(Description) if each.name not in {"format", "deleted"})


def filled_fields(description: Description) -> list[str]:
    """The names of the fields of ``description`` that hold something."""
    return [name for name in _FIELDS if getattr(description, name)]


def _count(counted: dict[str, Example], message: Message, reading: Reading) -> None:
    """One more of a sentence; the first stands as the example."""
    example = counted.setdefault(message.code, Example(message, position=reading.position, identifier=reading.identifier))
    example.count += 1

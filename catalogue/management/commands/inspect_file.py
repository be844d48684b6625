"""``manage.py inspect_file``: reads a file of records and says what it holds, storing nothing, needing no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.core.messages import Message
from catalogue.core.serialization import to_dict
from catalogue.formats.base import AUTO, DUBLIN_CORE, MARC21, UNIMARC, NotRecords, Reading
from catalogue.formats.inspection import Example, Inspection
from catalogue.formats.reading import read_file

FIELD_NAMES = {
    "identifier": _("identifier of the record"),
    "material": _("material"),
    "document_type": _("type of document"),
    "level": _("level"),
    "titles": _("titles"),
    "responsibility": _("statements of responsibility"),
    "agents": _("persons and bodies"),
    "publications": _("publication"),
    "dates": _("dates"),
    "countries": _("countries"),
    "production_places": _("places of production"),
    "languages": _("languages"),
    "scripts": _("scripts"),
    "editions": _("edition"),
    "extents": _("physical description"),
    "series": _("series"),
    "material_specific": _("scale, music, numbering"),
    "notes": _("notes"),
    "subjects": _("subjects"),
    "genres": _("form or genre"),
    "identifiers": _("identifiers (ISBN, ark…)"),
    "links": _("links to other documents"),
    "holdings": _("holdings"),
    "digital_copies": _("digital copies"),
    "rights": _("rights"),
    "agency": _("cataloguing agency"),
    "features": _("coded characteristics"),
}

_NOT_OPENED = {
    FileNotFoundError: _("There is no file at %(path)s: check the path."),
    IsADirectoryError: _("%(path)s is a folder: give the path of one file in it."),
    PermissionError: _("%(path)s may not be read: ask for the right to read it."),
}


def sentence(message: Message) -> str:
    """A message in the language of the command."""
    return message.sentence(gettext)


def line_of(reading: Reading) -> dict[str, Any]:
    """What ``--json`` prints of one record."""
    line: dict[str, Any] = {
        "position": reading.position,
        "status": reading.status,
        "format": reading.format,
        "charset": reading.charset,
        "identifier": reading.identifier,
        "warnings": [sentence(warning) for warning in reading.warnings],
    }
    if reading.offset >= 0:
        line["offset"] = reading.offset
    if reading.reason is not None:
        line |= {"reason": sentence(reading.reason), "reason_code": reading.reason.code}
    if reading.warnings:
        line["warning_codes"] = [warning.code for warning in reading.warnings]
    if reading.description is not None:
        line["description"] = to_dict(reading.description)
    return line


class Command(BaseCommand):
    """The librarian's pre-flight: what would be read of this file, what would be refused, and why."""

    help = _("Reads a file of records without storing anything, and says what is in it.")  # type: ignore[assignment]
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """PATH, --format and --json."""
        parser.add_argument("path", type=Path, help=str(_("ISO 2709 or XML: records, or an OAI-PMH or SRU answer holding them")))
        parser.add_argument("--format", choices=[AUTO, UNIMARC, MARC21, DUBLIN_CORE], default=AUTO)
        parser.add_argument("--json", action="store_true", help=str(_("one JSON object per line and record, then a summary")))

    def handle(self, *args: Any, path: Path, format: str, **options: Any) -> None:
        """Print the report; exit status 1 with a sentence where the file holds no records."""
        try:
            stream = path.open("rb")
        except OSError as error:
            said = next((text for kind, text in _NOT_OPENED.items() if isinstance(error, kind)), _("%(path)s cannot be opened: %(detail)s"))
            raise CommandError(str(said) % {"path": path, "detail": error.strerror}) from error
        try:
            with stream:
                self._inspect(stream, format=format, as_json=options["json"], name=path.name)
        except BrokenPipeError:
            # The reader of our output (head, less) has seen enough; what Python would still write goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _inspect(self, stream: BinaryIO, *, format: str, as_json: bool, name: str) -> None:
        """Read the file, printing as it goes with ``as_json``, and sum up."""
        inspection = Inspection()
        try:
            for reading in read_file(stream, format=format):
                inspection.add(reading)
                if as_json:
                    self._print_json(line_of(reading))
        except NotRecords as refusal:
            said = sentence(refusal.message)
            if as_json:
                self._print_json({"summary": inspection.summary() | {"reason": said, "reason_code": refusal.message.code}})
            raise CommandError(said) from refusal
        if as_json:
            self._print_json({"summary": inspection.summary()})
        else:
            self._print_report(name, inspection)

    def _print_json(self, data: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    def _print_report(self, name: str, inspection: Inspection) -> None:
        """The report for people."""
        write = self.stdout.write
        counts = {"records": inspection.records, "read": inspection.read, "refused": inspection.refused, "warned": inspection.warned}
        write(name)
        write(gettext("%(records)d records: %(read)d read, %(refused)d refused; %(warned)d with warnings") % counts)
        write(gettext("Formats: %(names)s") % {"names": _listed(inspection.formats)})
        write(gettext("Character sets: %(names)s") % {"names": _listed(inspection.charsets)})
        self._print_sentences(gettext("Refused, by reason"), inspection.reasons)
        self._print_sentences(gettext("Warnings"), inspection.warnings)
        if inspection.read:
            write("")
            write(gettext("Fields filled, in % of the records read"))
            for field, percentage in sorted(inspection.coverage().items(), key=lambda each: -each[1]):
                if percentage:
                    write(f"  {FIELD_NAMES[field]!s:<28} {percentage:5.1f}  {'▇' * round(percentage / 5)}")

    def _print_sentences(self, heading: str, counted: dict[str, Example]) -> None:
        """Reasons or warnings, the commonest first, each with its first record."""
        if not counted:
            return
        self.stdout.write("")
        self.stdout.write(heading)
        for example in sorted(counted.values(), key=lambda each: -each.count):
            place = gettext("first at record %(position)d %(identifier)s") % {
                "position": example.position,
                "identifier": example.identifier and f"({example.identifier})",
            }
            self.stdout.write(f"  {example.count:>6}  {sentence(example.message)}")
            self.stdout.write(f"          {place.strip()}")


def _listed(counts: dict[str, int]) -> str:
    """Names with their counts on one line."""
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda each: -each[1]) if count) or "–"

"""``manage.py check_ead``: whether a recipient will take a finding aid, what is to be corrected, what would make it better."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.core.messages import Message
from catalogue.formats.ead.checking import CCFR, LEVELS, PROFILES, Finding, check_ead
from catalogue.formats.ead.checking.rules import REFUSES
from catalogue.management.commands.import_ead import files_of, sentence

_WORDS = {"refuses": _("Refused"), "to correct": _("To correct"), "to improve": _("To improve")}


def line_of(file: Path, findings: list[Finding]) -> dict[str, Any]:
    """What ``--json`` prints of one file."""
    refused = [finding for finding in findings if finding.level == REFUSES]
    return {
        "file": str(file),
        "status": "refused" if refused else "accepted",
        "counts": {level: sum(1 for finding in findings if finding.level == level) for level in LEVELS},
        "reason": sentence(refused[0].message) if refused else "",
        "findings": [_told(finding) for finding in findings],
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {"level": finding.level, "rule": finding.rule, "line": finding.line, "sentence": sentence(finding.message)}


class Command(BaseCommand):
    """The pre-flight of a finding aid, for those who write it."""

    help = _("Checks finding aids (EAD) against their grammar and the guide of good practice, for a recipient.")  # type: ignore[assignment]
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """PATH…, --profile, --schemas and --json."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help=str(_("EAD files, or folders of such files")))
        parser.add_argument("--profile", choices=sorted(PROFILES), default=CCFR.name, help=str(_("who it is for")))
        parser.add_argument("--schemas", type=Path, default=None, help=str(_("folder of ead.xsd, for files that follow the schema")))
        parser.add_argument("--json", action="store_true", help=str(_("one JSON object per line and file")))

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        """Print what is to be said of each file; exit status 1 where one would be refused."""
        refused = 0
        files = list(files_of(paths))
        if not files:
            raise CommandError(gettext("There is no XML file there: give EAD files, or folders that hold some."))
        for file in files:
            findings = self._check(file, options)
            refused += any(finding.level == REFUSES for finding in findings)
            if options["json"]:
                self.stdout.write(json.dumps(line_of(file, findings), ensure_ascii=False, separators=(",", ":")))
            else:
                self._print(file, findings)
        if refused and not options["json"]:
            raise CommandError(gettext("Files that would be refused: %(count)d.") % {"count": refused})

    def _check(self, file: Path, options: dict[str, Any]) -> list[Finding]:
        folder = options["schemas"]
        try:
            with file.open("rb") as stream:
                return check_ead(stream, profile=PROFILES[options["profile"]], schemas=Path(folder) if folder else None)
        except OSError as error:
            return [Finding(REFUSES, "not-read", 0, Message("ead_not_opened", {"detail": error.strerror or ""}))]

    def _print(self, file: Path, findings: list[Finding]) -> None:
        self.stdout.write(f"{file}")
        if not findings:
            self.stdout.write("  " + gettext("Nothing to say: the recipient will take it."))
        for level in LEVELS:
            told = [finding for finding in findings if finding.level == level]
            if told:
                self.stdout.write(f"  {_WORDS[level]} ({len(told)})")
            for finding in told:
                place = gettext("line %(line)d") % {"line": finding.line} if finding.line else ""
                self.stdout.write(f"    {place:<12} {sentence(finding.message)}  [{finding.rule}]")

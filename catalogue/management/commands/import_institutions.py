"""``manage.py import_institutions``: loads a national directory of institutions into the register, and says what became of its lines."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.formats.directories import BadDirectory
from catalogue.geography.departments import departments_of
from catalogue.services.directories import DirectoryReport, import_directory

SHOWN = 20  # refused lines that people are shown; --json gives them all


class Command(BaseCommand):
    """Institutions in, from the open data of the ministry or of the CCFr's Répertoire."""

    help = _("Loads a directory of institutions (CSV) into the register; what people wrote on their pages never changes.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """FILE, --region and --json."""
        parser.add_argument("file", type=Path, metavar="FILE", help=str(_("CSV file of the ministry or of the CCFr’s Répertoire")))
        parser.add_argument("--region", default="", help=str(_("INSEE code of a region: only its institutions")))
        parser.add_argument("--json", action="store_true", help=str(_("the report as one JSON object")))

    def handle(self, *args: Any, file: Path, region: str, **options: Any) -> None:
        """Import, then report."""
        departments = frozenset(department.code for department in departments_of(region))
        if region and not departments:
            raise CommandError(gettext("%(code)s is the INSEE code of no region.") % {"code": region})
        try:
            with file.open("rb") as stream:
                report = import_directory(stream, departments=departments)
        except OSError as error:
            raise CommandError(gettext("The file cannot be opened: %(detail)s") % {"detail": error.strerror or ""}) from error
        except BadDirectory as bad:
            raise CommandError(bad.message.sentence(gettext)) from bad
        if options["json"]:
            self.stdout.write(json.dumps(_plain(file, report), ensure_ascii=False))
        else:
            self._tell(report)

    def _tell(self, report: DirectoryReport) -> None:
        loaded = report.loaded
        self.stdout.write(ngettext("%(count)d line read", "%(count)d lines read", report.read) % {"count": report.read})
        counts = {
            gettext("lines that made an institution"): loaded.new,
            gettext("lines that changed one"): loaded.changed,
            gettext("lines that say what is known"): loaded.unchanged,
            gettext("known by their RCR already (among these)"): report.joined,
            gettext("described again by a later line"): report.repeated,
            gettext("of another region"): report.elsewhere,
            gettext("lines refused"): len(report.refused),
        }
        for words, count in counts.items():
            self.stdout.write(f"  {count:>7}  {words}")
        for refused in report.refused[:SHOWN]:
            told = {"line": refused.line, "name": refused.name, "reason": refused.reason.sentence(gettext)}
            self.stdout.write(gettext("line %(line)d, %(name)s: %(reason)s") % told)
        if len(report.refused) > SHOWN:
            self.stdout.write(gettext("… and %(count)d other lines: --json lists them all") % {"count": len(report.refused) - SHOWN})


def _plain(file: Path, report: DirectoryReport) -> dict[str, Any]:
    return {
        "file": str(file),
        "read": report.read,
        "new": report.loaded.new,
        "changed": report.loaded.changed,
        "unchanged": report.loaded.unchanged,
        "joined": report.joined,
        "repeated": report.repeated,
        "elsewhere": report.elsewhere,
        "refused": [
            {"line": one.line, "name": one.name, "code": one.reason.code, "reason": one.reason.sentence(gettext)} for one in report.refused
        ],
    }

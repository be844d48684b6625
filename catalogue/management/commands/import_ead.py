"""``manage.py import_ead``: stores the finding aids of files and folders, and says what became of each file."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.core.isil import code_of, normalise_isil
from catalogue.core.messages import Message
from catalogue.geography.departments import departments_of
from catalogue.services.finding_aids import Imported, Scope, import_file

SUFFIXES = frozenset({".xml", ".ead"})
OWN = "ead"
_WORDS = {"imported": _("imported"), "unchanged": _("unchanged"), "refused": _("refused")}


def sentence(message: Message) -> str:
    """A message in the language of the command."""
    return message.sentence(gettext)


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: those named, and those of the folders named that are XML by their names, in the order of these."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.suffix.lower() in SUFFIXES and found.is_file())
        else:
            yield path


def line_of(file: Path, imported: list[Imported]) -> dict[str, Any]:
    """What ``--json`` prints of one file: of its finding aids together, and of each where there are several."""
    statuses = [each.status for each in imported]
    line: dict[str, Any] = {
        "file": str(file),
        "status": next((status for status in ("imported", "unchanged") if status in statuses), "refused"),
        "components": sum(each.components for each in imported),
        "digital_objects": sum(each.digital_objects for each in imported),
        "reason": "; ".join(dict.fromkeys(sentence(each.reason) for each in imported if each.reason)),
    }
    if len(imported) == 1:
        return line | _told(imported[0])
    return line | {"finding_aids": [{"status": each.status} | _told(each) | _why(each) for each in imported]}


def _told(imported: Imported) -> dict[str, Any]:
    return {
        "eadid": imported.eadid,
        "institution": imported.institution,
        **imported.changes._asdict(),
        "warnings": [sentence(warning) for warning in imported.warnings],
    }


def _why(imported: Imported) -> dict[str, Any]:
    reason = {"reason": sentence(imported.reason)} if imported.reason else {}
    return reason | {"components": imported.components, "digital_objects": imported.digital_objects}


class Command(BaseCommand):
    """Finding aids in, from files: EAD 2002, EAD3, or OAI-PMH answers that hold some."""

    help = _("Stores the finding aids (EAD) of files and folders; a file that did not change changes nothing.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """PATH…, --region, --source, --institution and --json."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=str(_("EAD files, or folders of such files")))
        parser.add_argument("--region", default="", help=str(_("INSEE code of a region: only what its institutions keep")))
        parser.add_argument("--source", default=OWN, help=str(_("short name of who gives the files: their identifiers are kept apart")))
        parser.add_argument("--institution", default="", help=str(_("RCR or ISIL of who keeps what the files do not ascribe")))
        parser.add_argument("--json", action="store_true", help=str(_("one JSON object per line and file")))

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        """Import each file, printing as it goes."""
        scope = self._scope(options)
        files = list(files_of(paths))
        if not files:
            raise CommandError(gettext("There is no XML file there: give EAD files, or folders that hold some."))
        counts: Counter[str] = Counter()
        for file in files:
            line = line_of(file, self._import(file, scope))
            counts[line["status"]] += 1
            self._print(line, as_json=options["json"])
        if not options["json"]:
            total = ngettext("%(count)d file", "%(count)d files", len(files)) % {"count": len(files)}
            said = ", ".join(f"{_WORDS[status]} {counts[status]}" for status in _WORDS if counts[status])
            self.stdout.write(gettext("%(files)s: %(counts)s") % {"files": total, "counts": said})

    def _scope(self, options: dict[str, Any]) -> Scope:
        departments = frozenset(department.code for department in departments_of(options["region"]))
        if options["region"] and not departments:
            raise CommandError(gettext("%(code)s is the INSEE code of no region.") % {"code": options["region"]})
        institution = normalise_isil(options["institution"])
        if options["institution"] and not institution:
            raise CommandError(gettext("%(code)s is neither an RCR nor an ISIL.") % {"code": options["institution"]})
        return Scope(namespace=options["source"][:60], institution=code_of(institution) if institution else "", departments=departments)

    def _import(self, file: Path, scope: Scope) -> list[Imported]:
        try:
            with file.open("rb") as stream:
                return import_file(stream, name=file.name, scope=scope)
        except OSError as error:
            return [Imported("refused", reason=Message("ead_not_opened", {"detail": error.strerror or ""}))]

    def _print(self, line: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
            return
        counts = gettext("%(components)d components, %(digital_objects)d digital objects") % line
        self.stdout.write(f"{_WORDS[line['status']]!s:<10} {line['file']}  {line['reason'] or counts}")

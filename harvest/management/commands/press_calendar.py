"""``manage.py press_calendar ARK``: a press title and its calendar: from Gallica, from a library's list, from files of its words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.isil import normalise_isil
from catalogue.formats.gallica_issues import collection_of
from catalogue.formats.press_list import BadList, read_list
from catalogue.models import Institution, PressTitle
from catalogue.selectors import notices
from catalogue.services import press as titles
from catalogue.services import press_text
from harvest.models import CalendarAsking
from harvest.services import gallica as turns
from harvest.services import press

_FORMS = frozenset({".xml", ".alto", ".txt", ".pdf"})


class Command(BaseCommand):
    """``press_calendar ark:/12345/bcd --institution 693836101 --gallica cb328261098 --list numeros.csv --text dossier``."""

    help = _("Gives a press title its calendar: from Gallica, from a library’s list, with the words of its pages.")

    def add_arguments(self, parser: CommandParser) -> None:
        """The title, and what is given of it."""
        parser.add_argument("ark", help=_("ark of the notice of the title"))
        parser.add_argument("--institution", required=True, metavar="RCR", help=_("RCR or ISIL of the library that gives it"))
        parser.add_argument("--gallica", default="", metavar="CB", help=_("ark of the title in Gallica (cb…): its calendar is asked for"))
        parser.add_argument("--list", type=Path, default=None, help=_("CSV: date, label, address, manifest"))
        parser.add_argument(
            "--text", type=Path, default=None, help=_("folder of ALTO, text or PDF files named after the day of their issue")
        )
        parser.add_argument("--wait", action="store_true", help=_("ask Gallica here, until its calendar is whole or Gallica refuses"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is asked, saying what became of it."""
        keeper = Institution.objects.filter(isil=normalise_isil(options["institution"]) or "-").first()
        if keeper is None:
            raise CommandError(_("No institution has this RCR or ISIL."))
        title = _title(options["ark"], keeper, options["gallica"])
        if options["list"] is not None:
            self._list(title, options["list"], keeper)
        if options["text"] is not None:
            self._text(title, options["text"], keeper)
        if options["gallica"]:
            press.want(title, by="")
            if options["wait"]:
                self._wait(title)
        self.stdout.write(_("%(title)s is ready.") % {"title": title.title})

    def _list(self, title: PressTitle, path: Path, keeper: Institution) -> None:
        try:
            listed = read_list(path.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except BadList as bad:
            raise CommandError("\n".join(message.sentence(_) for message in bad.messages)) from bad
        done = titles.replace_issues(title, listed, keeper=keeper)
        self.stdout.write(_("Issues: %(added)d new, %(changed)d changed, %(removed)d removed.") % done._asdict())

    def _text(self, title: PressTitle, folder: Path, keeper: Institution) -> None:
        done = press_text.deliver(title, _files(folder), keeper=keeper)
        for message in done.refused:
            self.stderr.write(message.sentence(_))
        self.stdout.write(_("Words stored: %(pages)d pages of %(issues)d issues.") % {"pages": done.pages, "issues": done.issues})

    def _wait(self, title: PressTitle) -> None:
        while CalendarAsking.objects.filter(title=title, wanted_at__isnull=False).exists():
            turn = turns.turn()
            if turn.refusals:
                raise CommandError(_("Gallica refuses for the moment: workers ask again later."))
            if not press.step():
                time.sleep(1)


def _title(typed: str, keeper: Institution, gallica: str) -> PressTitle:
    try:
        name = parse(typed).name
    except NotAnArk as error:
        raise CommandError(_("This is no ark.")) from error
    found = notices.by_ark(name)
    if found is None or found.is_withdrawn:
        raise CommandError(_("This ark names no notice that readers see."))
    collection = collection_of(gallica)
    if gallica and not collection:
        raise CommandError(_("Give the ark of the title in Gallica, which begins with cb, not that of an issue."))
    return titles.add_title(name, found.description, institution=keeper, gallica=collection)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() in _FORMS:
            yield path.name, path.read_bytes()

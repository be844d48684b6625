"""Answer, from the command line, the question of a harvest that stopped before it withdrew too much."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from harvest.management.naming import run_of
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.report import report


class Command(BaseCommand):
    """``decide_run SLUG --withdraw`` or ``decide_run SLUG --keep``; prints the same JSON line as ``harvest --wait``."""

    help = _("Answers a harvest that asks whether the records no longer served are to be withdrawn.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which run, and the answer."""
        parser.add_argument("run", help=_("number of the harvest, or short name of its source"))
        answer = parser.add_mutually_exclusive_group(required=True)
        answer.add_argument("--withdraw", action="store_true", help=_("withdraw the records that the partner no longer serves"))
        answer.add_argument("--keep", action="store_true", help=_("keep them all"))
        parser.add_argument("--identifiers", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Decide; a run that asks nothing is an error with a sentence."""
        try:
            run = runs.decide(run_of(options["run"]), withdraw=options["withdraw"])
        except runs.RunRefused as refused:
            raise CommandError(str(refused)) from refused
        run = drive(run.pk)  # it has ended: only the index is brought up to date
        self.stdout.write(json.dumps(report(run, with_identifiers=options["identifiers"]), ensure_ascii=False))

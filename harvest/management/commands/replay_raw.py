"""Read again what was received, without the partner: after a reader or a mapping has changed."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from harvest.management.commands.harvest import endpoint_of
from harvest.models import HarvestRun
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.report import report


class Command(BaseCommand):
    """``replay_raw SLUG``: every stored byte through today's readers; prints the same JSON line as ``harvest --wait``."""

    help = _("Reads the stored bytes of a source again with today's readers, quarantine included.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which source."""
        parser.add_argument("slug")
        parser.add_argument("--identifiers", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Replay to the end; exit status 1 when it does not end as done."""
        endpoint = endpoint_of(options["slug"])
        try:
            run = runs.start(endpoint, kind=HarvestRun.Kind.REPLAY)
        except runs.RunRefused as refused:
            raise CommandError(str(refused)) from refused
        run = drive(run.pk)
        self.stdout.write(json.dumps(report(run, with_identifiers=options["identifiers"]), ensure_ascii=False))
        if run.state != HarvestRun.State.DONE:
            sys.exit(1)

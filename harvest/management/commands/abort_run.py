"""Abort a harvest from the command line."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from harvest.models import HarvestRun
from harvest.services import runs


class Command(BaseCommand):
    """``abort_run RUN`` or ``abort_run SLUG``: stops it where it stands."""

    help = _("Stops a harvest where it stands; it can be resumed with “harvest SLUG --resume”.")

    def add_arguments(self, parser: CommandParser) -> None:
        """A run's number, or a source whose active run is meant."""
        parser.add_argument("run", help=_("number of the harvest, or short name of its source"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Abort; a run that has ended is an error with a sentence."""
        run = run_of(options["run"])
        try:
            runs.abort(run)
        except runs.RunRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("Harvest %(run)s is aborted. What was received is kept.") % {"run": run.pk})


def run_of(wanted: str) -> HarvestRun:
    """The run of this number, or the active one of this source; a source may be named by figures too. Raises CommandError."""
    run = HarvestRun.objects.filter(endpoint__source__slug=wanted, state__in=HarvestRun.ACTIVE).first()
    if run is None and re.fullmatch(r"[0-9]{1,18}", wanted):
        run = HarvestRun.objects.filter(pk=int(wanted)).first()
    if run is None:
        raise CommandError(_("No harvest under way answers to “%(run)s”.") % {"run": wanted})
    return run

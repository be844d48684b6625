"""Abort a harvest from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from harvest.management.naming import run_of
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

"""Load the demonstration set."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from harvest.services.drive import drive
from harvest.tasks import wake
from portal.demonstration import load


class Command(BaseCommand):
    """``load_demonstration [--url URL] [--wait]``; may be called again and again."""

    help = _("Makes the institutions, partners and accounts of the demonstration set, and harvests what never was.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the demonstration's server answers."""
        parser.add_argument("--url", default=settings.DEMONSTRATION_URL, help=_("address of the demonstration's OAI-PMH server"))
        parser.add_argument("--wait", action="store_true", help=_("harvest here and now, to the end"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then leave the harvests to the workers, or do them when asked."""
        if not options["url"]:
            raise CommandError(_("Give the address of the demonstration's server with --url, or set DEMONSTRATION_URL."))
        started = load(options["url"])
        for run in started:
            wake(run.pk)
            if options["wait"]:
                drive(run.pk)
        self.stdout.write(ngettext("%(count)s harvest started.", "%(count)s harvests started.", len(started)) % {"count": len(started)})

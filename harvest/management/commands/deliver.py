"""``manage.py deliver``: an institution's notices for CCFr or another recipient, as files, and only what changed since the last time."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.core.isil import institution_code
from catalogue.formats.unimarc.recipients import recipients
from harvest.services import deliveries


class Command(BaseCommand):
    """Prints what was found and where the delivery is."""

    help = "Makes the files of an institution's notices for CCFr's Base patrimoine: UNIMARC fonds by fonds, only what changed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The institution and the folder of its deliveries."""
        parser.add_argument("institution", help="RCR or ISIL")
        parser.add_argument("folder", type=Path, help="where the deliveries of this institution are kept")
        parser.add_argument("--profile", choices=sorted(recipients()), default=deliveries.CCFR, help="the recipient; ccfr by default")
        parser.add_argument("--everything", action="store_true", help="everything, not only what changed since the last delivery")
        parser.add_argument("--check", action="store_true", help="say what would be found; write nothing")

    def handle(self, *, institution: str, folder: Path, everything: bool, check: bool, profile: str, **options: Any) -> None:
        """Prepare, tell, write. CommandError for what is no number of an institution, and for a folder that cannot be written."""
        code = institution_code(institution)
        if not code:
            raise CommandError(gettext("%(text)s is the number of no institution: give an RCR or an ISIL.") % {"text": institution})
        made = deliveries.prepare(code, folder, everything=everything, recipient=profile)
        self.stdout.write(
            gettext("%(new)d new, %(changed)d changed, %(withdrawn)d withdrawn, %(blocked)d kept back.")
            % {"new": len(made.new), "changed": len(made.changed), "withdrawn": len(made.withdrawn), "blocked": made.blocked}
        )
        if check:
            for name, finding in made.findings:
                self.stdout.write(f"{name}\t{finding.message.sentence(gettext)}")
            return
        if made.is_empty:
            self.stdout.write(gettext("Nothing new since the last delivery."))
            return
        try:
            self.stdout.write(str(deliveries.write_out(made, code, folder, now=timezone.localtime())))
        except OSError as error:
            raise CommandError(gettext("The delivery cannot be written: %(error)s") % {"error": error}) from error

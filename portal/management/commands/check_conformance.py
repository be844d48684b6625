"""``manage.py check_conformance``: the judges of what is given to machines look now."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext

from portal.publish.conformance import running
from portal.publish.conformance.judging import Judgement


class Command(BaseCommand):
    """Prints what each found; exit status 1 where something is wrong."""

    help = "Judges what the portal gives to machines by the standards, as a worker does each night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--json: one object."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options: Any) -> None:
        """Have them look, tell."""
        found = running.run(timezone.now().date())
        if options["json"]:
            self.stdout.write(msgspec.json.encode({"judges": found}).decode())
        else:
            for judgement in found:
                self._print(judgement)
        if any(judgement.failed for judgement in found):
            raise SystemExit(1)

    def _print(self, judgement: Judgement) -> None:
        told = gettext(judgement.skipped) if judgement.skipped else f"{judgement.examined - judgement.failed} / {judgement.examined}"
        self.stdout.write(f"{judgement.judge:16} {told}")
        for fault in judgement.faults:
            self.stdout.write(f"    {fault.address}\n        {gettext(fault.said) % fault.values}")

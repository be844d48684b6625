"""Harvest a partner from the command line."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from harvest.models import Endpoint, HarvestRun
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.report import report
from harvest.tasks import wake


class Command(BaseCommand):
    """``harvest SLUG [--full] [--wait] [--identifiers] [--resume]``."""

    help = _("Harvests a source; with --wait, to the end, and prints a JSON object on the last line.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which source, how, and whether to wait."""
        parser.add_argument("slug")
        parser.add_argument("--full", action="store_true", help=_("read everything again, and withdraw what is no longer served"))
        parser.add_argument("--incremental", action="store_true", help=_("read what is new since the last harvest"))
        parser.add_argument("--wait", action="store_true", help=_("stay until the end, doing the work when no worker does"))
        parser.add_argument("--identifiers", action="store_true", help=_("with --wait, list the identifiers too"))
        parser.add_argument("--resume", action="store_true", help=_("take up the last harvest where it stopped"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Start or resume, then wait when asked. Exit status 1 when the run does not end as done."""
        endpoint = endpoint_of(options["slug"])
        run = self._run(endpoint, options)
        wake(run.pk)
        if not options["wait"]:
            self.stdout.write(_("Harvest %(run)s of %(slug)s is waiting for a worker.") % {"run": run.pk, "slug": options["slug"]})
            return
        run = self._wait(run)
        if run.state == HarvestRun.State.NEEDS_DECISION:
            words = _("To answer: “manage.py decide_run %(slug)s --withdraw” or “manage.py decide_run %(slug)s --keep”.")
            self.stderr.write(words % {"slug": options["slug"]})
        self.stdout.write(json.dumps(report(run, with_identifiers=options["identifiers"]), ensure_ascii=False))
        if run.state != HarvestRun.State.DONE:
            sys.exit(1)

    def _run(self, endpoint: Endpoint, options: dict[str, Any]) -> HarvestRun:
        kind = HarvestRun.Kind.FULL if options["full"] else HarvestRun.Kind.INCREMENTAL if options["incremental"] else None
        try:
            if not options["resume"]:
                return self._follow(endpoint, kind) if options["wait"] else runs.start(endpoint, kind=kind)
            last = endpoint.runs.first()
            if last is None:
                raise CommandError(_("There is no harvest to resume."))
            return last if last.state in {HarvestRun.State.WAITING, HarvestRun.State.RUNNING} else runs.resume(last)
        except runs.RunRefused as refused:
            raise CommandError(str(refused)) from refused

    def _follow(self, endpoint: Endpoint, kind: str | None) -> HarvestRun:
        """A new run, or the one under way: the same command given again after a power cut takes up what it had begun."""
        try:
            return runs.start(endpoint, kind=kind)
        except runs.RunRefused:
            run = runs.under_way(endpoint, kind=kind)
            if run is None:
                raise
            words = _("Harvest %(run)s of %(slug)s is already under way: it is followed to its end.")
            self.stderr.write(words % {"run": run.pk, "slug": endpoint.source.slug})
            return run

    def _wait(self, run: HarvestRun) -> HarvestRun:
        with tqdm(unit=_(" records"), disable=not self.stderr.isatty(), file=sys.stderr) as bar:

            def show(current: HarvestRun) -> None:
                bar.total = sum(total or 0 for total in current.windows.values_list("total", flat=True)) or None
                bar.n = current.read
                bar.refresh()

            return drive(run.pk, on_progress=show)


def endpoint_of(slug: str) -> Endpoint:
    """The endpoint of a source; raises CommandError with the known ones."""
    endpoint = Endpoint.objects.select_related("source__institution").filter(source__slug=slug).first()
    if endpoint is None:
        known = ", ".join(Endpoint.objects.order_by("source__slug").values_list("source__slug", flat=True)) or "–"
        raise CommandError(_("No source is called “%(slug)s”. Known sources: %(known)s.") % {"slug": slug, "known": known})
    return endpoint

"""Build a search index anew beside the one that serves."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import feeds
from catalogue.services import indexing


class Command(BaseCommand):
    """``rebuild_index [--engine NAME]``."""

    help = _("Builds the search index anew beside the one that serves, then switches in one step.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which engine."""
        parser.add_argument("--engine", help=_("name of the engine; without it, the one that answers readers"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, switch, drain; with a bar on a terminal."""
        started = time.monotonic()
        counts = {feed.kind: feed.bounds().total for feed in feeds.all_of()}
        with tqdm(total=sum(counts.values()), unit=_(" documents"), disable=not self.stderr.isatty(), file=sys.stderr) as bar:
            try:
                done = indexing.rebuild(options["engine"], on_progress=lambda done: bar.update(done - bar.n))
            except SearchUnavailable as error:
                raise CommandError(error.message.sentence(_)) from error
        seconds = time.monotonic() - started
        self.stdout.write(_("%(count)s documents indexed in %(seconds).1f seconds.") % {"count": done, "seconds": seconds})

"""Compare a search index with the catalogue, and repair what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from catalogue.core.keys import DocumentKey
from catalogue.search import engines
from catalogue.search.engine import SearchUnavailable
from catalogue.services import indexing

NAMED = 20  # keys of each difference


class Command(BaseCommand):
    """``audit_index [--engine NAME] [--no-repair]``."""

    help = _("Compares the search index with the catalogue, document by document, and repairs what differs.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Which engine, and whether to repair."""
        parser.add_argument("--engine", help=_("name of the engine; without it, each one that is kept"))
        parser.add_argument("--no-repair", action="store_true", help=_("only say what differs; exit status 1 when something does"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, repair, compare again. Exit status 1 when a difference is left."""
        wrong = []
        for name in [options["engine"]] if options["engine"] else engines.names():
            try:
                if not self._agrees(name, repairs=not options["no_repair"]):
                    wrong.append(_("The index and the catalogue still differ."))
            except SearchUnavailable as error:
                wrong.append(error.message.sentence(_))
        if wrong:
            raise CommandError("\n".join(wrong))

    def _agrees(self, engine: str, *, repairs: bool) -> bool:
        """Whether no difference is left. Raises SearchUnavailable."""
        audit = self._audit(engine)
        if audit.differs and repairs:
            indexing.repair(audit)
            audit = self._audit(engine)
        return not audit.differs

    def _audit(self, engine: str) -> indexing.Audit:
        audit = indexing.audit(engine)
        self.stdout.write(
            _("%(engine)s: %(shown)s to be found, %(documents)s documents, %(missing)s missing, %(surplus)s too many.")
            % {
                "engine": audit.engine,
                "shown": audit.shown,
                "documents": audit.documents,
                "missing": len(audit.missing),
                "surplus": len(audit.surplus),
            }
        )
        self._name(_("Missing: %(keys)s"), audit.missing)
        self._name(_("Too many: %(keys)s"), audit.surplus)
        return audit

    def _name(self, line: str, keys: Sequence[DocumentKey]) -> None:
        if keys:
            named = [str(key) for key in keys[:NAMED]] + (["…"] if len(keys) > NAMED else [])
            self.stdout.write(line % {"keys": ", ".join(named)})

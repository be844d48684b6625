"""manage.py restore FILE: put a backup back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from catalogue.search.engine import SearchUnavailable
from portal import backup


class Command(BaseCommand):
    """The file that ``backup`` wrote, into this portal; then the index is built again from it."""

    help = "Put a backup into this portal: an empty one, or with --replace in the place of what it holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether what is here may go."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in the place of the records that are here")
        parser.add_argument("--no-index", action="store_true", help="leave the search index to `rebuild_index`")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, build the index, say what is there."""
        try:
            manifest = backup.restore(options["file"], replace=options["replace"])
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{options['file']}, made at {manifest['made_at']}: {len(manifest['tables'])} tables, {rows} rows restored")
        if not options["no_index"]:
            try:
                call_command("rebuild_index", stdout=self.stdout)
            except (SearchUnavailable, CommandError) as error:
                raise CommandError(f"The data are restored; the index is not built yet ({error}). Run rebuild_index later.") from error

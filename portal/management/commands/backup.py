"""manage.py backup FILE: the whole portal in one file."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import backup


class Command(BaseCommand):
    """Every table, the media and the names of the settings, in one file that ``restore`` takes back."""

    help = "Write the whole portal (tables, media, names of settings) to one file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file; without one, a dated name in ``backups`` beside the media."""
        parser.add_argument("file", nargs="?", type=Path, help="a file that is not there yet; default: var/backups/traboule-DATE.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what it holds."""
        target: Path = options["file"] or settings.VAR_DIR / "backups" / f"traboule-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            manifest = backup.make(target, say=self.stdout.write if options["verbosity"] > 1 else lambda _text: None)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(f"{target}: {len(manifest['tables'])} tables, {rows} rows, {manifest['media']} files of media")

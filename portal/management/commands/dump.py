"""``manage.py dump``: the whole catalogue as files, written now and put in place of those that stand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext

from portal.publish.dumps import manifest, writing


class Command(BaseCommand):
    """Prints where it is, and what it holds."""

    help = "Writes the whole catalogue as files to take away, with their checksums; a worker does it by itself once a week."

    def handle(self, **options: Any) -> None:
        """Write, tell. CommandError where the folder cannot be written."""
        try:
            folder = writing.write()
        except OSError as error:
            raise CommandError(gettext("The files cannot be written: %(error)s") % {"error": error}) from error
        for each in manifest.read(folder).files:
            told = ngettext("%(records)d record", "%(records)d records", each.records) % {"records": each.records}
            self.stdout.write(f"{each.name}\t{told}\t{each.size}\t{each.sha256}")
        self.stdout.write(str(folder))

"""``manage.py rebuild_clusters``: judges every record again, as after a change of the rules."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.services import clustering, names


class Command(BaseCommand):
    """Needed after a change of keys, points or normalising, of records or of names; may be stopped and given again."""

    help = gettext_lazy("Judges again which records describe the same edition; people's decisions stand.")  # type: ignore[assignment]

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark everything, judge, say how many."""
        started = time.monotonic()
        count = clustering.rebuild()
        names.rebuild()
        seconds = time.monotonic() - started
        self.stdout.write(_("%(count)s records judged in %(seconds).1f seconds.") % {"count": count, "seconds": seconds})

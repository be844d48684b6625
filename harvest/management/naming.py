"""How a person at the command line names a harvest."""

from __future__ import annotations

import re

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from harvest.models import HarvestRun


def run_of(wanted: str) -> HarvestRun:
    """The run of this number, or the active one of this source; a source may be named by figures too. Raises CommandError."""
    run = HarvestRun.objects.filter(endpoint__source__slug=wanted, state__in=HarvestRun.ACTIVE).first()
    if run is None and re.fullmatch(r"[0-9]{1,18}", wanted):
        run = HarvestRun.objects.filter(pk=int(wanted)).first()
    if run is None:
        raise CommandError(_("No harvest under way answers to “%(run)s”.") % {"run": wanted})
    return run

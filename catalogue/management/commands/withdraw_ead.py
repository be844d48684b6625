"""``manage.py withdraw_ead``: says that finding aids are given no more; their addresses say what they were."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import FindingAid
from catalogue.services.finding_aids import withdraw


class Command(BaseCommand):
    """Finding aids withdrawn by those who made them."""

    help = _("Withdraws a finding aid: it is shown and found no more, and its addresses say what it was.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """EADID and --source."""
        parser.add_argument("eadid", metavar="EADID", help=str(_("identifier of the finding aid")))
        parser.add_argument("--source", default="", help=str(_("short name of who gave it, where several gave the same identifier")))

    def handle(self, *args: Any, eadid: str, source: str, **options: Any) -> None:
        """Withdraw it."""
        named = FindingAid.objects.filter(eadid=eadid)
        found = list(named.filter(namespace=source) if source else named)
        if not found:
            raise CommandError(gettext("No finding aid is called %(name)s.") % {"name": eadid})
        if len(found) > 1:
            raise CommandError(gettext("Several gave a finding aid called %(name)s: say whose with --source.") % {"name": eadid})
        count = withdraw(found[0])
        self.stdout.write(ngettext("%(count)d description withdrawn.", "%(count)d descriptions withdrawn.", count) % {"count": count})

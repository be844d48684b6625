"""``manage.py explain_match A B``: why two records are, or are not, taken for the same edition."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.evidence import SETTINGS
from catalogue.clustering.judging import judge
from catalogue.clustering.values import printed
from catalogue.clustering.wording import said
from catalogue.core.description import Description
from catalogue.selectors import notices


class Command(BaseCommand):
    """What was compared, field by field, in the words of both notices, with the points of each."""

    help = gettext_lazy("Says why two records are, or are not, taken for the same edition.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Two records by their numbers, and the setting."""
        parser.add_argument("records", nargs=2, type=int, metavar="NUMBER", help=_("the numbers of the two records"))
        parser.add_argument("--setting", choices=SETTINGS, default="heritage", help=_("heritage by default"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge the two in full and print."""
        one, other = (self._description(number) for number in options["records"])
        found = judge(traits_of(one), traits_of(other), setting=options["setting"])
        self.stdout.write(f"{said('band', found.band).sentence(_)} ({found.points})")
        if found.decided_by:
            self.stdout.write(_("Both give %(identifier)s, and what else they say agrees.") % {"identifier": found.decided_by})
        for evidence in found.evidence:
            self.stdout.write(f"{evidence.points:+3d}  {said(evidence.field, evidence.level).sentence(_)}")
            for description in (one, other):
                if value := printed(evidence.field, description):
                    self.stdout.write(f"       {value}")
        for kind, codes in (("veto", found.vetoes), ("doubt", found.doubts)):
            for code in codes:
                self.stdout.write(f"  !  {said(kind, code).sentence(_)}")

    def _description(self, number: int) -> Description:
        key = notices.key_of(number)
        found = notices.descriptions((key,)).get(key)
        if found is None:
            raise CommandError(_("There is no record %(number)d.") % {"number": number})
        return found

"""``manage.py export_ead``: writes a finding aid, or what lies in one of its components, as EAD 2002."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.component_arks import identifier_of
from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.selectors import finding_aid_files


class Command(BaseCommand):
    """Finding aids out, valid by the DTD of EAD 2002."""

    help = _("Writes a finding aid, or what lies in one of its components, as EAD 2002.")  # type: ignore[assignment]

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """NAME, --source, --component, --output and --with-internal."""
        parser.add_argument("name", metavar="NAME", help=str(_("identifier of a finding aid (eadid), or ark of one or of a component")))
        parser.add_argument("--source", default="", help=str(_("short name of who gave it, where several gave the same identifier")))
        parser.add_argument("--component", default="", metavar="KEY", help=str(_("only this component and what lies in it")))
        parser.add_argument("--output", type=Path, default=None, help=str(_("file to write; the standard output without it")))
        parser.add_argument("--with-internal", action="store_true", help=str(_("what is meant for staff too")))

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        """Write the file."""
        found = finding_aid_files.by_ark(self._ark(name, options))
        if found is None:
            raise CommandError(gettext("%(name)s is shown no more.") % {"name": name})
        pieces = finding_aid_files.written(found, with_internal=options["with_internal"])
        if options["output"] is None:
            sys.stdout.buffer.writelines(pieces)
            return
        try:
            with options["output"].open("wb") as file:
                file.writelines(pieces)
        except OSError as error:
            raise CommandError(
                gettext("%(file)s cannot be written: %(reason)s") % {"file": options["output"], "reason": error.strerror or ""}
            ) from error

    def _ark(self, name: str, options: dict[str, Any]) -> str:
        """The name of the ark of what is asked for."""
        try:
            return parse(name).name
        except NotAnArk:
            identifier = identifier_of(name, options["component"])
        arks = Ark.objects.filter(kind=Kind.COMPONENT, identifier=identifier)
        given = arks.filter(namespace=options["source"]) if options["source"] else arks
        names = list(given.values_list("name", flat=True)[:2])
        if not names:
            raise CommandError(gettext("No finding aid is called %(name)s.") % {"name": identifier})
        if len(names) > 1:
            raise CommandError(gettext("Several gave a finding aid called %(name)s: say whose with --source.") % {"name": identifier})
        return names[0]

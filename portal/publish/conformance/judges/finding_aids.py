"""Fonds drawn by lot as files of EAD, by its grammar; what a description lacks is told to who describes (``manage.py check_ead``)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext_noop

from catalogue.formats.ead.checking import check_ead
from catalogue.formats.ead.checking.schema import DTD, SCHEMA
from catalogue.selectors.fonds import ShownFonds
from portal.public import addresses
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import fonds
from portal.publish.conformance.judging import Chance, Fault, check, each

FONDS = 15
_NOT_READ = "not-read"
_WRONG = gettext_noop("Line %(line)s: %(why)s")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """What the writer got wrong."""
    return each(fonds(chance, FONDS), lambda found: _checked(portal, found))


def _checked(portal: Portal, found: ShownFonds) -> Iterator[Fault | None]:
    answer = portal.get(addresses.ead(found.ark))
    findings = check_ead(BytesIO(answer.whole()), schemas=settings.SCHEMAS_DIR / "ead")
    wrong = [finding for finding in findings if finding.rule in (DTD, SCHEMA, _NOT_READ)]
    yield check(not wrong, answer.address, _WRONG, line=wrong[0].line if wrong else "", why=wrong[0].message.sentence() if wrong else "")

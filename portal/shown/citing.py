"""A notice as one cites it: the references that the page shows, and the data it gives to programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue.citations import schema_org
from catalogue.citations.exporters import EXPORTERS, Exporter
from catalogue.citations.reference import Copy, Reference, reference_of
from catalogue.citations.styled import Citation
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.shown import scripts
from portal.shown.copies import Cards, cards

MOST_COPIES = 200
# In a script element nothing may look like markup (HTML, "Restrictions for contents of script elements").
_IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True)
class Written:
    """A citation to be read and copied: the name of its style, its pieces; ``isolated`` where they are not all of one direction, so
    that a name written from right to left does not carry the rest along.
    """

    name: str
    label: str
    pieces: Citation
    isolated: bool


@dataclass(frozen=True, slots=True)
class File:
    """A citation to be downloaded."""

    name: str
    label: str
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class Citing:
    """Everything that the page says to whoever cites: ``bibtex`` is the entry to be copied, ``json_ld`` what programs read."""

    address: str
    written: tuple[Written, ...]
    files: tuple[File, ...]
    bibtex: str
    json_ld: SafeString


def asked(request: HttpRequest, notice: ShownNotice) -> Reference:
    """The reference of a notice with the names of who holds it, for the site that was asked; one statement."""
    return reference(notice, institutions.by_code(notice.rcrs), site=addresses.site_address(request))


def reference(notice: ShownNotice, known: Mapping[str, KnownInstitution], *, site: str) -> Reference:
    """The reference of a notice, in the language of the page. ``site``: scheme and host of the portal."""
    return of_cards(notice, cards(notice, known), site=site)


def of_cards(notice: ShownNotice, held: Cards, *, site: str) -> Reference:
    """The same where the cards of the notice are made already."""
    copies = [Copy(card.name, card.town, copy.call_number) for card in held.all for copy in card.copies][:MOST_COPIES]
    return reference_of(
        notice.description,
        number=f"{settings.WAGTAIL_SITE_NAME.lower()}-{addresses.short(notice)}",
        address=f"{site}{addresses.notice(notice)}",
        language=get_language() or settings.LANGUAGE_CODE,
        accessed=timezone.localdate(),
        catalogue=settings.WAGTAIL_SITE_NAME,
        copies=copies,
    )


def citing(notice: ShownNotice, found: Reference) -> Citing:
    """What the page of a notice says to whoever cites it."""
    isolated = any(map(scripts.direction, (found.title, *(name.inverted for name in found.people.authors))))
    return Citing(
        address=found.address,
        written=tuple(Written(one.name, one.label, one.cite(found), isolated) for one in EXPORTERS.values() if one.cite),
        files=tuple(_file(notice, one) for one in EXPORTERS.values()),
        bibtex=EXPORTERS["bibtex"].write([found]),
        json_ld=as_data(schema_org.describe(found)),
    )


def as_data(value: object) -> SafeString:
    """JSON that may stand in a script element, whatever its texts hold."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_IN_A_SCRIPT))  # noqa: S308  (every sign of markup is escaped)


def _file(notice: ShownNotice, exporter: Exporter) -> File:
    return File(exporter.name, exporter.label, exporter.media_type, addresses.citation(notice, exporter.name))

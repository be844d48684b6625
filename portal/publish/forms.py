"""What an ark names in the forms of ``portal.shown.forms``: with the name of the form behind it, ``/ark:/NAAN/name.marcxml``.

A notice in all of them; a fonds, a component of a finding aid, an institution, a former owner, a page of editors in JSON-LD.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.citations import schema_org
from catalogue.citations.exporters import EXPORTERS, FOR_PROGRAMS
from catalogue.citations.reference import Reference
from catalogue.formats.base import MARC21, UNIMARC
from catalogue.formats.dublin_core.writing import Said, write_oai_dc
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc.xml_writer import MARC21_SLIM, MARCXCHANGE, write_marcxml
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.messages import CannotHold
from catalogue.formats.mods import write_mods
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.delivering import in_utf8
from catalogue.formats.unimarc.writing import write as write_unimarc
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from harvest.selectors import originals
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish import linked
from portal.shown import citing
from portal.shown.answers import withdrawn
from portal.shown.forms import FORMS, LINKED, Form
from portal.shown.named import led_to, of_target

TOO_LONG = 406
_AS_RECEIVED = ("marcxchange", "unimarc", "marcxml", "marc21")  # forms in which a record may have come
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
@of_target(linked.of_ark)
def in_form(request: HttpRequest, target: linked.Target, form: str) -> HttpResponse:
    """What an ark names in a form; 404 for one in which it is not given, 410 for a withdrawn notice, 406 with a sentence for what the
    form cannot hold.
    """
    if form not in (FORMS if isinstance(target, ShownNotice) else (LINKED,)):
        raise Http404
    if not isinstance(target, ShownNotice):
        if request.path_info != addresses.in_form(target.ark, form):
            return led_to(request, target.ark)
        return _answered(request, linked.described(target, site=site_address(request)), FORMS[form], target.ark)
    if target.is_withdrawn:
        return withdrawn(request, target)
    return _of_a_notice(request, target, FORMS[form])


def _of_a_notice(request: HttpRequest, notice: ShownNotice, made: Form) -> HttpResponse:
    try:
        body = WRITERS[made.name](notice, around([notice], form=made.name, site=site_address(request)))
        body = _DECLARATION + body if made.ending == "xml" else body
    except CannotHold as refusal:
        return HttpResponse(refusal.message.sentence(), status=TOO_LONG, content_type="text/plain; charset=utf-8")
    response = _answered(request, body, made, notice.ark)
    if made.ending == "mrc":
        response["Content-Disposition"] = f'attachment; filename="notice-{addresses.short(notice)}.{made.ending}"'
    return response


def _answered(request: HttpRequest, body: bytes, made: Form, ark: str) -> HttpResponse:
    response = HttpResponse(body, content_type=made.media_type if made.ending == "mrc" else f"{made.media_type}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{site_address(request)}{addresses.permanent(ark)}>; rel="canonical"'
    return response


class Around(NamedTuple):
    """What is written with notices: the address of the portal, the institutions that they name by code, their records as they came."""

    site: str
    known: Mapping[str, KnownInstitution]
    came: Mapping[tuple[int, str], originals.Original]


def around(some: Collection[ShownNotice], *, form: str, site: str) -> Around:
    """What is written with some notices in a form; two statements for any number."""
    known = institutions.by_code(code for notice in some for code in notice.rcrs)
    members = [(one.source.pk, one.identifier) for notice in some if len(notice.members) == 1 for one in notice.members]
    return Around(site, known, originals.of(members) if form in _AS_RECEIVED else {})


def _received(notice: ShownNotice, format: str, told: Around) -> MarcRecord | None:
    """The record of the one source of a notice as it came, where it came in this format."""
    if len(notice.members) != 1 or notice.members[0].format != format:
        return None
    member = notice.members[0]
    found = told.came.get((member.source.pk, member.identifier))
    return marc_record(found.data) if found else None


def _unimarc(notice: ShownNotice, told: Around) -> MarcRecord:
    return _received(notice, UNIMARC, told) or write_unimarc(notice.description, entered=notice.received.date())


def _marc21(notice: ShownNotice, told: Around) -> MarcRecord:
    return _received(notice, MARC21, told) or write_marc21(notice.description, entered=notice.received.date())


def _said(notice: ShownNotice, told: Around) -> Said:
    source = notice.sources[0]
    return Said(
        address=f"{told.site}{addresses.permanent(notice.ark)}",
        institutions={code: told.known[code].placed for code in notice.rcrs if code in told.known},
        licence=source.licence_url or source.licence,
    )


def _referred(notice: ShownNotice, told: Around) -> Reference:
    return citing.reference(notice, told.known, site=told.site)


def _cited(name: str) -> Callable[[ShownNotice, Around], bytes]:
    return lambda notice, told: EXPORTERS[name].write([_referred(notice, told)]).encode()


WRITERS: dict[str, Callable[[ShownNotice, Around], bytes]] = {
    "jsonld": lambda notice, told: json.dumps(schema_org.describe(_referred(notice, told)), ensure_ascii=False).encode(),
    "marcxchange": lambda notice, told: write_marcxml(in_utf8(_unimarc(notice, told)).record, namespace=MARCXCHANGE),
    "unimarc": lambda notice, told: write_iso2709(in_utf8(_unimarc(notice, told)).record),
    "marcxml": lambda notice, told: write_marcxml(_marc21(notice, told), namespace=MARC21_SLIM),
    "marc21": lambda notice, told: write_iso2709(_marc21(notice, told)),
    "dc": lambda notice, told: write_oai_dc(notice.description, _said(notice, told)),
    "mods": lambda notice, told: write_mods(notice.description, _said(notice, told)),
    **{exporter.name: _cited(exporter.name) for exporter in FOR_PROGRAMS},
}
"""A notice written in each form, without the declaration of XML. Raises CannotHold."""

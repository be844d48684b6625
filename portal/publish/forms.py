"""A notice in the forms of ``portal.shown.forms``: at its ark with the name of the form behind it, ``/ark:/NAAN/name.marcxml``."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.citations import schema_org
from catalogue.citations.exporters import EXPORTERS, FOR_PROGRAMS
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
from catalogue.selectors.notices import ShownNotice
from harvest.selectors import originals
from portal.public import addresses
from portal.public.addresses import site_address
from portal.shown import citing
from portal.shown.answers import withdrawn
from portal.shown.forms import FORMS
from portal.shown.named import of_a_notice

TOO_LONG = 406
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@require_safe
@of_a_notice
def in_form(request: HttpRequest, notice: ShownNotice, form: str) -> HttpResponse:
    """The notice in a form; 404 for an unknown one, 410 for a withdrawn notice, 406 with a sentence for what the form cannot hold."""
    if form not in FORMS:
        raise Http404
    if notice.is_withdrawn:
        return withdrawn(request, notice)
    made = FORMS[form]
    try:
        body = _WRITERS[form](request, notice)
    except CannotHold as refusal:
        return HttpResponse(refusal.message.sentence(), status=TOO_LONG, content_type="text/plain; charset=utf-8")
    response = HttpResponse(body, content_type=made.media_type if made.ending == "mrc" else f"{made.media_type}; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{site_address(request)}{addresses.permanent(notice.ark)}>; rel="canonical"'
    if made.ending == "mrc":
        response["Content-Disposition"] = f'attachment; filename="notice-{addresses.short(notice)}.{made.ending}"'
    return response


def _received(notice: ShownNotice, format: str) -> MarcRecord | None:
    """The record of the one source of a notice as it came, where it came in this format."""
    if len(notice.members) != 1 or notice.members[0].format != format:
        return None
    member = notice.members[0]
    found = originals.of([(member.source.pk, member.identifier)])
    return next((marc_record(each.data) for each in found.values()), None)


def _unimarc(notice: ShownNotice) -> MarcRecord:
    return _received(notice, UNIMARC) or write_unimarc(notice.description, entered=notice.received.date())


def _marc21(notice: ShownNotice) -> MarcRecord:
    return _received(notice, MARC21) or write_marc21(notice.description, entered=notice.received.date())


def _dublin_core(request: HttpRequest, notice: ShownNotice) -> bytes:
    return _DECLARATION + write_oai_dc(notice.description, _said(request, notice))


def _mods(request: HttpRequest, notice: ShownNotice) -> bytes:
    return _DECLARATION + write_mods(notice.description, _said(request, notice))


def _said(request: HttpRequest, notice: ShownNotice) -> Said:
    source = notice.sources[0]
    return Said(
        address=f"{site_address(request)}{addresses.permanent(notice.ark)}",
        institutions=institutions.names(notice.rcrs),
        licence=source.licence_url or source.licence,
    )


def _cited(name: str) -> Callable[[HttpRequest, ShownNotice], bytes]:
    return lambda request, notice: EXPORTERS[name].write([citing.asked(request, notice)]).encode()


_WRITERS: dict[str, Callable[[HttpRequest, ShownNotice], bytes]] = {
    "jsonld": lambda request, notice: json.dumps(schema_org.describe(citing.asked(request, notice)), ensure_ascii=False).encode(),
    "marcxchange": lambda request, notice: _DECLARATION + write_marcxml(in_utf8(_unimarc(notice)).record, namespace=MARCXCHANGE),
    "unimarc": lambda request, notice: write_iso2709(in_utf8(_unimarc(notice)).record),
    "marcxml": lambda request, notice: _DECLARATION + write_marcxml(_marc21(notice), namespace=MARC21_SLIM),
    "marc21": lambda request, notice: write_iso2709(_marc21(notice)),
    "dc": _dublin_core,
    "mods": _mods,
    **{exporter.name: _cited(exporter.name) for exporter in FOR_PROGRAMS},
}

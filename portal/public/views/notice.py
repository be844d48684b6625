"""A notice, and the record as its partner sent it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.models import Record
from catalogue.selectors import institutions, records
from harvest import originals
from portal.public.presenters import notice as presenter
from portal.public.presenters.original import as_text

GONE = 410


@require_safe
def notice(request: HttpRequest, record_id: int) -> HttpResponse:
    """Everything a record says, where to consult first; 410 and what it was for one that its source withdrew."""
    record = _record(record_id)
    description = record.as_description
    known = institutions.by_rcr(presenter.rcrs(description))
    context = {"notice": presenter.present(record, description, known)}
    if record.state == Record.State.TOMBSTONE:
        return render(request, "public/notice_withdrawn.html", context, status=GONE)
    return render(request, "public/notice.html", context)


@require_safe
def source(request: HttpRequest, record_id: int) -> HttpResponse:
    """The bytes received for this record, as text; 404 where they are not kept."""
    record = _record(record_id)
    original = originals.of(record.source_id, record.identifier)
    if original is None:
        raise Http404
    description, data = record.as_description, bytes(original.data)
    context = {
        "record": record,
        "title": description.title,
        "received_at": original.received_at,
        "size": len(data),
        "text": as_text(data, unimarc=record.format == "unimarc"),
    }
    return render(request, "public/source.html", context)


def _record(record_id: int) -> Record:
    record = records.by_id(record_id)
    if record is None:
        raise Http404
    return record

"""A notice, and the record as its partner sent it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.models import Record
from catalogue.selectors import institutions, records, similar
from harvest import originals
from portal.public.addresses import site_address
from portal.public.notices.presenters import neighbours
from portal.public.notices.presenters.around import around
from portal.public.notices.presenters.original import as_text
from portal.shown import citing
from portal.shown import notice as presenter
from portal.shown.answers import withdrawn
from portal.shown.copies import keeper_card
from portal.shown.links import mail_to


@require_safe
def notice(request: HttpRequest, record_id: int) -> HttpResponse:
    """Everything a record says, where to consult first; 410 and what it was for one that its source withdrew.

    Three statements, and one call of the engine for what is near; without the engine the page comes all the same.
    """
    record = _record(record_id)
    if record.state == Record.State.TOMBSTONE:
        return withdrawn(request, record)
    description = record.as_description
    near = similar.near(description, record_id=record.pk)
    known = institutions.by_rcr(presenter.rcrs(description) | neighbours.rcrs(near))
    shown = presenter.present(record, description, known)
    reference = citing.of_cards(record, description, shown.cards, site=site_address(request))
    context = {
        "notice": shown,
        "keeper_card": keeper_card(record.source.institution),
        "around": around(description),
        "neighbours": neighbours.present(near, known),
        "citing": citing.citing(record, reference),
        "share": mail_to("", subject=shown.title.text, lines=[shown.summary, reference.address]),
        "report": _report(shown, reference.address),
        "report_address": _reported_to(shown),
    }
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


def _reported_to(shown: presenter.Notice) -> str:
    """Who hears of a mistake: the one library that holds the document, else the one whose record it is. Written out on the page for a
    reader whose browser opens no letter.
    """
    only = shown.cards.all[0].email if shown.cards.institutions == 1 else ""
    return only or str(shown.keeper.email) or str(settings.CONTACT_EMAIL)


def _report(shown: presenter.Notice, address: str) -> str:
    """The letter that reports a mistake."""
    return mail_to(
        _reported_to(shown),
        subject=gettext("Mistake in record %(number)s: %(title)s") % {"number": shown.record.pk, "title": shown.title.text[:80]},
        lines=[
            gettext("Hello,"),
            "",
            gettext("I think that I have found a mistake in this record:"),
            shown.summary,
            address,
            gettext("Number in your catalogue: %(identifier)s") % {"identifier": shown.record.identifier[:100]},
            "",
            gettext("What should be corrected:"),
            "",
        ],
    )


def _record(record_id: int) -> Record:
    record = records.by_id(record_id)
    if record is None:
        raise Http404
    return record

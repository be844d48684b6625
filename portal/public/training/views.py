"""The agenda of joint training, as a page and as a calendar that a program follows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.text import lines_of
from catalogue.formats.calendar import TYPE, Event, calendar
from catalogue.models import TrainingSession
from catalogue.selectors import training
from portal.public import addresses


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What is to come with how to register, and what was held; two statements."""
    day = timezone.localdate()
    context = {
        "coming": [_said(one, day) for one in training.coming(day)],
        "past": [_said(one, day) for one in training.past(day)],
        "calendar": f"{addresses.site_address(request)}{reverse('public:training_calendar')}",
    }
    return render(request, "public/training.html", context)


@require_safe
def agenda_calendar(request: HttpRequest) -> HttpResponse:
    """What is to come and what was held lately; two statements."""
    day, site = timezone.localdate(), addresses.site_address(request)
    listed = [*training.past(day), *training.coming(day)]
    page = f"{site}{reverse('public:training')}"
    answer = HttpResponse(calendar(gettext("Joint training"), (_event(one, page) for one in listed)), content_type=TYPE)
    answer["Content-Disposition"] = 'inline; filename="formations.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _said(one: TrainingSession, day: date) -> dict[str, Any]:
    return {
        "session": one,
        "organisers": lines_of(one.organisers),
        "open": bool(one.registration) and one.starts >= day and (one.registration_until is None or one.registration_until >= day),
    }


def _event(one: TrainingSession, page: str) -> Event:
    said = [one.hours, one.programme, ", ".join(lines_of(one.organisers)), one.registration]
    return Event(
        uid=f"training-{one.pk}@traboule",
        title=one.title,
        start=one.starts,
        end=one.ends,
        changed=one.written_at,
        place=", ".join(lines_of(one.place)),
        text="\n".join(line for line in said if line).replace("\r\n", "\n"),
        address=f"{page}#session-{one.pk}",
    )

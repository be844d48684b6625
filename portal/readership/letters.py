"""The figures of an institution by mail at the beginning of each month, for those who asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from catalogue.models import Institution
from portal.letters import outbox
from portal.models import FiguresAsked
from portal.readership import figures, policies, said
from portal.readership.figures import Month

MOST_AT_ONCE = 50
SETTLED = timedelta(hours=6)  # after midnight: the last minutes of the month are written by then
MOST_LISTED, LONGEST_TITLE = 10, 160


def is_asked(person: Any, institution: Institution) -> bool:
    """Whether this person receives the figures of this institution."""
    return FiguresAsked.objects.filter(person=person, institution=institution).exists()


def ask(person: Any, institution: Institution) -> None:
    """Have them sent to this person, from the month that runs on: it is told once it is over."""
    FiguresAsked.objects.get_or_create(person=person, institution=institution, defaults={"month": _last_over(timezone.localtime())})


def stop(person: Any, institution: Institution) -> None:
    """Have them sent no more."""
    FiguresAsked.objects.filter(person=person, institution=institution).delete()


def send(now: datetime | None = None) -> int:
    """Have the figures of the last month leave that are still to be sent; how many mails. Who may read them no more is forgotten."""
    month = _last_over(now or timezone.localtime())
    due = FiguresAsked.objects.filter(month__lt=month).select_related("person", "institution").order_by("pk")[:MOST_AT_ONCE]
    sent = 0
    for one in due:
        with transaction.atomic():
            if not FiguresAsked.objects.filter(pk=one.pk, month=one.month).update(month=month):
                continue  # another worker has it
            if not policies.institutions_for(one.person).filter(pk=one.institution_id).exists():
                one.delete()
                continue
            _put(one.person, one.institution, month)
            sent += 1
    return sent


def _last_over(now: datetime) -> date:
    """The first day of the last month that is over and written."""
    return figures.month_of(figures.month_of((now - SETTLED).date()) - timedelta(days=1))


def _put(person: Any, institution: Institution, month: date) -> None:
    language = UserProfile.objects.filter(user=person).values_list("preferred_language", flat=True).first()
    known = {one.first: one for one in figures.months(institution.isil)}
    now, before = known.get(month, Month(month)), known.get(figures.month_of(month - timedelta(days=1)))
    with translation.override(language or settings.LANGUAGE_CODE):
        subject = _("Readership of %(name)s, %(month)s") % {"name": institution.title, "month": date_format(month, "F Y")}
        context = {
            "institution": institution,
            "month": month,
            "figures": [(label, number, getattr(before, name, None)) for name, label, number in _named(now)],
            "lines": [
                (one.title[:LONGEST_TITLE] or f"ark:/{one.ark}", said.times(one))
                for one in figures.most_read(institution.isil, month, most=MOST_LISTED)
            ],
            "page": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('readership:institution', args=[institution.pk])}?mois={month:%Y-%m}",
        }
        outbox.put(to=person.email, subject=subject, text=render_to_string("letters/figures.txt", context))


def _named(month: Month) -> list[tuple[str, str, int]]:
    """The figures of a mail: attribute, words, number."""
    words = {
        "institution": _("Page of the institution"), "fonds": _("Fonds"), "components": _("Finding aids"), "notices": _("Notices"),
        "exports": _("References and files taken"), "blocks": _("Blocks shown by other sites"),
    }  # fmt: skip
    return [(name, label, getattr(month, name)) for name, label in words.items()]

"""How it stands with Gallica and with a title's calendar, in sentences for a librarian."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import PressTitle
from harvest.models import GallicaTurn
from harvest.services.press import MOST_FAILURES

REASONS = {
    "protocol.http.challenge": gettext_lazy("it wants a human being before it answers"),
    "protocol.http.forbidden": gettext_lazy("it does not let us in"),
    "protocol.http.busy": gettext_lazy("it asks to come back later"),
    "protocol.http.gone": gettext_lazy("it knows no title of this name"),
    "press.broken": gettext_lazy("its answer was cut"),
    "press.other": gettext_lazy("its answer was about something else"),
    "press.wrong_title": gettext_lazy("its answer was about another title"),
    "press.wrong_year": gettext_lazy("its answer was about another year"),
}


class Said(NamedTuple):
    """A state in a word of the console's signs ("done", "running", "waiting", "failed") and in a sentence."""

    sign: str
    sentence: str


def why(code: str) -> str:
    """What went wrong, in the middle of a sentence."""
    return str(REASONS.get(code) or _("it did not answer as it should"))


def at_gallica(turn: GallicaTurn) -> Said | None:
    """What everybody is to know of Gallica; None where all is well. Stopped: a person must look ("failed")."""
    if turn.stopped:
        said = _("Gallica has refused three times (%(why)s): nothing is asked of it until somebody has looked.")
        return Said("failed", said % {"why": why(turn.reason)})
    if turn.refusals:
        when = date_format(timezone.localtime(turn.next_at), "SHORT_DATETIME_FORMAT")
        said = _("Gallica refuses for the moment (%(why)s): it is asked again from %(when)s on.")
        return Said("waiting", said % {"why": why(turn.reason), "when": when})
    return None


def said_of(title: PressTitle, turn: GallicaTurn) -> Said:
    """How the calendar of a title stands at Gallica."""
    asking = _asking(title)
    if not title.gallica or asking is None:
        return Said("aborted", _("Gallica was not asked."))
    if asking.wanted_at is not None:
        stopped = turn.stopped or turn.refusals
        said = _("Asked for; Gallica refuses for the moment.") if stopped else _("Asked for: its years and issues are coming.")
        return Said("waiting" if stopped else "running", said)
    if asking.failures >= MOST_FAILURES:
        return Said("failed", _("Set aside: %(why)s. Check its name in Gallica, then ask again.") % {"why": why(asking.reason)})
    when = date_format(timezone.localtime(asking.whole_at), "SHORT_DATE_FORMAT") if asking.whole_at else ""
    return Said("done", _("Whole on %(day)s; asked again each year.") % {"day": when})


def _asking(title: PressTitle) -> Any:
    try:
        return title.asking
    except ObjectDoesNotExist:
        return None

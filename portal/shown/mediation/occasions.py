"""When and where an event takes place, as readers, their calendars and search engines are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.formats.calendar import Event
from catalogue.geography.communes import Commune, commune
from portal.pages.events import When
from portal.pages.mediation import Article, Mediation
from portal.pages.selectors import Shown
from portal.public import addresses
from portal.shown.days import clock, day
from portal.shown.links import web_address


@dataclass(frozen=True, slots=True)
class Occasion:
    """``when`` it is; ``place``: the room or the street, ``commune`` where that is; ``ark`` "" for a draft."""

    when: When
    place: str
    commune: Commune | None
    registration: str
    ark: str

    @property
    def said(self) -> str:
        """ "samedi 12 décembre 2026, de 14 h à 16 h"."""
        days, hours = _days(self.when), _hours(self.when)
        return f"{days}, {hours}" if hours else days

    @property
    def day(self) -> str:
        """The number of its first day, "1er"."""
        return day(self.when.first, "j")

    @property
    def month(self) -> str:
        """The month of its first day, cut."""
        return day(self.when.first, "M")

    @property
    def town(self) -> str:
        """The name of its commune."""
        return self.commune.name if self.commune else ""

    @property
    def town_url(self) -> str:
        """The page of its commune."""
        return reverse("public:commune", args=[self.commune.code]) if self.commune else ""

    @property
    def where(self) -> str:
        """The place and its commune, in a line."""
        return ", ".join(filter(None, (self.place, self.town)))

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.when.last < timezone.localdate()

    @property
    def calendar_url(self) -> str:
        """The file for one's own calendar."""
        return reverse("public:event_calendar", args=[self.ark]) if self.ark else ""

    @property
    def starts(self) -> str:
        """ISO 8601: a moment with its distance from Greenwich, or a day where no hour is said."""
        return _iso(self.when.first, self.when.opens)

    @property
    def ends(self) -> str:
        """The same of its end; "" of one moment, whose end nobody says."""
        if self.when.closes is None and self.when.moments:
            return ""
        return _iso(self.when.last, self.when.closes)


def occasion(page: Mediation, ark: str) -> Occasion | None:
    """That of an event whose day is said; None for everything else."""
    when = page.when if isinstance(page, Article) else None
    if not isinstance(page, Article) or when is None:
        return None
    return Occasion(when, page.place, commune(page.commune) if page.commune else None, web_address(page.registration), ark)


def in_calendars(shown: Shown, site: str) -> Event | None:
    """An event as calendar programs take it: moments where there is one day or one night, else whole days with the hours in words."""
    page, found = shown.page, occasion(shown.page, shown.ark)
    if found is None:
        return None
    moments = found.when.moments
    start, end = moments or (found.when.first, found.when.last)
    said = [*([] if moments else [_hours(found.when)]), page.summary, found.registration]
    return Event(
        uid=f"{shown.ark.replace('/', '-')}@traboule",
        title=page.title,
        start=start,
        end=end,
        changed=page.last_published_at or datetime.now(UTC),
        place=found.where,
        text="\n".join(line for line in said if line).replace("\r\n", "\n"),
        address=f"{site}{addresses.of_ark(shown.ark)}",
    )


def _days(when: When) -> str:
    if when.first == when.last or (when.is_night and when.closes):
        return day(when.first, "l j F Y")
    first = day(when.first, "l j F" if when.first.year == when.last.year else "l j F Y")
    return gettext("from %(first)s to %(last)s") % {"first": first, "last": day(when.last, "l j F Y")}


def _hours(when: When) -> str:
    if when.opens is None:
        return ""
    first = _clock(when.opens)
    if when.closes is None:
        return gettext("at %(hour)s") % {"hour": first}
    return gettext("from %(first)s until %(last)s") % {"first": first, "last": _clock(when.closes)}


def _clock(hour: time) -> str:
    return clock(hour.hour * 60 + hour.minute)


def _iso(on: date, hour: time | None) -> str:
    return datetime.combine(on, hour, timezone.get_default_timezone()).isoformat() if hour else on.isoformat()

"""What articles are for, and when an event takes place: days and hours as its institution says them, on the clocks of the region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Sort(models.TextChoices):
    """What an article is; the values stand in addresses."""

    ARTICLE = "article", gettext_lazy("Article")
    NEWS = "actualite", gettext_lazy("News")
    EVENT = "evenement", gettext_lazy("Event")
    RESOURCE = "ressource", gettext_lazy("Teacher’s resource")


@dataclass(frozen=True, slots=True)
class When:
    """``first`` to ``last`` day, both included, from ``opens`` to ``closes`` each day: hours of the clock on the wall, in any season."""

    first: date
    last: date
    opens: time | None = None
    closes: time | None = None

    @property
    def is_night(self) -> bool:
        """Whether it goes on past midnight, once: its last hour is one of the next day."""
        return bool(self.opens and self.closes and self.closes <= self.opens and self.last - self.first == timedelta(days=1))

    @property
    def moments(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends, where these are two moments: one day or one night whose first hour is said. None for whole days."""
        if self.opens is None or not (self.first == self.last or self.is_night):
            return None
        here = timezone.get_default_timezone()
        start = datetime.combine(self.first, self.opens, here)
        return start, datetime.combine(self.last, self.closes, here) if self.closes else start


def of(begins: date | None, ends: date | None, opens: time | None, closes: time | None) -> When | None:
    """When it is; None where no day is said."""
    return When(begins, ends or begins, opens, closes) if begins else None


def faults(begins: date | None, ends: date | None, opens: time | None, closes: time | None) -> Iterator[str]:
    """What readers of an agenda would stumble on."""
    found = of(begins, ends, opens, closes)
    if found is None:
        yield _("The day of the event is missing.")
    elif found.last < found.first:
        yield _("The event ends before it begins.")
    elif found.closes and not found.opens:
        yield _("The hour at which the event ends is said, and not the one at which it begins.")
    elif found.opens and found.closes and found.closes <= found.opens and not found.is_night:
        yield _(
            "The event ends at an hour that is before the one at which it begins; where it goes on past midnight, give the next day too."
        )

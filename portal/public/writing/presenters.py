"""What the form of a message says: the document, the copies one may speak of, and who receives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.selectors import institutions
from catalogue.selectors.notices import ShownNotice
from portal.letters.limits import Refusal
from portal.shown.copies import Card, cards, keeper_card


@dataclass(frozen=True, slots=True)
class Concerned:
    """A copy that a message may be about: what the form calls it by, its library and call number, its institution's card."""

    value: str
    label: str
    card: Card


@dataclass(frozen=True, slots=True)
class About:
    """The document of a message. ``whole``: who hears of the record as a whole; ``address``: its page."""

    ark: str
    title: str
    whole: Card
    copies: tuple[Concerned, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For the form: the record as a whole first."""
        return [("", _("The record as a whole")), *((copy.value, copy.label) for copy in self.copies)]

    def found(self, value: str) -> Concerned | None:
        """The copy chosen, None for the record as a whole."""
        return next((copy for copy in self.copies if copy.value == value), None)

    def card(self, value: str) -> Card:
        """Who receives a message about that copy."""
        copy = self.found(value)
        return copy.card if copy else self.whole

    def of_library(self, key: str) -> str:
        """The first copy of the institution with this key; "" where it has none."""
        return next((copy.value for copy in self.copies if copy.card.key == key), "") if key else ""


def about(notice: ShownNotice) -> About:
    """What a message about a notice may be about; one statement.

    Of the record as a whole hears the one institution that holds the document, else the one whose record it is.
    """
    held = cards(notice, institutions.by_code(notice.rcrs)).all
    whole = held[0] if len(held) == 1 else keeper_card(notice.keeper)
    return About(notice.ark, notice.description.title or _("Untitled document"), whole, tuple(_copies(held)))


def receiver(card: Card) -> tuple[str, str]:
    """The name of who receives what is for a library, and the address: its own, else the portal's team's."""
    return (card.placed, card.email) if card.email else (_("the portal’s team"), str(settings.CONTACT_EMAIL))


def refused(refusal: Refusal) -> str:
    """Why nothing was sent, and what to do."""
    said = {
        Refusal.VISITOR: _("Many messages have come from your network within the hour or the day, and this one was not sent."),
        Refusal.RECIPIENT: _("This address has received several mails of the portal today: no copy can go there before tomorrow."),
        Refusal.PORTAL: _("The portal takes no more messages today."),
    }[refusal]
    return said + " " + _("What you wrote is still here. You can also write to %(address)s.") % {"address": settings.CONTACT_EMAIL}


def _copies(held: tuple[Card, ...]) -> Iterator[Concerned]:
    for card in held:
        for number, copy in enumerate(card.copies):
            named = " – ".join(part for part in (card.placed, copy.call_number or copy.collection) if part)
            yield Concerned(f"{card.key}.{number}", named[:200], card)

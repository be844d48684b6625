"""The visit sheet: what was put aside, library by library, as one takes it along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.imprint import principal_publication
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.public.visit.basket import Basket, Entry
from portal.shown import groups, scripts, words
from portal.shown.copies import Card, Copy, cards, keeper_card
from portal.shown.dates import in_words
from portal.shown.links import mail_to


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to ask for: what it is, how to ask for it. ``others``: how many institutions hold it where none was chosen."""

    token: str
    url: str
    title: scripts.Words
    kind: str
    people: str
    imprint: str
    copies: tuple[Copy, ...]
    withdrawn: bool
    others: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """A library of the visit and what to ask for there."""

    card: Card
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole visit. ``gone``: entries of which the catalogue has nothing left; ``mail``: the letter that carries the sheet."""

    stops: tuple[Stop, ...] = ()
    gone: tuple[Entry, ...] = ()
    count: int = 0
    is_full: bool = False
    mail: str = ""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A document that was taken out: what puts it back, and its title."""

    name: str
    library: str
    title: str


@dataclass
class _Stops:
    """Stops being filled, by what tells their institutions apart."""

    cards: dict[str, Card] = field(default_factory=dict)
    asked: dict[str, list[Asked]] = field(default_factory=dict)

    def add(self, card: Card, asked: Asked) -> None:
        self.cards.setdefault(card.key, card)
        self.asked.setdefault(card.key, []).append(asked)

    def ordered(self) -> tuple[Stop, ...]:
        found = sorted(self.cards.values(), key=lambda card: (card.town.casefold() or "\uffff", card.name.casefold()))
        return tuple(Stop(card, tuple(sorted(self.asked[card.key], key=_by_call_number))) for card in found)


def sheet(basket: Basket, kept: Mapping[str, ShownNotice], institutions: Mapping[str, KnownInstitution], *, site: str) -> Sheet:
    """The sheet of a basket. ``kept``: the notices that are left, by ark; ``site``: scheme and host of the portal."""
    stops, gone = _Stops(), []
    for entry in basket.entries:
        if entry.ark in kept:
            stops.add(*_asked(entry, kept[entry.ark], institutions))
        else:
            gone.append(entry)
    ordered = stops.ordered()
    return Sheet(ordered, tuple(gone), len(basket.entries), basket.is_full, _mail(ordered, site) if ordered else "")


def _asked(entry: Entry, notice: ShownNotice, institutions: Mapping[str, KnownInstitution]) -> tuple[Card, Asked]:
    """Where to ask for an entry, and for what: at the institution chosen, else at the only one, else at the source's own."""
    description = notice.description
    held = cards(notice, institutions).all
    chosen = next((card for card in held if card.key == entry.library), None)
    if chosen is None and len(held) == 1:
        chosen = held[0]
    proper = description.titles[0] if description.titles else None
    published, date = principal_publication(description), principal_date(description)
    asked = Asked(
        token=entry.token,
        url=addresses.notice(notice),
        title=scripts.words(proper.value if proper else gettext("Untitled document"), language=proper.language if proper else ""),
        kind=words.label("document_type", description.document_type),
        people=", ".join(dict.fromkeys(agent.name for agent in description.agents if not agent.copy and agent.rank == "main")),
        imprint=(groups.imprint(published) if published else "") or (in_words(date) if date else ""),
        copies=chosen.copies if chosen else (),
        withdrawn=notice.is_withdrawn,
        others=0 if chosen else len(held),
    )
    return chosen or keeper_card(notice.keeper), asked


def _by_call_number(asked: Asked) -> tuple[str, str]:
    return (asked.copies[0].call_number.casefold() if asked.copies else "\uffff", asked.token)


def _mail(stops: Sequence[Stop], site: str) -> str:
    """The letter, addressed to nobody: the reader writes her own address, or a friend's."""
    count = sum(len(stop.asked) for stop in stops)
    subject = ngettext("Visit sheet: %(count)s document", "Visit sheet: %(count)s documents", count) % {"count": count}
    lines = []
    for stop in stops:
        lines += [part for part in (stop.card.placed.upper(), stop.card.address, stop.card.telephone) if part]
        for asked in stop.asked:
            numbers = ", ".join(copy.call_number for copy in asked.copies if copy.call_number) or gettext("no call number")
            lines.append(f"- {numbers} – {asked.title.text[:120]}")
            lines.append(f"  {site}{asked.url}")
        lines.append("")
    sheet = {"address": f"{site}{reverse('public:basket')}"}
    rest = gettext("What follows did not fit in a letter. The whole sheet, in the browser where it was made: %(address)s") % sheet
    return mail_to("", subject=subject, lines=lines, rest=rest)

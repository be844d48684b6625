"""What a page of a fonds says, laid out: its identity, how much there is, how far the census has come, its tree, how to find and see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log10
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from catalogue.core.description import Agent
from catalogue.core.extents import Interval, extent_of
from catalogue.core.fonds import Census, FondsDescription
from catalogue.selectors.fonds import ShownFonds, first_of
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown import dates, words
from portal.shown.days import day
from portal.shown.fonds import amount, authority_address, term, when
from portal.shown.links import host, web_address

LONGEST_BAR = 5  # powers of ten: a bar of the whole width is a hundred thousand
SHORTEST = 2
MOST = 60  # on a page about something else
STEPS = (("spotted",), ("surveyed",), ("inventoried",), ("catalogued", "digitised", "delivered"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One statement of extent in words, with the length of its bar, in % (logarithmic); 0: nobody has counted."""

    words: str
    certainty: str
    length: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps of the census, and whether it is reached; ``current``: the last that is."""

    label: str
    reached: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its texts, each with an address where it has one."""

    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A fonds in a tree or a list. ``here``: the one whose page it is."""

    title: str
    url: str
    dates: str
    extent: str
    state: str
    level: str
    depth: int
    here: bool = False


def bars(fonds: FondsDescription) -> tuple[Bar, ...]:
    """How much there is, each statement with its bar."""
    return tuple(
        Bar(amount(one), term("certainty", one.certainty) if one.number is not None else "", _length(one.number)) for one in fonds.extents
    )


def _length(number: float | None) -> int:
    return max(SHORTEST, min(100, round(100 * log10(number + 1) / LONGEST_BAR))) if number else 0


def shelves(fonds: FondsDescription) -> str:
    """How many metres of shelf that makes, by the stated conversions; "" where they are said already or cannot be."""
    if any(one.unit == "metre" for one in fonds.extents):
        return ""
    found = extent_of(fonds.extents, "metres")
    return interval(found) if found and found.high >= 1 else ""


def interval(found: Interval) -> str:
    """ "between 24 and 60", "24" where the two are one."""
    low, high = words.number(round(found.low)), words.number(round(found.high))
    if low == high:
        return low
    return gettext("between %(start)s and %(end)s") % {"start": low, "end": high}


def steps(census: Census) -> tuple[Step, ...]:
    """The four steps, those that are reached first."""
    reached = next((rank for rank, states in enumerate(STEPS) if census.state in states), 0)
    return tuple(Step(_step(states[0], census), rank <= reached, rank == reached) for rank, states in enumerate(STEPS))


def _step(state: str, census: Census) -> str:
    told = term("census_state", state)
    return f"{told}, {census.catalogued}\u00a0%" if state == "catalogued" and census.catalogued is not None else told


def census_facts(census: Census) -> tuple[str, ...]:
    """What goes with the state: how much is digitised, when it was delivered, who saw it and when."""
    said = []
    if census.digitised is not None:
        said.append(gettext("digitised: %(share)s %%") % {"share": census.digitised})
    if census.delivered_on:
        said.append(gettext("delivered to the national directory on %(day)s") % {"day": day(census.delivered_on)})
    if census.day and census.author:
        said.append(gettext("seen on %(day)s by %(author)s") % {"day": day(census.day), "author": census.author})
    elif census.day:
        said.append(gettext("seen on %(day)s") % {"day": day(census.day)})
    return tuple(said)


def facts(fonds: FondsDescription) -> tuple[Fact, ...]:
    """Its identity card, without what is drawn."""
    numbers = [
        one.value if one.kind == "cote" else f"{one.value} ({term('call_number_kind', one.kind).lower()})" for one in fonds.call_numbers
    ]
    table: list[tuple[str, Iterable[str]]] = [
        (gettext("Dates"), [when(fonds)]),
        (gettext("Most of it from"), [dates.in_words(one) for one in fonds.bulk]),
        (gettext("Call numbers"), numbers),
        (gettext("Other names"), fonds.other_titles),
        (gettext("Types of documents"), [", ".join(words.label("document_type", code).lower() for code in fonds.document_types)]),
        (gettext("Languages"), [", ".join(map(words.language, fonds.languages))]),
        (gettext("How it came in"), [_entry(one) for one in fonds.acquisitions]),
        (pgettext("of a fonds", "Owner"), [term("legal_status", fonds.legal_status)] if fonds.legal_status != "unknown" else []),
        (gettext("Accruals"), [_accruals(fonds)]),
    ]
    people = Fact(gettext("Producers and collectors"), tuple(_agent(agent) for agent in fonds.producers))
    plain = [Fact(name, tuple((value, "") for value in values if value)) for name, values in table]
    return tuple(fact for fact in (plain[0], people, *plain[1:]) if fact.values)


def _entry(one: Any) -> str:
    said = ", ".join(filter(None, (term("entry_mode", one.mode), one.date)))
    return f"{said}\u00a0: {one.note}" if one.note and words.in_french() else f"{said}: {one.note}" if one.note else said


def _accruals(fonds: FondsDescription) -> str:
    if fonds.accruals == "unknown":
        return fonds.accruals_note
    return ", ".join(filter(None, (term("accruals", fonds.accruals), fonds.accruals_note)))


def _agent(agent: Agent) -> tuple[str, str]:
    name = f"{agent.name} ({gettext('collector')})" if "250" in agent.roles else agent.name
    return name, next((address for one in agent.identifiers if (address := authority_address(one))), "")


def texts(fonds: FondsDescription) -> tuple[tuple[str, str], ...]:
    """What is told at length: (heading, text)."""
    table = (
        (pgettext("of a fonds", "History"), fonds.biography),
        (gettext("Where it was before"), fonds.custody),
        (gettext("How it is ordered"), fonds.arrangement),
    )
    return tuple((name, text) for name, text in table if text)


def finding_aids(fonds: FondsDescription) -> tuple[tuple[str, str, str], ...]:
    """(title, form, address) of each finding aid; that there is none is said too."""
    return tuple((one.title or term("finding_aid_kind", one.kind), _form(one.kind, one.url), _link(one.url)) for one in fonds.finding_aids)


def _form(kind: str, url: str) -> str:
    told = "" if kind == "none" else term("finding_aid_kind", kind).lower()
    return ", ".join(filter(None, (told, host(web_address(url)) if url else "")))


def _link(url: str) -> str:
    return url if url.startswith("/documents/") else web_address(url)


def links(fonds: FondsDescription) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Digital copies and related fonds, each as (words, what stands beside, address)."""
    copies = [(one.label or host(web_address(one.url)), host(web_address(one.url)), web_address(one.url)) for one in fonds.digital_copies]
    related = [
        (one.title, ", ".join(filter(None, (one.institution, gettext("was one with this one") if one.separated else ""))), _near(one))
        for one in fonds.related
    ]
    return {"digital": tuple(copies), "related": tuple(related)}


def _near(one: Any) -> str:
    return web_address(one.url)


@dataclass(frozen=True, slots=True)
class Some:
    """The first fonds of some institutions, how many they have, the address of the list of all where that is more, else ""."""

    nodes: tuple[Node, ...]
    total: int
    all_url: str


def some(keepers: Iterable[KnownInstitution]) -> Some:
    """Those of a page about something else."""
    codes = [one.isil for one in keepers]
    found, total = first_of(codes, most=MOST)
    listed = [("etablissement", code) for code in codes]
    return Some(nodes(found), total, f"{reverse('public:fonds')}?{urlencode(listed)}" if total > len(found) else "")


def nodes(tree: Iterable[ShownFonds], *, here: int = 0) -> tuple[Node, ...]:
    """A tree or a list, laid out."""
    return tuple(_node(one, here=one.pk == here) for one in tree)


def _node(one: ShownFonds, *, here: bool) -> Node:
    fonds = one.description
    return Node(
        title=fonds.title,
        url=addresses.of_ark(fonds.ark),
        dates=when(fonds),
        extent=" ; ".join(amount(statement) for statement in fonds.extents[:2]),
        state=term("census_state", fonds.census.state),
        level=term("fonds_level", fonds.level),
        depth=min(one.depth, 6),
        here=here,
    )

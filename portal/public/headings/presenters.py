"""A person, a family or a body as the notices that name them tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from msgspec.structs import replace

from catalogue.citations.names import name_of
from catalogue.core.description import Agent, Description
from catalogue.core.headings import agent_label, bare_label, heading_key
from catalogue.core.rules.owners import owners_in_notes
from catalogue.core.rules.provenance import FORMER_OWNER
from catalogue.core.vocabularies import relator_label
from catalogue.search.result import FacetValue
from catalogue.selectors import persons
from portal.public.headings.deeds import deeds_in_words
from portal.public.shared.shelves import Beside
from portal.shown.links import identifier_page

MOST_DEEDS = 3
MOST_RELATED = 10
MOST_READ = 40  # names beside, of which those of one person are one
MOST_FORMS = 12
# scheme of an authority → (what the link is called, pattern of the number, address of its page)
AUTHORITIES = {
    "idref": ("IdRef", re.compile(r"\d{8}[\dXx]"), "https://www.idref.fr/{}"),
    "bnf": ("data.bnf.fr", re.compile(r"\d{8}"), "https://data.bnf.fr/{}"),
    "isni": ("ISNI", re.compile(r"\d{15}[\dX]"), "https://isni.org/isni/{}"),
    "viaf": ("VIAF", re.compile(r"\d+"), "https://viaf.org/viaf/{}"),
    "wikidata": ("Wikidata", re.compile(r"Q\d+"), "https://www.wikidata.org/wiki/{}"),
}


@dataclass(frozen=True, slots=True)
class Authority:
    """The page of an agency about the person; nothing is asked of it before a reader follows the link."""

    name: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """``label`` is the heading most often written, ``roles`` what the notices say was done, each with how many say it,
    ``codes`` the same as codes, the most frequent first; ``related``: the headings beside; ``name``: the name without dates, in the order
    in which one says it.
    """

    label: str
    kind: str
    dates: str
    forms: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    authorities: tuple[Authority, ...]
    related: tuple[FacetValue, ...]
    codes: tuple[str, ...] = ()
    name: str = ""

    @property
    def is_body(self) -> bool:
        """Whether it is a body, and no person nor family."""
        return self.kind in ("corporate", "meeting")


def made_by(found: Portrait | None) -> str:
    """What somebody did for what was made, as the title of the list: "Printed or published by Jean de Tournes"."""
    deeds = list(dict.fromkeys(deed for code in (found.codes if found else ()) if (deed := deeds_in_words().get(code))))[:MOST_DEEDS]
    if found is None or not deeds:
        return gettext("Under this name")
    last = deeds.pop()
    said = gettext("%(deeds)s or %(deed)s") % {"deeds": ", ".join(deeds), "deed": last} if deeds else last
    return gettext("%(deeds)s by %(name)s") % {"deeds": f"{said[:1].upper()}{said[1:]}", "name": found.name}


def about(found: Portrait | None) -> str:
    """The title of the list of what is about somebody."""
    return gettext("About %(name)s") % {"name": found.name} if found else gettext("About this person")


def owned_by(found: Portrait | None) -> str:
    """The title of the list of what somebody once owned."""
    return gettext("From the library of this body") if found and found.is_body else gettext("From this person’s library")


def portrait(keys: Sequence[str], descriptions: Iterable[Description], *, forms: Iterable[str] = ()) -> Portrait | None:
    """What some descriptions say of somebody whose headings have these keys, that of her page first; None where none of them names her.
    ``forms``: ways in which her name is written elsewhere.
    """
    labels: Counter[str] = Counter()
    written: Counter[str] = Counter()
    names: dict[str, Agent] = {}
    roles: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    dates: Counter[str] = Counter()
    others: Counter[str] = Counter()
    numbers: dict[tuple[str, str], None] = {}
    for description in descriptions:
        beside: set[str] = set()
        for agent, did in _agents(description):
            label = agent_label(agent)
            if heading_key(label) not in keys:
                beside.add(label)
                continue
            labels[label] += 1
            names.setdefault(label, agent)
            written.update(agent.variants)
            roles.update(did)
            kinds[agent.kind] += 1
            dates[agent.dates.strip("() ")] += 1
            numbers |= {(number.scheme, number.value): None for number in agent.identifiers}
        others.update(beside)
    if not labels:
        return None
    ranked = [label for label, _count in labels.most_common()]
    best = next((label for label in ranked if heading_key(label) == keys[0]), ranked[0])
    others_written = dict.fromkeys((*(form for form, _count in (labels + written).most_common()), *forms))
    dates.pop("", None)
    return Portrait(
        label=best,
        kind=kinds.most_common(1)[0][0],
        dates=dates.most_common(1)[0][0] if dates else "",
        forms=tuple(form for form in others_written if form != best)[:MOST_FORMS],
        roles=tuple(_roles(roles)),
        authorities=tuple(_authorities(numbers)),
        related=_related(others),
        codes=tuple(code for code, _count in roles.most_common()),
        name=called(names[best]),
    )


def called(agent: Agent) -> str:
    """A name as one says it: "Jean de Tournes" of "Tournes, Jean de (1504-1564)", what stands behind the forenames left out."""
    plain = bare_label(agent.name)
    return name_of(replace(agent, name=plain if agent.kind in ("corporate", "meeting") else ",".join(plain.split(",")[:2]))).natural


def _agents(description: Description) -> Iterator[tuple[Agent, tuple[str, ...]]]:
    """Everybody named, with the codes of what each did."""
    yield from ((agent, agent.roles) for agent in description.agents)
    for holding in description.holdings:
        yield from ((owner, owner.roles or (FORMER_OWNER,)) for owner in holding.former_owners)
    yield from ((one.agent, one.agent.roles) for one in owners_in_notes(description))


def _roles(codes: Counter[str]) -> Iterator[tuple[str, int]]:
    named: Counter[str] = Counter()
    for code, count in codes.items():
        if found := relator_label(code):
            named[gettext(found)] += count
    yield from named.most_common()


def _authorities(numbers: Iterable[tuple[str, str]]) -> Iterator[Authority]:
    for scheme, number in numbers:
        if scheme in AUTHORITIES:
            name, shape, page = AUTHORITIES[scheme]
            if shape.fullmatch(number):
                yield Authority(name, number, page.format(number))
        elif scheme == "ark" and (page := identifier_page("ark", number)):
            yield Authority("data.bnf.fr", number, page)


def related(found: Portrait, keys: Collection[str]) -> tuple[Beside, ...]:
    """Who else is named by what was read, most often first, each person once whatever the forms of her name; one statement."""
    elsewhere = persons.elsewhere([one.value for one in found.related])
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for heading, count, label in found.related:
        shown = elsewhere.get(heading) or persons.Elsewhere(heading, label)
        counts[shown.heading] += count
        labels.setdefault(shown.heading, shown.label)
    named = [(heading, count) for heading, count in counts.most_common() if heading not in keys][:MOST_RELATED]
    return tuple(Beside(labels[heading], count, reverse("public:person", args=[heading])) for heading, count in named)


def _related(others: Counter[str]) -> tuple[FacetValue, ...]:
    found: dict[str, FacetValue] = {}
    for label, count in others.most_common():
        key = heading_key(label)
        if key and key not in found:
            found[key] = FacetValue(key, count, label)
        if len(found) == MOST_READ:
            break
    return tuple(found.values())

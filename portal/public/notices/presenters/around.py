"""What stands around a document: others by the same hand, from the same place, of the same years, on the same subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.core.description import Agent, Description
from catalogue.core.rules.dates import principal_date
from catalogue.core.rules.owners import owners_in_notes
from catalogue.search.values import place_names
from portal.shown import scripts
from portal.shown.groups import person_page, search_for
from portal.shown.links import heading_page
from portal.shown.query import Query

YEARS = 5  # before and after
MOST = 5
_PRINTERS = frozenset({"160", "610", "650"})


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: its words, its address, and whether that is one of our pages rather than a search."""

    words: scripts.Words
    url: str
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of one kind."""

    title: str
    ways: tuple[Way, ...]


def around(description: Description) -> tuple[Ways, ...]:
    """The ways on from a document; kinds without one are left out."""
    of_the_work = [agent for agent in description.agents if not agent.copy]
    printers = [agent for agent in of_the_work if _PRINTERS & set(agent.roles)]
    authors = [agent for agent in of_the_work if agent not in printers and agent.rank in ("main", "joint")]
    owners = [agent for holding in description.holdings for agent in holding.former_owners]
    owners += [agent for agent in description.agents if agent.copy] + [one.agent for one in owners_in_notes(description)]
    found = (
        Ways(gettext("By the same hand"), _people(authors)),
        Ways(gettext("From the same press"), _presses(printers, description)),
        Ways(gettext("Published in the same place"), _places(description)),
        Ways(gettext("In the same years"), _years(description)),
        Ways(gettext("On the same subject"), _subjects(description)),
        Ways(gettext("From the same library of old"), _people(owners)),
    )
    return tuple(ways for ways in found if ways.ways)


def _people(agents: Iterable[Agent]) -> tuple[Way, ...]:
    return _once(_way(agent.name, page=person_page(agent)) for agent in agents)


def _presses(printers: list[Agent], description: Description) -> tuple[Way, ...]:
    """Printers by their page; where the record names none, those of the imprint by a search among publishers."""
    if printers:
        return _people(printers)
    names = (name.strip("[] ") for publication in description.publications for name in publication.names)
    searches = ((name, Query(fields=(("publishers", name),)).url()) for name in names if name and not name.lower().startswith("s.n"))
    return _once(Way(scripts.words(name), url) for name, url in searches)


def _places(description: Description) -> tuple[Way, ...]:
    said = [place for publication in description.publications for place in publication.places]
    said += [text.value for text in description.production_places]
    towns = dict.fromkeys(town for place in said for town in place_names(place))
    return _once(_way(town, page=heading_page("public:place", town)) for town in towns)


def _years(description: Description) -> tuple[Way, ...]:
    date = principal_date(description)
    if date is None or date.start is None:
        return ()
    start, end = date.start - YEARS, (date.end or date.start) + YEARS
    words = gettext("between %(start)s and %(end)s") % {"start": start, "end": end}
    return (Way(scripts.Words(words), Query(date_from=start, date_to=end).url()),)


def _subjects(description: Description) -> tuple[Way, ...]:
    values = (subject.value for subject in description.subjects if subject.kind != "class")
    return _once(_way(value, page=heading_page("public:subject", value)) for value in values)


def _way(label: str, *, page: str) -> Way:
    return Way(scripts.words(label), page or search_for(label), is_page=bool(page))


def _once(ways: Iterable[Way]) -> tuple[Way, ...]:
    return tuple({way.url: way for way in ways}.values())[:MOST]

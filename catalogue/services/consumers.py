"""Who drains the queue of marks, and what each wants to be told of: to add a consumer, add its line to ``CONSUMERS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from catalogue.core.keys import Kind
from catalogue.search import engines
from catalogue.selectors import feeds


class Origin(StrEnum):
    """Which change a mark tells of; the services that make such a change mark with it."""

    INTAKE = auto()
    """A description came, or changed (``services.intake``)."""
    WITHDRAWAL = auto()
    """A description was withdrawn by its source (``services.withdrawal``)."""
    INSTITUTION = auto()
    """What readers are told of the institution that holds it has changed (``services.holdings``)."""
    PICTURES = auto()
    """Pictures that a library gave of it are shown, or not any more (``services.deposits``)."""
    CLUSTERING = auto()
    """It stands with other records than before (``services.clustering``)."""
    PERSONS = auto()
    """Somebody whom it names is shown under another form of the name (``services.persons``)."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """One consumer, or the several that come and go together: ``names`` and what they want, as they are at this moment.

    A name is at most thirty characters, and given for ever to one consumer: its marks bear it.
    """

    names: Callable[[], tuple[str, ...]]
    wants: Callable[[], Mapping[Kind, frozenset[Origin]]]


def _engines() -> tuple[str, ...]:
    """The search engines that the settings keep, each under its own name."""
    return engines.names()


def _indexed() -> Mapping[Kind, frozenset[Origin]]:
    """Every change of whatever has a feed: a kind that is not indexed is not marked for the engines, which would never drain it."""
    return dict.fromkeys(feeds.FEEDS, frozenset(Origin))


CLUSTERING = "clustering"
"""The consumer that groups the records of one edition: see ``services.clustering``."""


NAMES = "names"
"""The consumer that reads whom records name, and judges which forms of names are one person's: see ``services.names``."""


def _described() -> Mapping[Kind, frozenset[Origin]]:
    """What a record says, and whether readers see it."""
    return {Kind.NOTICE: frozenset({Origin.INTAKE, Origin.WITHDRAWAL})}


CONSUMERS: list[Consumer] = [
    Consumer(_engines, _indexed),
    Consumer(lambda: (CLUSTERING,), _described),
    Consumer(lambda: (NAMES,), _described),
]


def names() -> tuple[str, ...]:
    """Every consumer that is kept now; the engine that comes first in the settings is the first."""
    return tuple(name for consumer in CONSUMERS for name in consumer.names())


def wanting(kind: Kind, origin: Origin) -> list[str]:
    """The consumers that want to be told of such a change in things of this kind."""
    return [name for consumer in CONSUMERS if origin in consumer.wants().get(kind, ()) for name in consumer.names()]

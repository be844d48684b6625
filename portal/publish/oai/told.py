"""What a list goes through: one sort of things in the order of their changes, each of which knows how it is named and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from catalogue.selectors.disseminated import Place
from portal.publish.oai.formats import Format


class Told(NamedTuple):
    """One thing as a list has it: ``number`` and ``changed`` are its place, ``identifier`` its whole name, ``sets`` those it is of,
    ``thing`` what its stream reads of it.
    """

    number: int
    changed: datetime
    shown: bool
    identifier: str
    sets: Sequence[str]
    thing: Any


class Stream(Protocol):
    """One sort of things. ``word`` begins their names; ``formats``: the prefixes that they are given in."""

    word: str
    formats: frozenset[str]

    def page(self, after: Place, *, before: datetime, size: int, spec: str, described: bool, site: str) -> list[Told]:
        """At most ``size`` things of a set that changed after a place and before a moment; ``described``: they will be written.

        Raises OaiError (noRecordsMatch) for a set that there is not.
        """

    def count(self, since: datetime, *, before: datetime, spec: str) -> int:
        """How many of a set changed since a moment, itself counted, and before another; raises as :meth:`page`."""

    def one(self, name: str, *, site: str) -> Told | None:
        """The thing of a name, what follows ``word`` in its identifier; None where there is none."""

    def written(self, told: Sequence[Told], *, form: Format, site: str) -> Iterator[bytes]:
        """Each as a ``record`` in a format, one at a time; those that are not shown with their header alone."""

"""What a list goes through: one sort of things in the order of their changes, each of which knows how it is named and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from catalogue.selectors.disseminated import Place
from portal.publish.oai.formats import Format


class Told(NamedTuple):
    """One thing as a list has it: ``number`` and ``changed`` are its place, ``identifier`` its whole name, ``sets`` those it is of."""

    number: int
    changed: datetime
    shown: bool
    identifier: str
    sets: Sequence[str]


class Entry(NamedTuple):
    """A thing of a page; ``write`` gives its ``record``, before the next entry is asked for, and is None where the page ends before it."""

    told: Told
    write: Callable[[], bytes] | None


class Stream(Protocol):
    """One sort of things. ``word`` begins their names; ``formats``: the prefixes that they are given in."""

    word: str
    formats: frozenset[str]

    def begin(self, since: datetime, *, until: datetime | None, spec: str) -> tuple[datetime, int]:
        """The horizon (``selectors.disseminated``) and how many of a set changed since a moment, itself counted, before ``until`` and it.

        One statement. Raises OaiError (noRecordsMatch) for a set that there is not.
        """

    def page(self, after: Place, *, before: datetime, size: int, spec: str, form: Format | None, site: str) -> Iterator[Entry]:
        """At most ``size`` things of a set that changed after a place and before a moment, to be written in a format; None: they will not
        be. One statement whatever they are, and one more where the names of institutions are not known yet. Raises as :meth:`begin`.
        """

    def one(self, name: str, *, form: Format | None, site: str) -> Entry | None:
        """The thing of a name, what follows ``word`` in its identifier; None where there is none."""

"""What judges look at tonight, drawn by lot from what readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from catalogue.selectors import fonds as published
from catalogue.selectors import institutions as register
from catalogue.selectors import notices as shown
from catalogue.selectors.fonds import ShownFonds, Wanted
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.publish.conformance.judging import Chance

_NUMBERS = 2**31


class Named(Protocol):
    """Whatever an ark may name."""

    @property
    def ark(self) -> str:
        """The name of its ark, "" while it has none."""


def notices(chance: Chance, most: int) -> Iterator[ShownNotice]:
    """At most so many notices, each once."""
    seen = set[str]()
    for _ in range(most):
        found = shown.one_from(chance.randrange(_NUMBERS))
        if found is not None and found.ark and found.ark not in seen:
            seen.add(found.ark)
            yield found


def fonds(chance: Chance, most: int) -> list[ShownFonds]:
    """At most so many published fonds."""
    found = published.found(Wanted())
    return chance.sample(found, min(most, len(found)))


def institutions(chance: Chance, most: int) -> list[KnownInstitution]:
    """At most so many institutions that have something in the portal."""
    found = register.listed()
    return chance.sample(found, min(most, len(found)))


def arks(*drawn: Iterable[Named]) -> list[str]:
    """The arks of all these that have one."""
    return [one.ark for some in drawn for one in some if one.ark]

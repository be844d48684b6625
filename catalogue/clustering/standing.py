"""Whether something forbids that two records stand in one group, however they came to be joined through others."""

from __future__ import annotations

from catalogue.clustering.judging import judge
from catalogue.clustering.traits import Traits


def stands_between(a: Traits, b: Traits) -> bool:
    """Whether a veto stands between them that no shared, checked identifier lifts; the same whichever comes first."""
    found = judge(a, b)
    return bool(found.vetoes) and found.band != "same"

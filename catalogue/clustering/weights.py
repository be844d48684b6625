"""How much a word of a title tells: 1 for one that a title in ten holds, 6 for a rare one. The weights are data with a version."""

from __future__ import annotations

from functools import cache

from catalogue.clustering.normalising.words import TABLES
from catalogue.core.tables import rows

RAREST = 6  # of a word that the table does not hold


@cache
def _weights() -> dict[str, int]:
    return {row["word"]: int(row["weight"]) for row in rows("title_words", folder=TABLES)}


def weight(word: str) -> int:
    """The weight of one word of a title, 1 to :data:`RAREST`."""
    return _weights().get(word, RAREST)

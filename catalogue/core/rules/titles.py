"""What a document is called: its title, what completes it, and the key it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.description import Description, Title
from catalogue.core.text import SORTED_BY, sort_key

_COMPLETES = ("proper", "remainder", "part")  # a second title proper: of another work in the same volume


def completing(description: Description) -> list[Title]:
    """What completes the title proper, in its order: other title information, parts, the titles of the other works of a volume."""
    return [title for title in description.titles[1:] if title.kind in _COMPLETES]


def subtitle_of(description: Description) -> str:
    """What completes the title, joined by " : " as ISBD separates it."""
    return " : ".join([title.value for title in completing(description)]) if len(description.titles) > 1 else ""


def sorting_title(description: Description, *, folded: Sequence[str] | None = None) -> str:
    """The key that a document is sorted by: its title without the article, folded; "" without a title.

    ``folded``: the words of the title proper, where they have been folded already.
    """
    if not description.titles:
        return ""
    first = description.titles[0]
    if folded is None or first.nonsorting:
        return sort_key(first.value, nonsorting=first.nonsorting)
    return " ".join(folded)[:SORTED_BY]

"""What a document is called: its title, what completes it, and the key it is sorted by."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.articles import initial_article
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
    """The key that a document is sorted by: its title without the article, folded; "" without a title. An article that the source did
    not mark is known by the language of the title, or of the document.

    ``folded``: the words of the title proper, where they have been folded already.
    """
    if not description.titles:
        return ""
    first = description.titles[0]
    skipped = first.nonsorting or initial_article(first.value, language=first.language or _language(description))
    if folded is None or skipped:
        return sort_key(first.value, nonsorting=skipped)
    return " ".join(folded)[:SORTED_BY]


def _language(description: Description) -> str:
    return next((language.code for language in description.languages if language.role == "text"), "")

"""Titles: the title proper with what completes it, then the others; xml:lang where the source says the language."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.vocabularies import language_tag
from catalogue.formats.dublin_core.writing.element import Element


def elements(description: Description) -> Iterator[Element]:
    """dc:title "Les misérables : roman", then parallel and other titles (dcterms:alternative)."""
    completed = [title.value for title in description.titles[1:] if title.kind in ("remainder", "part")]
    for position, title in enumerate(description.titles):
        if position == 0:
            yield Element("title", " : ".join((title.value, *completed)), language=language_tag(title.language))
        elif title.kind not in ("remainder", "part"):
            refined = "" if title.kind == "parallel" and title.language else "alternative"
            yield Element("title", title.value, refined=refined, language=language_tag(title.language))

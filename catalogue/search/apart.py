"""What is found beside notices and told apart from them: fonds and the descriptions of finding aids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalogue.core.keys import Kind
from catalogue.search.document import Display, SearchDocument

KINDS = (Kind.FONDS, Kind.COMPONENT)
"""Among the answers only where they are asked for: one finding aid has more descriptions than many a library has notices."""
SHOWN_PATH = 6  # titles of a path: the whole, then the nearest
_HEADINGS = ("place_headings", "persons", "subject_headings", "owners", "communes", "areas")


def apart(made: SearchDocument, *, level: str, path: Sequence[str], aggregate: Mapping[str, list[str]]) -> SearchDocument:
    """``made`` as such a document: found by its words and facets; no page of a heading counts it, no title of it is suggested.

    ``level`` and ``path`` say where it stands; ``aggregate`` has values of its own kind.
    """
    display: Display = {**made.display, "path": _shown(path)}
    if level:
        display["level"] = level[:40]
    counted = {**made.aggregate, **{name: [] for name in _HEADINGS}, **aggregate}
    return replace(made, display=display, aggregate=counted, filter={**made.filter, "titles": []})


def _shown(titles: Sequence[str]) -> list[str]:
    kept = titles if len(titles) <= SHOWN_PATH else (*titles[:1], "…", *titles[2 - SHOWN_PATH :])
    return [title[:120] for title in kept]

"""Titles: 245 with its responsibility, uniform titles (240), 246, key and former titles."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description, Title
from catalogue.core.kinds import TitleKind
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field

_TAGS: dict[TitleKind, tuple[str, str]] = {
    "uniform": ("240", "1"), "parallel": ("246", "31"), "cover": ("246", "34"), "variant": ("246", "3 "), "former": ("247", "10"),
    "key": ("222", " "), "proper": ("740", ""),
}  # fmt: skip
_COUNTED = frozenset({"240", "222"})
_MOST_SKIPPED = 9


def title_proper(description: Description) -> Iterator[Field]:
    """245: title proper, what completes it, its parts, who is responsible; its second indicator counts the article."""
    if not description.titles:
        return
    proper = description.titles[0]
    inside = [("b" if title.kind == "remainder" else "p", title.value) for title in description.titles[1:] if _stands_in_245(title)]
    responsible = [("c", text.value) for text in description.responsibility]
    yield from made("245", f"1{_skipped(proper)}", ("a", proper.value), *inside, *responsible)


def _stands_in_245(title: Title) -> bool:
    return title.kind in ("remainder", "part")


def _skipped(title: Title) -> int:
    return title.nonsorting if title.nonsorting <= _MOST_SKIPPED else 0


def other_titles(description: Description) -> Iterator[Field]:
    """Every other title under the tag of its kind."""
    for title in description.titles[1:]:
        if _stands_in_245(title):
            continue
        tag, indicators = _TAGS[title.kind]
        if tag in _COUNTED:
            indicators = f"{indicators}{_skipped(title)}"
        elif tag == "740":
            indicators = f"{_skipped(title)} "
        yield from made(tag, indicators.ljust(2), ("a", title.value))

"""Published fonds given away as files: one with all that stands under it, as EAD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from catalogue.core.fonds import FondsDescription
from catalogue.formats.ead.writing import write_fonds
from catalogue.selectors.fonds import ShownFonds, below


def written(found: ShownFonds, *, site: str = "", agency: str = "") -> Iterator[bytes]:
    """The file of a fonds and of the sous-fonds that are published, in pieces (``write_fonds``); one statement."""
    return write_fonds(whole(found, below(found)), site=site, agency=agency)


def whole(top: ShownFonds, under: Iterable[ShownFonds]) -> FondsDescription:
    """The description of a fonds with its sous-fonds in it. ``under``: what stands below it, by path."""
    levels: list[tuple[str, FondsDescription, list[FondsDescription]]] = [(top.path, top.description, [])]
    for one in under:
        while not one.path.startswith(levels[-1][0]):
            _closed(levels)
        levels.append((one.path, one.description, []))
    while len(levels) > 1:
        _closed(levels)
    return _with(levels[0][1], levels[0][2])


def _closed(levels: list[tuple[str, FondsDescription, list[FondsDescription]]]) -> None:
    """The last of them is complete: it goes into the one above."""
    _, description, parts = levels.pop()
    levels[-1][2].append(_with(description, parts))


def _with(description: FondsDescription, parts: list[FondsDescription]) -> FondsDescription:
    return replace(description, parts=tuple(parts)) if parts else description

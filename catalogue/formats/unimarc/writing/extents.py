"""Physical description (215), series (225) and the area particular to a material (206, 207, 208, 230)."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.kinds import Material
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field

_AREAS: dict[Material, str] = {"map": "206", "score": "208", "electronic": "230"}


def areas(description: Description) -> Iterator[Field]:
    """The numbering of a serial, the scale of a map, the form of a score."""
    tag = _AREAS.get(description.material, "207" if description.level == "serial" else "206")
    for text in description.material_specific:
        yield from made(tag, "  ", ("a", text.value))


def extents(description: Description) -> Iterator[Field]:
    """215."""
    for each in description.extents:
        yield from made("215", "  ", ("a", each.value), ("c", each.illustrations), ("d", each.format), ("e", each.accompanying))


def series(description: Description) -> Iterator[Field]:
    """225."""
    for each in description.series:
        yield from made("225", "2 ", ("a", each.title), ("v", each.volume), ("x", each.issn))

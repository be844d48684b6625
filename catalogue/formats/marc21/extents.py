"""Physical description (300), series (490, 440, 8XX) and areas particular to a material (254, 255, 256, 362)."""

from __future__ import annotations

from catalogue.core.description import Extent
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import trim
from catalogue.formats.statements import add_series, material_specific


def _extent(field: Field, draft: Draft) -> None:
    parts: dict[str, list[str]] = {"a": [], "b": [], "c": [], "e": []}
    for code, raw in field.subfields:
        target = "a" if code in "fg" else code
        if target in parts and (text := clean(raw).rstrip(" :;+,")):
            parts[target].append(text.rstrip(".") if code == "c" else text)
    if any(parts.values()):
        draft.extents.append(
            Extent(
                value=" ".join(parts["a"]),
                illustrations=", ".join(parts["b"]),
                format=" ; ".join(parts["c"]),
                accompanying=", ".join(parts["e"]),
                place=field.place,
            )
        )


def _series(field: Field, draft: Draft) -> None:
    """490 as printed; 440 and 8XX, its controlled forms, only where there is no 490."""
    if field.tag[0] == "8" and (draft.record.by_tag("490") or draft.record.by_tag("440")):
        return
    add_series(field, draft, heading="t" if field.tag in ("800", "810", "811") else "a", parts="np", read=trim)


HANDLERS = {
    "254": material_specific("a", read=trim),
    "255": material_specific("abcde", read=trim),
    "256": material_specific("a", read=trim),
    "300": _extent,
    "362": material_specific("a", read=trim),
    **dict.fromkeys(("440", "490", "800", "810", "811", "830"), _series),
}

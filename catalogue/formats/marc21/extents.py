"""Physical description (300), series (490, 440, 8XX) and areas particular to a material (254, 255, 256, 362)."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core.description import Extent, Series, Text
from catalogue.core.identifiers import normalise_issn
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence, trim


def _extent(field: Field, draft: Draft) -> None:
    parts: dict[str, list[str]] = {"a": [], "b": [], "c": [], "e": []}
    for code, raw in field.subfields:
        target = "a" if code in "fg" else code
        if target in parts and (text := clean(raw).rstrip(" :;+,")):
            parts[target].append(text.rstrip(".") if code == "c" else text)
    if any(parts.values()):
        draft.extents.append(
            Extent(" ".join(parts["a"]), ", ".join(parts["b"]), " ; ".join(parts["c"]), ", ".join(parts["e"]), field.place)
        )


def _series(field: Field, draft: Draft) -> None:
    """490 as printed; 440 and 8XX, its controlled forms, only where there is no 490."""
    if field.tag[0] == "8" and (draft.record.by_tag("490") or draft.record.by_tag("440")):
        return
    title = volume = issn = ""
    heading = "t" if field.tag in ("800", "810", "811") else "a"
    for code, raw in field.subfields:
        if code == heading and not title:
            title = trim(clean_title(raw)[0])
        elif code in "np" and title and (text := trim(raw)):
            title = sentence(title, text)
        elif code == "v" and not volume:
            volume = trim(raw)
        elif code == "x" and not issn:
            issn = normalise_issn(raw)
    if title and draft.first_time("series", title, volume):
        draft.series.append(Series(title, volume, issn, field.place))


def _specific(codes: str) -> Callable[[Field, Draft], None]:
    def handler(field: Field, draft: Draft) -> None:
        value = " ; ".join(text for code, raw in field.subfields if code in codes and (text := trim(raw)))
        if value:
            draft.material_specific.append(Text(value, field.place))

    return handler


HANDLERS = {
    "254": _specific("a"),
    "255": _specific("abcde"),
    "256": _specific("a"),
    "300": _extent,
    "362": _specific("a"),
    **dict.fromkeys(("440", "490", "800", "810", "811", "830"), _series),
}

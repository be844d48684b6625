"""Physical description (215), series (225) and areas particular to a material (206, 207, 208, 230)."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.core.description import Extent, Series, Text
from catalogue.core.identifiers import normalise_issn
from catalogue.formats.cleaning import clean, clean_title
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import sentence

# Catalogues of old books write the format before the pages: "In-4°, XI-101 p."
_FORMAT = re.compile(r"(?:grand |petit |gr\. |pet\. )?in-(?:fol(?:io)?\.?|plano|\d{1,3}(?:[°ºo]|mo)?)", re.IGNORECASE)


def _extent(field: Field, draft: Draft) -> None:
    parts: dict[str, list[str]] = {"a": [], "c": [], "d": [], "e": []}
    for code, raw in field.subfields:
        if code in parts and (text := clean(raw)):
            parts[code].append(text)
    value = " ; ".join(parts["a"])
    size = " ; ".join(parts["d"])
    if not size and (found := _FORMAT.search(value)):
        size = found[0]
    if value or size or parts["c"] or parts["e"]:
        draft.extents.append(Extent(value, ", ".join(parts["c"]), size, ", ".join(parts["e"]), field.place))


def _series(field: Field, draft: Draft) -> None:
    title = volume = issn = ""
    for code, raw in field.subfields:
        if code == "a" and not title:
            title, _ = clean_title(raw)
        elif code in "hi" and (text := clean(raw)):
            title = sentence(title, text)
        elif code == "v" and not volume:
            volume = clean(raw)
        elif code == "x" and not issn:
            issn = normalise_issn(raw)
    if title and draft.first_time("series", title, volume):
        draft.series.append(Series(title, volume, issn, field.place))


def _specific(codes: str) -> Callable[[Field, Draft], None]:
    def handler(field: Field, draft: Draft) -> None:
        value = " ; ".join(text for code, raw in field.subfields if code in codes and (text := clean(raw)))
        if value:
            draft.material_specific.append(Text(value, field.place))

    return handler


HANDLERS = {
    "206": _specific("abcdef"),
    "207": _specific("az"),
    "208": _specific("ad"),
    "215": _extent,
    "225": _series,
    "229": _specific("a"),
    "230": _specific("a"),
}

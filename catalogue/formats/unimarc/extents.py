"""Physical description (215), series (225) and areas particular to a material (206, 207, 208, 230)."""

from __future__ import annotations

import re

from catalogue.core.description import Extent
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import add_series, material_specific

# Catalogues of old books write the format before the pages: "In-4°, XI-101 p."
_FORMAT = re.compile(r"(?:grand |petit |gr\. |pet\. )?in-(?:fol(?:io)?\.?|plano|\d{1,3}(?:[°ºo]|mo)?)", re.IGNORECASE)
_SERIES_SIGNS = {"d": " = ", "e": " : ", "f": " / "}


def _extent(field: Field, draft: Draft) -> None:
    parts: dict[str, list[str]] = {"a": [], "c": [], "d": [], "e": []}
    for code, raw in field.subfields:
        if code in parts and (text := clean(raw)):
            parts[code].append(text)
    value = " ; ".join(parts["a"])
    size = " ; ".join(parts["d"])
    if not size and (measured := _FORMAT.search(value)):
        size = measured[0]
    if value or size or parts["c"] or parts["e"]:
        draft.extents.append(
            Extent(value=value, illustrations=", ".join(parts["c"]), format=size, accompanying=", ".join(parts["e"]), place=field.place)
        )


def _series(field: Field, draft: Draft) -> None:
    add_series(field, draft, heading="a", parts="hi", read=clean, joined=_SERIES_SIGNS)


HANDLERS = {
    "206": material_specific("abcdef", read=clean),
    "207": material_specific("az", read=clean),
    "208": material_specific("ad", read=clean),
    "215": _extent,
    "225": _series,
    "229": material_specific("a", read=clean),
    "230": material_specific("a", read=clean),
}

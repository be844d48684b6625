"""Digital copies: 856, and the addresses of 859."""

from __future__ import annotations

from catalogue.core.description import Identifier, Link
from catalogue.formats.cleaning import clean
from catalogue.formats.digital import add_copy, add_manifest, add_thumbnail, digital_copy, is_manifest, is_thumbnail
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail; a second indicator 2 says that it is a related document."""
    media_type = next((clean(raw) for code, raw in field.subfields if code == "q"), "")
    label = " ".join(text for code, raw in field.subfields if code in "23z" and (text := clean(raw)))
    for code, raw in field.subfields:
        if code != "u" or not raw:
            continue
        copy = digital_copy(raw, label=label, place=field.place)
        if copy is None:
            continue
        if is_thumbnail(label):
            add_thumbnail(draft.digital_copies, copy.url)
        elif is_manifest(copy.url, media_type=media_type, label=label):
            add_manifest(draft.digital_copies, copy)
        elif field.indicators[1:2] == "2":
            draft.links.append(Link("related", label, "", (Identifier("url", copy.url, "", field.place),), field.place))
        elif draft.first_time("digital copy", copy.url):
            add_copy(draft.digital_copies, copy)


HANDLERS = {"856": _digital_copy}

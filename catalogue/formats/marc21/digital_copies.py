"""Digital copies: 856; tables of contents, blurbs and other related matter become links."""

from __future__ import annotations

from catalogue.core.description import Identifier, Link
from catalogue.core.vocabularies import fold
from catalogue.formats.cleaning import clean
from catalogue.formats.digital import add_copy, add_manifest, add_thumbnail, digital_copy, is_manifest, is_thumbnail
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field

# What national libraries hang on 856 beside the document itself, first words of $3 or $y, folded.
_NOT_THE_DOCUMENT = (
    "table of contents", "publisher description", "contributor biographical", "sample text", "book review", "cover image",
    "table des matieres", "inhaltsverzeichnis", "inhaltstext", "klappentext", "rezension", "indice",
)  # fmt: skip


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail."""
    media_type = next((clean(raw) for code, raw in field.subfields if code == "q"), "")
    label = " ".join(text for code, raw in field.subfields if code in "3yz" and (text := clean(raw)))
    related = field.indicators[1:2] == "2" or fold(label).startswith(_NOT_THE_DOCUMENT)
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
        elif related:
            draft.links.append(Link("related", label, "", (Identifier("url", copy.url, "", field.place),), field.place))
        elif draft.first_time("digital copy", copy.url):
            add_copy(draft.digital_copies, copy)


HANDLERS = {"856": _digital_copy}

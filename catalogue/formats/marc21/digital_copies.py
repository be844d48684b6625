"""Digital copies: 856; tables of contents, blurbs and other related matter become links."""

from __future__ import annotations

from catalogue.core.vocabularies import fold
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import add_electronic_location

# What national libraries hang on 856 beside the document itself, first words of $3 or $y, folded.
_NOT_THE_DOCUMENT = (
    "table of contents", "publisher description", "contributor biographical", "sample text", "book review", "cover image",
    "table des matieres", "inhaltsverzeichnis", "inhaltstext", "klappentext", "rezension", "indice",
)  # fmt: skip


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail."""

    def is_related(label: str) -> bool:
        return field.indicators[1:2] == "2" or fold(label).startswith(_NOT_THE_DOCUMENT)

    add_electronic_location(field, draft, label_codes="3yz", is_related=is_related)


HANDLERS = {"856": _digital_copy}

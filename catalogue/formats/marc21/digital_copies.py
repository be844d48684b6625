"""Digital copies: 856; tables of contents, blurbs, what opens for some readers only and other related matter become links."""

from __future__ import annotations

from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import add_electronic_location


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail, or a link."""
    add_electronic_location(field, draft, label_codes="3yzln", related=field.indicators[1:2] == "2")


HANDLERS = {"856": _digital_copy}

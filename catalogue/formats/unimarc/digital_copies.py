"""Digital copies: 856, and the addresses of 859."""

from __future__ import annotations

from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import add_electronic_location


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail; a second indicator 2 says that it is a related document."""
    add_electronic_location(field, draft, label_codes="23z", is_related=lambda _label: field.indicators[1:2] == "2")


HANDLERS = {"856": _digital_copy}

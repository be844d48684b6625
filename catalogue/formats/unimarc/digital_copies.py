"""Digital copies: 856, and the addresses of 859."""

from __future__ import annotations

from catalogue.core.description import Identifier, Link
from catalogue.formats.cleaning import clean
from catalogue.formats.digital import digital_copy
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy; a second indicator 2 says that it is a related document, not this one."""
    label = " ".join(text for code, raw in field.subfields if code in "23z" and (text := clean(raw)))
    for code, raw in field.subfields:
        if code != "u" or not raw:
            continue
        copy = digital_copy(raw, label=label, place=field.place)
        if copy is None:
            continue
        if field.indicators[1:2] == "2":
            draft.links.append(Link("related", label, "", (Identifier("url", copy.url, "", field.place),), field.place))
        elif draft.first_time("digital copy", copy.url):
            draft.digital_copies.append(copy)


HANDLERS = {"856": _digital_copy}

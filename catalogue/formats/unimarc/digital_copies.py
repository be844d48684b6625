"""Digital copies: 856."""

from __future__ import annotations

from msgspec.structs import replace

from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.online import relation_of
from catalogue.formats.statements import add_electronic_location, link_to


def _digital_copy(field: Field, draft: Draft) -> None:
    """856: each $u is a copy, its IIIF manifest or its thumbnail, or a link; a second indicator 2 says that it is a related document."""
    if not field.first("u"):
        _say_more(field, draft)
        return
    add_electronic_location(field, draft, label_codes="23z", related=field.indicators[1:2] == "2")


def _say_more(field: Field, draft: Draft) -> None:
    """An 856 without an address goes on about the copy before it: "Texte intégral depuis le n° 31"."""
    text = " ".join(text for code, raw in field.subfields if code in "23z" and (text := clean(raw)))
    if text and draft.digital_copies and draft.digital_copies[-1].place.startswith("856"):
        last = draft.digital_copies[-1]
        if not last.label and (relation := relation_of(last.url, words=text)):
            draft.links.append(link_to(last.url, relation=relation, title=text, place=last.place))
            draft.digital_copies.pop()
            return
        draft.digital_copies[-1] = replace(last, label=f"{last.label} ; {text}" if last.label else text)


HANDLERS = {"856": _digital_copy}

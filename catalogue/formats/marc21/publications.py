"""Publication: 250 edition, 260 and 264, 752 and 751 places."""

from __future__ import annotations

from catalogue.core.description import Publication, Text
from catalogue.core.kinds import PublicationKind
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import trim
from catalogue.formats.statements import add_publication

# Second indicator of 264.
KINDS_264: dict[str, PublicationKind] = {"0": "production", "1": "publication", "2": "distribution", "3": "manufacture", "4": "copyright"}


def _statement(field: Field, draft: Draft, *, kind: PublicationKind) -> None:
    places: list[str] = []
    names: list[str] = []
    dates: list[str] = []
    printers: tuple[list[str], list[str], list[str]] = ([], [], [])
    lists = {"a": places, "b": names, "c": dates, "e": printers[0], "f": printers[1], "g": printers[2]}
    for code, raw in field.subfields:
        if code in lists and (value := _unbracket(trim(raw))):
            lists[code].append(value)
    place = field.place
    if places or names or dates:
        add_publication(draft, Publication(kind=kind, places=tuple(places), names=tuple(names), date=", ".join(dates), place=place))
    if any(printers):
        add_publication(
            draft,
            Publication(kind="manufacture", places=tuple(printers[0]), names=tuple(printers[1]), date=", ".join(printers[2]), place=place),
        )


def _unbracket(text: str) -> str:
    """Take off a bracket whose other half went with the next subfield: "[Paris", "1901)"."""
    for opening, closing in ("[]", "()"):
        if text.count(opening) != text.count(closing):
            text = text.removeprefix(opening).removesuffix(closing)
    return text


def _publication_260(field: Field, draft: Draft) -> None:
    """260 of a manuscript says where and when it was written."""
    _statement(field, draft, kind="production" if draft.material == "manuscript" else "publication")


def _publication_264(field: Field, draft: Draft) -> None:
    _statement(field, draft, kind=KINDS_264.get(field.indicators[1:2], "publication"))


def _edition(field: Field, draft: Draft) -> None:
    value = " / ".join(text for code, raw in field.subfields if code in "ab" and (text := trim(raw)))
    if value:
        draft.editions.append(Text(value=value, place=field.place))


def _place(field: Field, draft: Draft) -> None:
    """752: a place from the country to the city; the narrowest names it, the country in brackets."""
    values = [text for code, raw in field.subfields if code in "abcdfgh" and (text := trim(raw))]
    if values:
        draft.production_places.append(Text(value=values[0] if len(values) == 1 else f"{values[-1]} ({values[0]})", place=field.place))


HANDLERS = {"250": _edition, "260": _publication_260, "264": _publication_264, "751": _place, "752": _place}

"""Publication: 205 edition, 210 and 214 (both may say the same), 620 and 621 places."""

from __future__ import annotations

import re

from catalogue.core.description import Note, Publication, Text
from catalogue.core.kinds import PublicationKind
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import add_publication

# Second indicator of 214 (UNIMARC manual, 2016 update).
KINDS_214: dict[str, PublicationKind] = {"0": "publication", "1": "production", "2": "distribution", "3": "manufacture", "4": "copyright"}


_TOWN_CODE = re.compile(r"(?:F-)?(?:\d{2,3}|2[AB]|\d{5})[\s-]+(?=[^\W\d_])")


def _town(text: str) -> str:
    """The name of a town after the number of its department, as BnF writes printers' addresses: "07-Aubenas" is Aubenas."""
    return _TOWN_CODE.sub("", text, count=1) if _TOWN_CODE.match(text) else text


def _statement(field: Field, draft: Draft, *, kind: PublicationKind) -> None:
    places: list[str] = []
    names: list[str] = []
    dates: list[str] = []
    printers: tuple[list[str], list[str], list[str]] = ([], [], [])
    for code, raw in field.subfields:
        value = clean(raw)
        if not value:
            continue
        if code == "a":
            places.append(_town(value))
        elif code == "c":
            names.append(value)
        elif code == "d":
            dates.append(value)
        elif code in "egh":  # printer's place, name and date
            printers["egh".index(code)].append(_town(value) if code == "e" else value)
        elif code in "rs":  # the imprint or the colophon, transcribed
            draft.notes.append(Note(value=value, kind="publication", copy="", place=field.place))
    place = field.place
    if places or names or dates:
        add_publication(draft, Publication(kind=kind, places=tuple(places), names=tuple(names), date=", ".join(dates), place=place))
    if any(printers):
        add_publication(
            draft,
            Publication(kind="printing", places=tuple(printers[0]), names=tuple(printers[1]), date=", ".join(printers[2]), place=place),
        )


def _publication_210(field: Field, draft: Draft) -> None:
    """210 of a manuscript says where and when it was written."""
    _statement(field, draft, kind="production" if draft.material == "manuscript" else "publication")


def _publication_214(field: Field, draft: Draft) -> None:
    _statement(field, draft, kind=KINDS_214.get(field.indicators[1:2], "publication"))


def _edition(field: Field, draft: Draft) -> None:
    """205: edition, its additions, and who is responsible for it."""
    value = ""
    for code, raw in field.subfields:
        text = clean(raw) if code in "abdfg" else ""
        if text:
            value = f"{value}{' / ' if code in 'fg' else ', '}{text}" if value else text
    if value:
        draft.editions.append(Text(value=value, place=field.place))


def _place(field: Field, draft: Draft) -> None:
    """620 and 621 hold a place from the widest to the narrowest; the narrowest names it, the country in brackets where it helps."""
    values = {code: clean(raw) for code, raw in field.subfields if raw}
    narrow = [values[code] for code in "dcb" if values.get(code)]
    if narrow:
        country = values.get("a", "")
        text = f"{narrow[0]} ({country})" if len(country) > 2 else narrow[0]
    else:
        text = values.get("a", "")
    if text:
        draft.production_places.append(Text(value=text, place=field.place))


HANDLERS = {"205": _edition, "210": _publication_210, "214": _publication_214, "620": _place, "621": _place}

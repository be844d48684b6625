"""Links to other documents: 76X-78X, and 730 works."""

from __future__ import annotations

from msgspec import convert

from catalogue.core.description import Identifier, Link
from catalogue.core.identifiers import normalise_isbn, normalise_issn, normalise_oclc
from catalogue.core.kinds import Relation
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.punctuation import trim
from catalogue.formats.tables import rows

RELATIONS = convert({row["tag"]: row["relation"] for row in rows("marc21_links")}, dict[str, Relation])


def _identifier(code: str, raw: str, place: str) -> Identifier | None:
    """$w record number, $x ISSN, $z ISBN."""
    scheme, value = "", ""
    if code == "x":
        scheme, value = "issn", normalise_issn(raw)
    elif code == "z":
        scheme, value = "isbn", normalise_isbn(raw)
    elif code == "w":
        scheme, value = "local", clean(raw)
        if value.startswith("(OCoLC)"):
            scheme, value = "oclc", normalise_oclc(value)
    return Identifier(scheme=scheme, value=value, qualifier="", place=place) if value else None


def _link(field: Field, draft: Draft) -> None:
    title = author = volume = ""
    numbers: list[Identifier] = []
    place = field.place
    for code, raw in field.subfields:
        if code == "t" or (code == "s" and not title):
            title = trim(raw) or title
        elif code == "a":
            author = author or trim(raw)
        elif code in "gqv":
            volume = volume or clean(raw)
        elif number := _identifier(code, raw, place):
            numbers.append(number)
    title = title or author
    if title or numbers:
        draft.links.append(Link(relation=RELATIONS[field.tag], title=title, volume=volume, identifiers=tuple(numbers), place=place))


def _work(field: Field, draft: Draft) -> None:
    """730: a work under its uniform title, contained in this document where the second indicator is 2."""
    title = ". ".join(text for code, raw in field.subfields if code in "adfgklmnoprst" and (text := trim(raw)))
    if title:
        draft.links.append(
            Link(
                relation="has_part" if field.indicators[1:2] == "2" else "related",
                title=title,
                volume="",
                identifiers=(),
                place=field.place,
            )
        )


HANDLERS = {**dict.fromkeys(RELATIONS, _link), "730": _work}

"""A fonds as the common record says it, for the formats that notices are written in: collections and books are found side by side there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from catalogue.core.description import Description, Extent, Genre, Holding, Identifier, Language, Link, Note, Title
from catalogue.core.fonds import FondsDescription
from catalogue.core.kinds import NoteKind
from catalogue.core.vocabularies import label_fr
from catalogue.formats.ead.writing.fonds import extent_words


def described(fonds: FondsDescription, *, site: str = "") -> Description:
    """What the fonds says, its sous-fonds by their names. ``site``: scheme and host that addresses of ours are completed with."""
    return Description(
        identifier=fonds.identifier,
        format="ead",
        document_type="collection",
        level="collection",
        titles=(Title(value=fonds.title), *(Title(value=title, kind="variant") for title in fonds.other_titles)),
        agents=tuple(replace(agent, rank="main" if not place else "joint") for place, agent in enumerate(fonds.producers)),
        dates=tuple(span for span in fonds.dates if span.display),
        languages=tuple(Language(code=code) for code in fonds.languages),
        extents=tuple(Extent(value=extent_words(one)) for one in fonds.extents),
        genres=tuple(Genre(value=label_fr("document_type", code) or code) for code in fonds.document_types),
        subjects=fonds.subjects,
        notes=tuple(_notes(fonds)),
        holdings=_holdings(fonds),
        digital_copies=fonds.digital_copies,
        links=tuple(_links(fonds, site)),
    )


def _holdings(fonds: FondsDescription) -> tuple[Holding, ...]:
    institution = fonds.keeper.rcr or fonds.keeper.isil
    numbers = " ; ".join(one.value for one in fonds.call_numbers if one.kind == "cote")
    return (Holding(institution=institution, institution_name=fonds.keeper.name, call_number=numbers),) if institution else ()


def _notes(fonds: FondsDescription) -> Iterator[Note]:
    said: tuple[tuple[NoteKind, Iterable[str]], ...] = (
        ("summary", [fonds.contents]), ("general", [fonds.biography, fonds.arrangement]),
        ("provenance", [fonds.custody, *(one.note for one in fonds.acquisitions)]),
        ("bibliography", fonds.bibliography), ("access", [fonds.access]), ("rights", [fonds.reproduction]),
    )  # fmt: skip
    for kind, texts in said:
        yield from (Note(value=" ".join(text.split()), kind=kind) for text in texts if text.strip())


def _links(fonds: FondsDescription, site: str) -> Iterator[Link]:
    for part in fonds.parts:
        ark = f"ark:/{part.ark}"
        yield Link(relation="has_part", title=part.title, identifiers=_named(f"{site}/{ark}" if part.ark else ""))
    for aid in fonds.finding_aids:
        if aid.kind != "none":
            title = aid.title or label_fr("finding_aid_kind", aid.kind)
            yield Link(relation="finding_aid", title=title, identifiers=_named(f"{site}{aid.url}" if aid.url.startswith("/") else aid.url))
    for one in fonds.related:
        yield Link(relation="related", title=", ".join(filter(None, (one.title, one.institution))), identifiers=_named(one.url))


def _named(url: str) -> tuple[Identifier, ...]:
    return (Identifier(scheme="url", value=url),) if url else ()

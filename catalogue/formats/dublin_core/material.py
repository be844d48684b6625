"""Material and document type: type, format, extent, medium."""

from __future__ import annotations

import re

from msgspec import convert
from msgspec.structs import replace

from catalogue.core.description import Extent, Genre, Identifier
from catalogue.core.kinds import DocumentType, Material
from catalogue.core.vocabularies import fold
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core import type_addresses
from catalogue.formats.dublin_core.statement import Statement
from catalogue.formats.genres import document_type_of
from catalogue.formats.tables import rows

_TYPES = convert(
    {row["word"]: (row["material"], row["document_type"]) for row in rows("dublin_core_types")}, dict[str, tuple[Material, DocumentType]]
)
# Types that say little: a narrower one beside them wins.
_BROAD = frozenset({"book", "image", "object", "collection", "electronic", ""})
_MIME = re.compile(r"[a-z]+/[\w.+-]+(?:;.*)?")
_NOT_AN_EXTENT = re.compile(r"nombre total de vues|^[\d.]+$", re.IGNORECASE)


def _type(statement: Statement, draft: Draft) -> None:
    """Each type adds what it knows: "text" then "manuscrit" is a manuscript; what no table knows is a genre, by its label."""
    told = type_addresses.read(statement.text)
    if told is not None and told.document_type:
        _settle_on((told.material, told.document_type), draft)
        return
    if _MIME.fullmatch(statement.text.casefold()):
        _format(statement, draft)
        return
    words = told.words if told is not None else statement.text
    word = fold(words).removeprefix("doc-type:").removeprefix("info:eu-repo/semantics/")
    if found := _TYPES.get(word) or _TYPES.get(word.replace(" ", "")) or (told and _TYPES.get(fold(told.code))):
        _settle_on(found, draft)
    elif words:
        identifiers = () if told is None else (Identifier(scheme="url", value=statement.text, place=statement.place),)
        draft.genres.append(Genre(value=words, scheme=statement.scheme, identifiers=identifiers, place=statement.place))


def _settle_on(found: tuple[Material, DocumentType], draft: Draft) -> None:
    if draft.document_type in _BROAD and (not draft.document_type or found[1] not in _BROAD):
        draft.material, draft.document_type = found


def _format(statement: Statement, draft: Draft) -> None:
    """A MIME type says nothing of the original; counters and bare numbers are no extent."""
    if _MIME.fullmatch(statement.text.casefold()):
        draft.digital = draft.digital or not statement.text.casefold().startswith("text/html")
    elif not _NOT_AN_EXTENT.search(statement.text):
        draft.extents.append(Extent(value=statement.text, place=statement.place))


def settle(draft: Draft) -> None:
    """A genre tells the document type where no type did; a periodical is a serial."""
    if draft.document_type in _BROAD:
        for genre in draft.genres:
            named = document_type_of(genre.value)
            if named and (not draft.material or _TYPES.get(fold(genre.value), ("", ""))[0] in ("", draft.material)):
                draft.document_type = named
                draft.material = draft.material or next((material for material, kind in _TYPES.values() if kind == named), "")
                break
    if draft.material == "manuscript":
        draft.dates = [replace(date, kind="creation") if date.kind == "publication" else date for date in draft.dates]
    if draft.document_type in ("periodical", "newspaper"):
        draft.level = "serial"
    elif draft.document_type in ("archive", "collection"):
        draft.level = "collection"
    elif draft.document_type == "article":
        draft.level = "component"
    elif draft.document_type:
        draft.level = "monograph"


HANDLERS = {"type": _type, "format": _format, "extent": _format, "medium": _format}

"""typeOfResource, genre, language, physicalDescription: what the document is and of what it is made."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.kinds import DocumentType, LanguageRole, Material
from catalogue.formats.mods.element import group, leaf

_TYPES: dict[Material, str] = {
    "text": "text", "manuscript": "text", "score": "notated music", "map": "cartographic", "image": "still image",
    "sound": "sound recording", "video": "moving image", "object": "three dimensional object", "electronic": "software, multimedia",
    "mixed": "mixed material",
}  # fmt: skip
# The words of "marcgt", MARC's list of genre terms.
_GENRES: dict[DocumentType, str] = {
    "book": "book", "article": "article", "periodical": "periodical", "newspaper": "newspaper", "map": "map", "print": "picture",
    "drawing": "picture", "painting": "art original", "image": "picture", "photograph": "picture", "video": "videorecording",
    "sound": "sound", "object": "realia", "coin": "realia",
}  # fmt: skip
_PARTS: dict[LanguageRole, str] = {"summary": "summary", "subtitles": "subtitle", "libretto": "libretto", "other": "other"}


def kinds(description: Description) -> Iterator[str]:
    """typeOfResource, genre."""
    manuscript = "yes" if description.material == "manuscript" or description.document_type == "manuscript" else ""
    yield leaf("typeOfResource", _TYPES.get(description.material, ""), manuscript=manuscript)
    yield leaf("genre", _GENRES.get(description.document_type, ""), authority="marcgt")
    for genre in description.genres:
        yield leaf("genre", genre.value, authority=genre.scheme)


def languages(description: Description) -> Iterator[str]:
    """Those of the text, with its scripts; those of its parts; that of the original in a note of the standard's own words."""
    scripts = [leaf("scriptTerm", script, type_="text") for script in description.scripts]
    first = True
    for language in description.languages:
        if language.role in ("original", "intermediate"):
            continue
        inside = [leaf("languageTerm", language.code, type_="code", authority="iso639-2b"), *(scripts if first else ())]
        yield group("language", inside, objectPart=_PARTS.get(language.role, ""))
        first = False


def physical(description: Description) -> Iterator[str]:
    """physicalDescription: a statement of extent each, and notes of what the copy looks like for all of them."""
    for extent in description.extents:
        notes = (
            leaf("note", extent.illustrations, type_="illustrations"),
            leaf("note", extent.accompanying, type_="accompanying material"),
        )
        yield group("physicalDescription", (leaf("extent", extent.value), leaf("extent", extent.format), *notes))
    for note in description.notes:
        if note.kind == "physical":
            yield group("physicalDescription", (leaf("note", note.value),))

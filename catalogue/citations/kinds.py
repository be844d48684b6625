"""What each reference format calls our types of documents."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A type in each vocabulary.

    ``csl``: Citation Style Language 1.0.2; ``ris``: RIS of 2011; ``bibtex``: the entry type; ``schema_org``; ``named`` tells
    whether a citation must say what it is, since a reader would take it for a book.
    """

    csl: str
    ris: str
    bibtex: str
    schema_org: str
    named: bool = True


_PICTURE = ("graphic", "ART", "misc")
KINDS: dict[str, Kind] = {
    "book": Kind("book", "BOOK", "book", "Book", named=False),
    "article": Kind("chapter", "CHAP", "incollection", "Article", named=False),
    "periodical": Kind("periodical", "JFULL", "misc", "Periodical"),
    "newspaper": Kind("periodical", "JFULL", "misc", "Newspaper"),
    "manuscript": Kind("manuscript", "MANSCPT", "unpublished", "Manuscript"),
    "archive": Kind("manuscript", "MANSCPT", "unpublished", "ArchiveComponent"),
    "map": Kind("map", "MAP", "misc", "Map"),
    "score": Kind("musical_score", "MUSIC", "misc", "SheetMusic"),
    "print": Kind(*_PICTURE, "VisualArtwork"),
    "photograph": Kind(*_PICTURE, "Photograph"),
    "poster": Kind(*_PICTURE, "Poster"),
    "postcard": Kind(*_PICTURE, "VisualArtwork"),
    "drawing": Kind(*_PICTURE, "Drawing"),
    "painting": Kind(*_PICTURE, "Painting"),
    "image": Kind(*_PICTURE, "VisualArtwork"),
    "sound": Kind("song", "SOUND", "misc", "AudioObject"),
    "video": Kind("motion_picture", "VIDEO", "misc", "VideoObject"),
    "object": Kind("document", "GEN", "misc", "CreativeWork"),
    "coin": Kind("document", "GEN", "misc", "CreativeWork"),
    "electronic": Kind("document", "ELEC", "misc", "CreativeWork"),
    "collection": Kind("collection", "GEN", "misc", "Collection"),
    "mixed": Kind("document", "GEN", "misc", "CreativeWork"),
}
OTHER = Kind("document", "GEN", "misc", "CreativeWork", named=False)


def kind_of(document_type: str) -> Kind:
    """The names of a document type (``catalogue.core.vocabularies.DOCUMENT_TYPES``); of a document without one for any other."""
    return KINDS.get(document_type, OTHER)

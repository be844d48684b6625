"""What the document is: type in the words that the readers know, extents, genres."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.core.kinds import DocumentType
from catalogue.formats.dublin_core.writing.element import Element

_TYPES: dict[DocumentType, tuple[str, str]] = {
    "book": ("livre", "Text"), "article": ("article", "Text"), "periodical": ("périodique", "Text"), "newspaper": ("presse", "Text"),
    "manuscript": ("manuscrit", "Text"), "archive": ("fonds d'archives", "Collection"), "map": ("carte", "Image"),
    "score": ("partition", "Text"), "print": ("estampe", "StillImage"), "photograph": ("photographie", "StillImage"),
    "poster": ("affiche", "StillImage"), "postcard": ("carte postale", "StillImage"), "drawing": ("dessin", "StillImage"),
    "painting": ("peinture", "StillImage"), "image": ("image", "StillImage"), "sound": ("document sonore", "Sound"),
    "video": ("vidéo", "MovingImage"), "object": ("objet", "PhysicalObject"), "coin": ("monnaie", "PhysicalObject"),
    "electronic": ("", "Software"), "collection": ("collection", "Collection"), "mixed": ("", "Collection"),
}  # fmt: skip


def elements(description: Description) -> Iterator[Element]:
    """type (the French word, then DCMI's), format."""
    if found := _TYPES.get(description.document_type):
        if found[0]:
            yield Element("type", found[0], language="fr")
        yield Element("type", found[1], scheme="DCMIType")
    for genre in description.genres:
        yield Element("type", genre.value)
    for extent in description.extents:
        text = " : ".join(part for part in (extent.value, extent.illustrations) if part)
        text = " ; ".join(part for part in (text, extent.format) if part)
        text = " + ".join(part for part in (text, extent.accompanying) if part)
        yield Element("format", text, refined="extent")

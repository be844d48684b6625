"""What a reader calls a document, from words of form and genre ("Affiches -- France", "1 photogr.", "image fixe")."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import convert

from catalogue.core.kinds import DocumentType, Material
from catalogue.core.vocabularies import fold
from catalogue.formats.tables import rows

_WORDS = convert({row["word"]: row["document_type"] for row in rows("genre_words")}, dict[str, DocumentType])
# Which genres may refine which material: an engraving in a printed book's genre list does not make the book a print.
REFINES: dict[Material, frozenset[DocumentType]] = {
    "image": frozenset({"poster", "postcard", "photograph", "print", "drawing", "painting", "map"}),
    "text": frozenset({"poster", "postcard"}),
    "manuscript": frozenset({"archive"}),
    "object": frozenset({"coin"}),
    "mixed": frozenset({"archive"}),
}
_FORMAT_WORDS = re.compile(r"[a-z'-]+")


@lru_cache(maxsize=4096)
def document_type_of(text: str) -> DocumentType:
    """The document type that a term of form or genre names, or "": its first part is read whole, then its first two words, then one."""
    words = _FORMAT_WORDS.findall(fold(text[:200].partition(" -- ")[0]))
    for length in (len(words), 3, 2, 1):
        if 0 < length <= len(words) and (document_type := _WORDS.get(" ".join(words[:length]))):
            return document_type
    return ""


def refine(material: Material, terms: list[str]) -> DocumentType:
    """The document type that the first telling term gives to a document of this material, or an empty string."""
    allowed = REFINES.get(material)
    for term in terms:
        document_type = document_type_of(term)
        if document_type and (not material or (allowed and document_type in allowed)):
            return document_type
    return ""

"""The closed words of the common record as types: what a decoder accepts, and what a checker of types knows.

The same words, with their labels, stand in ``catalogue/core/tables/terms.csv`` (a test compares the two). ``OTHERWISE`` is the word that
says least: what a value is read as where the release that stored it knew words that this one does not.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

Material = Literal["", "text", "manuscript", "score", "map", "image", "sound", "video", "object", "electronic", "mixed"]
DocumentType = Literal[
    "", "book", "article", "periodical", "newspaper", "manuscript", "archive", "map", "score", "print", "photograph", "poster",
    "postcard", "drawing", "painting", "image", "sound", "video", "object", "coin", "electronic", "collection", "mixed",
]  # fmt: skip
Level = Literal["", "monograph", "serial", "component", "collection", "integrating"]
TitleKind = Literal["proper", "remainder", "part", "parallel", "uniform", "variant", "key", "former", "cover"]
AgentKind = Literal["person", "family", "corporate", "meeting", "trademark", "unknown"]
Rank = Literal["main", "joint", "other"]
DateKind = Literal["publication", "printing", "copyright", "original", "reproduction", "creation", "coverage"]
Calendar = Literal["gregorian", "republican", "liberty", "hijri", "hebrew"]
PublicationKind = Literal["publication", "printing", "distribution", "manufacture", "production", "copyright"]
LanguageRole = Literal["text", "original", "intermediate", "summary", "subtitles", "libretto", "other"]
NoteKind = Literal[
    "general", "contents", "summary", "thesis", "references", "bibliography", "edition", "periodicity", "language", "responsibility",
    "title", "publication", "physical", "copy", "provenance", "binding", "conservation", "acquisition", "access", "rights", "gaps",
    "inventory",
]  # fmt: skip
SubjectKind = Literal["topic", "person", "family", "corporate", "title", "place", "period", "free", "class"]
Relation = Literal[
    "part_of", "has_part", "series", "supplement", "supplement_to", "continues", "continued_by", "other_edition", "translation_of",
    "translated_as", "reproduction_of", "reproduced_as", "bound_with", "reserved_access", "contents_or_cover", "finding_aid", "related",
]  # fmt: skip
# A relator code of UNIMARC (appendix C): three figures. A code that the manual does not list is kept: it is the source's.
Role = Annotated[str, Meta(min_length=3, max_length=3)]

OTHERWISE: dict[object, str] = {
    Material: "",
    DocumentType: "",
    Level: "",
    TitleKind: "variant",
    AgentKind: "unknown",
    Rank: "other",
    DateKind: "publication",
    Calendar: "gregorian",
    PublicationKind: "publication",
    LanguageRole: "other",
    NoteKind: "general",
    SubjectKind: "free",
    Relation: "related",
}

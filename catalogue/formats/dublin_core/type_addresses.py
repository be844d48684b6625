"""Types said by an address: DCMI, COAR, schema.org, Europeana, the Library of Congress and the Getty, as words and document types."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import convert

from catalogue.core.kinds import DocumentType, Material
from catalogue.formats.tables import rows

_VOCABULARIES = (
    ("dcmitype", re.compile(r"(?:www\.)?purl\.org/dc/(?:dcmitype|terms/DCMIType)[/#](.+)", re.IGNORECASE)),
    ("coar", re.compile(r"(?:www\.)?purl\.org/coar/resource_type/(.+)")),
    ("schema", re.compile(r"(?:www\.)?schema\.org/(.+)")),
    ("edm", re.compile(r"(?:www\.)?europeana\.eu/schemas/edm/?[/#](.+)")),
    ("bibframe", re.compile(r"id\.loc\.gov/ontologies/bibframe[/#](.+)")),
    ("contenttypes", re.compile(r"id\.loc\.gov/vocabulary/contentTypes/(.+)")),
    ("resourcetypes", re.compile(r"id\.loc\.gov/vocabulary/resourceTypes/(.+)")),
    ("marcgt", re.compile(r"id\.loc\.gov/vocabulary/(?:marcgt|graphicMaterials|genreFormSchemes)/(.+)")),
    ("genreforms", re.compile(r"id\.loc\.gov/authorities/genreForms/(.+)")),
    ("aat", re.compile(r"vocab\.getty\.edu/(?:page/)?(?:aat/|resource/aat/)(.+)")),
)
_ADDRESS = re.compile(r"https?://(.+?)[/.]*", re.IGNORECASE)
_KNOWN = convert(
    {f"{row['vocabulary']} {row['code']}": (row["label"], row["material"], row["document_type"]) for row in rows("type_addresses")},
    dict[str, tuple[str, Material, DocumentType]],
)
# "NotatedMusic", "physical_object", "StillImage": two words. A code with figures is no word.
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|[_+]|%20|-(?=[A-Za-z])")
_CODE = re.compile(r".*\d.*")


class Type(NamedTuple):
    """What an address says: words to look for or to show, its last name as it is, and, where a table has them, the material and the
    document type.
    """

    words: str
    code: str
    material: Material = ""
    document_type: DocumentType = ""


def read(text: str) -> Type | None:
    """The type that an address names; None where ``text`` is no address. ``words`` are the address itself where it says nothing else."""
    address = _ADDRESS.fullmatch(text.strip())
    if address is None:
        return None
    for name, pattern in _VOCABULARIES:
        if found := pattern.fullmatch(address[1]):
            known = _KNOWN.get(f"{name} {found[1].casefold()}")
            if known is not None:
                return Type(known[0], found[1], known[1], known[2])
            break
    code = re.split(r"[/#]", address[1])[-1]
    return Type(_words(code) or text, code)


def _words(code: str) -> str:
    """The words in a name that programs write; empty where it is a mere code."""
    return "" if _CODE.fullmatch(code) else " ".join(_HUMP.sub(" ", code).split()).casefold()

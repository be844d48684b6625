"""A digitised document in EDM: the object, its digital copies, and who gives them under which terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from catalogue.core.description import Description, DigitalCopy
from catalogue.core.kinds import DocumentType
from catalogue.formats.digital import manifest_of
from catalogue.formats.dublin_core.writing import Said, elements
from catalogue.formats.dublin_core.writing.element import Element
from catalogue.formats.edm.rights import rights_of
from catalogue.formats.marc.xml_writer import xml_text

EDM: Final = "http://www.europeana.eu/schemas/edm/"
EDM_SCHEMA: Final = "http://www.europeana.eu/schemas/edm/EDM.xsd"
_SPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "edm": EDM, "ore": "http://www.openarchives.org/ore/terms/",
    "dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/",
}  # fmt: skip
_HEAD = f"<rdf:RDF {' '.join(f'xmlns:{prefix}={quoteattr(space)}' for prefix, space in _SPACES.items())}>"
_IMAGES: tuple[DocumentType, ...] = (
    "map", "print", "photograph", "poster", "postcard", "drawing", "painting", "image", "object", "coin",
)  # fmt: skip
_TYPES: dict[DocumentType, str] = {**dict.fromkeys(_IMAGES, "IMAGE"), "sound": "SOUND", "video": "VIDEO"}
TEXT: Final = "TEXT"
# The refinements of Dublin Core that the model has; of others their element is said.
_REFINED = frozenset({
    "alternative", "created", "extent", "hasPart", "isFormatOf", "isPartOf", "isReplacedBy", "issued", "isVersionOf", "replaces", "spatial",
    "tableOfContents", "temporal",
})  # fmt: skip
_ABOUT_THE_COPY = "rights"  # what the aggregation says


def write_edm(description: Description, said: Said, *, provider: str, keeper: str) -> bytes:
    """One ``rdf:RDF`` in UTF-8, without declaration. ``said.address``: the page of the notice, which names the object too;
    ``provider``: who gives the whole to Europeana; ``keeper``: the institution that holds the object.
    """
    copies = [copy for copy in description.digital_copies if copy.url]
    rights = rights_of(*(copy.rights for copy in copies if copy.rights), *(text.value for text in description.rights))
    parts = [_object(description, said), *(_copy(copy, rights) for copy in copies), _given(copies, said, rights, provider, keeper)]
    return f"{_HEAD}{''.join(parts)}</rdf:RDF>".encode()


def _object(description: Description, said: Said) -> str:
    kind = _TYPES.get(description.document_type, TEXT)
    found = [each for each in elements(description, said) if each.name != _ABOUT_THE_COPY]
    written = "".join(_elements(found, kind))
    return f"<edm:ProvidedCHO{_about(said.address)}>{written}<edm:type>{kind}</edm:type></edm:ProvidedCHO>"


def _elements(found: list[Element], kind: str) -> Iterator[str]:
    """What is said of the object; a text says its language and every object what it is, where only that nobody knows."""
    for each in found:
        name = f"dcterms:{each.refined}" if each.refined in _REFINED else f"dc:{each.name}"
        language = f" xml:lang={quoteattr(each.language)}" if each.language else ""
        yield f"<{name}{language}>{escape(xml_text(each.text))}</{name}>"
    if kind == TEXT and not any(each.name == "language" for each in found):
        yield "<dc:language>und</dc:language>"
    if not any(each.name in ("type", "subject") for each in found):
        yield '<dc:type xml:lang="fr">document</dc:type>'


def _copy(copy: DigitalCopy, rights: str) -> str:
    manifest = manifest_of(copy)
    referenced = f"<dcterms:isReferencedBy{_resource(manifest)}/>" if manifest else ""
    own = rights_of(copy.rights) if copy.rights else rights
    return f"<edm:WebResource{_about(copy.url)}><edm:rights{_resource(own)}/>{referenced}</edm:WebResource>"


def _given(copies: list[DigitalCopy], said: Said, rights: str, provider: str, keeper: str) -> str:
    picture = next((copy.thumbnail for copy in copies if copy.thumbnail), "")
    return (
        f"<ore:Aggregation{_about(f'{said.address}#aggregation')}><edm:aggregatedCHO{_resource(said.address)}/>"
        f"<edm:dataProvider>{escape(xml_text(keeper))}</edm:dataProvider>"
        f"<edm:isShownAt{_resource(said.address)}/>{f'<edm:object{_resource(picture)}/>' if picture else ''}"
        f"<edm:provider>{escape(xml_text(provider))}</edm:provider><edm:rights{_resource(rights)}/></ore:Aggregation>"
    )


def _about(address: str) -> str:
    return f" rdf:about={quoteattr(xml_text(address))}"


def _resource(address: str) -> str:
    return f" rdf:resource={quoteattr(xml_text(address))}"

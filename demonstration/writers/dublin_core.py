"""A notice as simple Dublin Core (oai_dc), in the forms that French libraries give their image collections."""

from __future__ import annotations

from xml.sax.saxutils import escape

from demonstration.imprints import imprint
from demonstration.institutions import by_code
from demonstration.notices import ROLES, Name, read_name
from demonstration.records import PartnerRecord
from demonstration.writers.wording import (
    MANIFEST_LABEL,
    RIGHTS,
    THUMBNAIL_LABEL,
    extent,
    languages,
    manifest_address,
    picture_address,
    ranked,
    sentences,
    thumbnail_address,
)

_OPENING = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
)
_TYPES = {
    "book": ("Texte", "Livre"), "manuscript": ("Texte", "Manuscrit"), "newspaper": ("Texte", "Presse"), "periodical": ("Texte", "Revue"),
    "map": ("Image", "Carte"), "score": ("Texte", "Partition"), "print": ("Image", "Estampe"), "photograph": ("Image", "Photographie"),
    "poster": ("Image", "Affiche"), "postcard": ("Image", "Carte postale"),
}  # fmt: skip
_WORDS = dict(zip(ROLES, (
    "Auteur", "Artiste", "Cartographe", "Commentateur", "Compositeur", "Collaborateur", "Dédicataire", "Éditeur scientifique", "Graveur",
    "Illustrateur", "Librettiste", "Photographe", "Imprimeur", "Éditeur commercial", "Traducteur",
), strict=True))  # fmt: skip


def _name(name: Name) -> str:
    dates = f" ({name.dates})" if name.dates else ""
    return f"{name.heading}{dates}. {_WORDS[name.role]}"


def _title(record: PartnerRecord) -> str:
    notice = record.notice
    if notice is None:
        raise ValueError(record.identifier)
    return " : ".join([notice.get("title"), *notice.all("sub")])


def elements(record: PartnerRecord, *, base: str) -> list[tuple[str, str]]:
    """(element, text) of the description, in order; ``base`` is the address of the server that shows digital copies."""
    notice = record.notice
    if notice is None:
        raise ValueError(record.identifier)
    main, equals, others = ranked(notice)
    said = imprint(notice)
    texts, _ = languages(notice)
    pairs = [("title", _title(record)), *(("title", text.partition(" | ")[2]) for text in notice.all("parallel"))]
    pairs += [("creator", _name(name)) for name in ([main] if main else []) + equals]
    pairs += [("contributor", _name(name)) for name in others if name.role != "publisher"]
    pairs += [("subject", read_name(text, role="author").heading) for text in notice.all("person")]
    pairs += [("subject", text) for text in (*notice.all("topic"), *notice.all("body"))]
    pairs += [("description", text) for text in sentences(notice, fingered=False)]
    pairs += [("publisher", f"{name} ({said.town})") for _, name in said.statements if name and said.town and "s.n." not in name]
    pairs += [("date", said.date)] + [("type", text) for text in _TYPES[notice.kind]]
    pairs += [("format", text) for text in (extent(notice), notice.get("format")) if text]
    pairs += [("identifier", f"demo-{record.source.slug}-{record.identifier}")]
    if record.first and notice.digitised:
        pairs += [("identifier", picture_address(notice, base=base)), ("format", "image/jpeg")]
        pairs += [("relation", f"{THUMBNAIL_LABEL.lower()} : {thumbnail_address(notice, base=base)}")]
        pairs += [("relation", f"{MANIFEST_LABEL.lower()} : {manifest_address(notice, base=base)}")]
    pairs += [("source", ", ".join(_holding(copy.institution, copy.of("fonds"), copy.call_number))) for copy in record.copies]
    pairs += [("language", code) for code in texts] if notice.kind not in ("photograph", "print") else []
    pairs += [("relation", f"Fait partie de : {notice.get('series')}")] if notice.get("series") else []
    pairs += [("coverage", text) for text in notice.all("place")]
    return [(name, text) for name, text in [*pairs, ("rights", RIGHTS)] if text]


def _holding(code: str, fonds: list[str], number: str) -> list[str]:
    return [by_code()[code].isil, *fonds, number]


def write_dublin_core(record: PartnerRecord, *, base: str) -> bytes:
    """One ``oai_dc:dc`` element in UTF-8."""
    body = "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in elements(record, base=base))
    return f"{_OPENING}{body}</oai_dc:dc>".encode()

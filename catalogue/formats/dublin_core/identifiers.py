"""Identifiers and the copies they open: identifier, hasFormat."""

from __future__ import annotations

import re

from catalogue.core import identifiers as ids
from catalogue.formats.cleaning import safe_url
from catalogue.formats.digital import digital_copy
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core.statement import Statement
from catalogue.formats.online import is_reserved, relation_of
from catalogue.formats.statements import link_to

_DOI = re.compile(r"(?:doi[:\s]|https?://(?:dx\.)?doi\.org/)\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
_BARE_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_SUDOC = re.compile(r"https?://(?:www\.)?sudoc(?:\.abes)?\.fr/(?:(?:cbs/)?.{0,80}PPN=)?(\d{8}[\dXx])(?:\D|$)")
_DATA_BNF = re.compile(r"https?://data\.bnf\.fr/(?:[a-z]{2}/)?(\d{8})(?:/|$)")
_ISBN = re.compile(r"97[89][- ]?\d[\d -]{8,12}|\d{1,5}-\d{1,7}-\d{1,7}-[\dXx]")
_FILE = re.compile(r"\.(?:pdf|jpe?g|tiff?|png|svg|djvu|epub)(?:$|[?#])", re.IGNORECASE)
# What names a record best, where the harvest gave it no identifier.
_NAMES = {scheme: rank for rank, scheme in enumerate(("ark", "doi", "ppn", "frbnf", "url", "local"))}
_FORMS = (
    ("isbn", re.compile(r"(?:urn:)?isbn[\s:]*", re.IGNORECASE), ids.normalise_isbn),
    ("issn", re.compile(r"(?:urn:)?issn[\s:]*", re.IGNORECASE), ids.normalise_issn),
    ("ean", re.compile(r"ean[\s:]*", re.IGNORECASE), ids.normalise_ean),
    ("ppn", re.compile(r"\(?ppn\)?[\s:]*", re.IGNORECASE), ids.normalise_ppn),
    ("oclc", re.compile(r"\(?oc(?:o?lc)\)?[\s:]*", re.IGNORECASE), ids.normalise_oclc),
)


def _identifier(statement: Statement, draft: Draft) -> None:
    text, place = statement.text, statement.place
    if ark := ids.qualified_ark(text):
        draft.identify("ark", ark, place=place)
        if frbnf := ids.frbnf_of_ark(ark):
            draft.identify("frbnf", frbnf, place=place)
        _open(statement, draft)
    elif (sudoc := _SUDOC.match(text)) and (ppn := ids.normalise_ppn(sudoc[1])):
        draft.identify("ppn", ppn, place=place)
    elif data := _DATA_BNF.match(text):
        draft.identify("frbnf", ids.normalise_frbnf(f"FRBNF{data[1]}") or f"FRBNF{data[1]}", place=place)
    elif text.startswith("FRBNF"):
        draft.identify("frbnf", ids.normalise_frbnf(text) or text, place=place)
    elif _BARE_DOI.fullmatch(text):
        draft.identify("doi", text.rstrip(".,;)"), place=place)
    elif doi := _DOI.search(text):
        if statement.scheme != "citation":
            draft.identify("doi", doi[1].rstrip(".,;)"), place=place)
    elif safe_url(text):
        draft.identify("url", safe_url(text), place=place)
        if _FILE.search(text):
            _open(statement, draft)
    elif statement.scheme != "citation":
        _number(statement, draft)


def _number(statement: Statement, draft: Draft) -> None:
    """A number says its scheme itself ("ISBN 2-07-…"), or its xsi:type or its shape does (ISBN); else it is the partner's own."""
    for scheme, prefix, normalise in _FORMS:
        named = prefix.match(statement.text)
        if named or statement.scheme == scheme:
            bare = statement.text[named.end() :] if named else statement.text
            number = normalise(bare)
            draft.identify(scheme if number else f"invalid_{scheme}", number or bare.strip() or statement.text, place=statement.place)
            return
    isbn = ids.normalise_isbn(statement.text) if _ISBN.fullmatch(statement.text) else ""
    draft.identify("isbn" if isbn else "local", isbn or statement.text, place=statement.place)


def _open(statement: Statement, draft: Draft) -> None:
    """Keep the address as a digital copy, unless its ARK is that of a catalogue's notice."""
    copy = digital_copy(statement.text, place=statement.place)
    if copy and (copy.ark or _FILE.search(copy.url)) and draft.first_time("digital copy", copy.url):
        draft.digital_copies.append(copy)


def _other_format(statement: Statement, draft: Draft) -> None:
    copy = digital_copy(statement.text, place=statement.place)
    if copy and draft.first_time("digital copy", copy.url):
        draft.digital_copies.append(copy)


def settle(draft: Draft) -> None:
    """Name the record by the harvested identifier, else by the best it has; keep as copies the addresses that open a document.

    The ARK of a library's portal or of an archive leads to a page, not always to a digitised document: it opens one at Gallica, or
    where a MIME type or the address itself says that a file is there.
    """
    if not draft.identifier and draft.identifiers:
        draft.identifier = min(draft.identifiers, key=lambda number: _NAMES.get(number.scheme, len(_NAMES))).value
    opened = []
    closed = any(is_reserved(text.value) for text in draft.rights) or any(
        is_reserved(note.value) for note in draft.notes if note.kind == "access"
    )
    for copy in draft.digital_copies:
        if relation := "reserved_access" if closed else relation_of(copy.url, words=copy.label):
            draft.links.append(link_to(copy.url, relation=relation, title=copy.label, place=copy.place))
            continue
        opens = copy.manifest or draft.digital or _FILE.search(copy.url)
        if opens or not copy.place.startswith(("dc:identifier", "dcterms:identifier")):
            opened.append(copy)
        else:
            draft.identify("url", copy.url, place=copy.place)
    draft.digital_copies = opened


HANDLERS = {"identifier": _identifier, "hasFormat": _other_format}

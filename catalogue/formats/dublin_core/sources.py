"""Where the document is and what it goes with: source, relation and its refinements."""

from __future__ import annotations

import re

from catalogue.core.description import Identifier, Link, Note
from catalogue.core.identifiers import frbnf_of_ark, normalise_ark, normalise_isbn, normalise_issn
from catalogue.core.kinds import Relation
from catalogue.formats.cleaning import safe_url
from catalogue.formats.digital import add_manifest, add_thumbnail, digital_copy, is_manifest
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core.statement import Statement

RELATIONS: dict[str, Relation] = {
    "relation": "related", "isPartOf": "part_of", "hasPart": "has_part", "isVersionOf": "other_edition", "hasVersion": "other_edition",
    "isFormatOf": "reproduction_of", "replaces": "continues", "isReplacedBy": "continued_by", "references": "related",
    "isReferencedBy": "related", "requires": "related", "isRequiredBy": "related",
}  # fmt: skip
_PARTS = re.compile(r",\s+(?![^()]*\))")
_ADDRESS = re.compile(r"https?://\S+")
_NOTICE = "notice du catalogue"
_WHOLE = "notice d'ensemble"
_THUMBNAIL = "vignette"
_LONGEST_SOURCE = 300


def _source(statement: Statement, draft: Draft) -> None:
    """Who holds the original, then its call number: "Bibliothèque municipale de Lyon, Fonds ancien, Rés 317 432".

    It is the form that Gallica asks its partners for; a call number alone is a copy of the partner's own.
    """
    text = statement.text
    if safe_url(text):
        _relation(statement, draft)
        return
    if len(text) > _LONGEST_SOURCE:
        draft.notes.append(Note(value=text, kind="general", copy="", place=statement.place))
        return
    parts = _PARTS.split(text)
    numbered = any(char.isdigit() for char in parts[-1])
    copy = draft.copy("", place=statement.place)
    if numbered:
        copy.set("call_number", parts.pop())
    if parts:
        copy.locate(parts[0])
        copy.set("collection", ", ".join(parts[1:]))


def _relation(statement: Statement, draft: Draft) -> None:
    text, place = statement.text, statement.place
    label = text.partition(":")[0].strip().casefold().replace("’", "'")
    address = _ADDRESS.search(text)
    url = safe_url(address[0]) if address else ""
    ark = normalise_ark(text)
    if label == _NOTICE and ark:
        draft.identify("ark", ark, qualifier="catalogue", place=place)
        draft.identify("frbnf", frbnf_of_ark(ark), place=place)
        return
    if label.startswith(_THUMBNAIL) and url:
        add_thumbnail(draft.digital_copies, url)
        return
    if url and is_manifest(url, label=label) and (copy := digital_copy(url, place=place)):
        add_manifest(draft.digital_copies, copy)
        return
    relation: Relation = "part_of" if label == _WHOLE else RELATIONS.get(statement.name, "related")
    title = text[: address.start()].rstrip(" :;,") if address else text
    numbers = _numbers(ark, url, title, place)
    if title.casefold().replace("’", "'") == _WHOLE:
        title = ""
    if title or numbers:
        draft.links.append(Link(relation=relation, title=title, volume="", identifiers=numbers, place=place))


def _numbers(ark: str, url: str, title: str, place: str) -> tuple[Identifier, ...]:
    """What identifies the other document: its ARK or address, an ISSN or ISBN that its title names."""
    if ark:
        return (Identifier(scheme="ark", value=ark, qualifier="", place=place),)
    if url:
        return (Identifier(scheme="url", value=url, qualifier="", place=place),)
    lower = title.casefold()
    if "issn" in lower and (issn := normalise_issn(title)):
        return (Identifier(scheme="issn", value=issn, qualifier="", place=place),)
    if "isbn" in lower and (isbn := normalise_isbn(title)):
        return (Identifier(scheme="isbn", value=isbn, qualifier="", place=place),)
    return ()


HANDLERS = {"source": _source, **dict.fromkeys(RELATIONS, _relation)}

"""Answers of Gallica to a curator's questions: documents that a search finds (SRU 1.2), passages of one of them (ContentSearch).

``SRU?operation=searchRetrieve`` gives records of Dublin Core, ``services/ContentSearch?ark=…&query=…`` the pages that have the words.
Whatever else it sends is a fault, never data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree
from msgspec import Struct

from catalogue.formats.dublin_core.agents import read_name
from catalogue.formats.gallica_issues import Fault, root_of, whole_number
from catalogue.formats.marc.xml import local_name

MOST: Final = 50  # of either: what Gallica gives in one answer
LONGEST: Final = 400
LARGEST_RECORD: Final = 100_000  # characters: one that is longer is no description
HOST: Final = "gallica.bnf.fr"
_ADDRESS: Final = re.compile(r"/?ark:/12148/([a-z0-9]{6,30})(?:[/.?].*)?")
_DOCUMENT: Final = re.compile(r"ark:/12148/([a-z0-9]{6,30})(?:/date)?$")
_PAGE: Final = re.compile(r"PAG_0*(\d{1,5})")
_TAGS: Final = re.compile(r"<[^<>]{0,200}>")
_BLANKS: Final = re.compile(r"\s+")


class Hit(Struct, frozen=True, omit_defaults=True):
    """A document that answers: the name of its ark ("bpt6k633680c"), and what Gallica says of it in words. ``record``: its Dublin Core as
    it came, so that it can be taken in without asking again; "" in an answer kept from before, or of a length that no description has.
    """

    ark: str
    title: str = ""
    by: str = ""
    when: str = ""
    keeper: str = ""
    record: str = ""


class Passage(Struct, frozen=True, omit_defaults=True):
    """A page (its number in Gallica's viewer, 0 where it is not told) and its words around those that were looked for."""

    page: int
    words: str = ""


class Found(Struct, frozen=True):
    """How many answer in all, as Gallica says, and the first of them."""

    total: int
    hits: tuple[Hit, ...] = ()
    passages: tuple[Passage, ...] = ()


def document_name(address: str) -> str:
    """The name of the ark ("bpt6k633680c") of a document by its address at Gallica; "" for any other address."""
    try:
        parts = urlsplit(address)
        here = parts.hostname == HOST
    except ValueError:
        return ""
    found = _ADDRESS.fullmatch(parts.path) if here else None
    return found[1] if found else ""


def read_hits(data: bytes) -> Found | Fault:
    """The documents of an answer of SRU, each once; a diagnostic of SRU is no answer."""
    root = root_of(data, "searchRetrieveResponse")
    if isinstance(root, Fault):
        return root
    if any(True for _one in _named(root, "diagnostic")) or not any(True for _one in _named(root, "numberOfRecords")):
        return Fault.OTHER
    hits = [hit for record in _named(root, "dc") if (hit := _hit(record))]
    once: dict[str, Hit] = {}
    for hit in hits:
        once.setdefault(hit.ark, hit)
    total = next((whole_number(one.text) for one in _named(root, "numberOfRecords")), 0)
    return Found(max(total, len(once)), hits=tuple(once.values())[:MOST])


def read_passages(data: bytes) -> Found | Fault:
    """The passages of an answer of ContentSearch, as they come: Gallica puts what answers best first."""
    root = root_of(data, "results")
    if isinstance(root, Fault):
        return root
    found = [Passage(_page(_text(item, "p_id")), _plain(_text(item, "content"))) for item in _named(root, "item")]
    told = [one for one in found if one.page or one.words]
    return Found(max(whole_number(root.get("countResults")), len(told)), passages=tuple(told[:MOST]))


def _named(root: Any, name: str) -> Iterator[Any]:
    return (one for one in root.iter() if local_name(one) == name)


def _text(parent: Any, name: str) -> str:
    return next((_clean("".join(one.itertext())) for one in parent if local_name(one) == name), "")


def _clean(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()[:LONGEST]


def _hit(record: Any) -> Hit | None:
    arks = [found[1] for one in record if local_name(one) == "identifier" and (found := _DOCUMENT.search(_clean(one.text)))]
    if not arks:
        return None
    author, written = _text(record, "creator"), etree.tostring(record, encoding="unicode", with_tail=False)
    return Hit(
        arks[0],
        _text(record, "title"),
        read_name(author)[0] if author else "",
        _text(record, "date"),
        _text(record, "source"),
        written if len(written) <= LARGEST_RECORD else "",
    )


def _page(written: str) -> int:
    found = _PAGE.search(written)
    return int(found[1]) if found else 0


def _plain(content: str) -> str:
    """Words without the marks that Gallica sets around them, which are HTML written as text."""
    return _clean(unescape(_TAGS.sub("", unescape(content))))

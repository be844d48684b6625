"""Rules on names, links, digital objects and on the file as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from catalogue.core.messages import N_
from catalogue.formats.authorities import authority
from catalogue.formats.ead.checking.document import XLINK, Document, attribute, name_of, plain
from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES, Fault, rule

EAD2002, EAD3 = "urn:isbn:1-931666-22-9", "http://ead3.archivists.org/schema/"
_TERMS = ("persname", "corpname", "famname", "geogname", "subject", "genreform", "title", "function", "occupation", "name")
_ABSOLUTE = re.compile(r"https?://[^\s/]+\.[^\s/]+.*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.:-]*")
_LINKS = ("dao", "daoloc", "extref", "extptr", "archref", "bibref")


def _terms(document: Document) -> Iterator[etree._Element]:
    for access in document.all("controlaccess"):
        yield from (each for each in access.iterchildren(etree.Element) if name_of(each) in _TERMS)


@rule("term-empty", CORRECT, N_("An index term is empty (%(name)s): fill it or take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {"name": name_of(each)}) for each in _terms(document) if not plain(each) and not attribute(each, "normal"))


@rule("term-source-missing", IMPROVE, N_("The index term “%(value)s” does not say in which list it stands (SOURCE)."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {"value": plain(each)[:80]}) for each in _terms(document) if plain(each) and not attribute(each, "source"))


@rule("term-number-missing", IMPROVE, N_("The name “%(value)s” has no authority number (AUTHFILENUMBER): IdRef and data.bnf.fr give them."))
def _(document: Document) -> Iterator[Fault]:
    for each in _terms(document):
        if name_of(each) in {"persname", "corpname", "famname"} and plain(each) and not attribute(each, "authfilenumber"):
            yield each, {"value": plain(each)[:80]}


@rule("number-without-source", CORRECT, N_("The number “%(value)s” does not say whose it is: add SOURCE."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all(*_TERMS):
        parent = each.getparent()
        value = attribute(each, "authfilenumber")
        if value and not attribute(each, "source") and (parent is None or name_of(parent) != "repository"):
            yield each, {"value": value[:40]}


@rule("number-of-idref", CORRECT, N_("The number “%(value)s” is none of IdRef: its last character does not answer to the others."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all(*_TERMS):
        value = attribute(each, "authfilenumber")
        if value and attribute(each, "source").lower() in {"idref", "sudoc"} and authority(value)[0] != "idref":
            yield each, {"value": value[:40]}


@rule("role-missing", IMPROVE, N_("The name “%(value)s” does not say what the person or body did (ROLE)."))
def _(document: Document) -> Iterator[Fault]:
    for origination in document.all("origination"):
        for each in origination.iterchildren(etree.Element):
            if name_of(each) in {"persname", "corpname", "famname"} and not attribute(each, "role"):
                yield each, {"value": plain(each)[:80]}


@rule("digital-without-address", CORRECT, N_("A %(name)s has no address (HREF): a reader opens nothing."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("dao", "daoloc"):
        if not attribute(each, "href") and not attribute(each, "entityref"):
            yield each, {"name": name_of(each)}


@rule("digital-relative", CORRECT, N_("The address “%(value)s” only opens on your own server: write it in full, with https://."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("dao", "daoloc"):
        if (value := attribute(each, "href")) and not _ABSOLUTE.fullmatch(value):
            yield each, {"value": value[:80]}


@rule("digital-untitled", IMPROVE, N_("A %(name)s has no TITLE: say what opens."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("dao", "daogrp"):
        if not attribute(each, "title") and not any(plain(found) for found in each.iter("{*}daodesc")):
            yield each, {"name": name_of(each)}


@rule("digital-group-empty", CORRECT, N_("A daogrp holds no daoloc: take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("daogrp") if not list(each.iter("{*}daoloc")))


@rule("link-without-address", CORRECT, N_("An element %(name)s leads nowhere: give it an HREF."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("extref", "extptr"):
        if not attribute(each, "href") and not attribute(each, "entityref"):
            yield each, {"name": name_of(each)}


@rule("target-unknown", CORRECT, N_("A link leads to “%(value)s”, and no element of the file has this ID."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("ref", "ptr"):
        if (value := attribute(each, "target")) and value not in document.ids:
            yield each, {"value": value[:80]}


@rule("id-repeated", REFUSES, N_("The ID “%(value)s” is that of two elements: each needs its own."))
def _(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in document.root.iter(etree.Element):
        value = each.get("id") or ""
        if value and value in seen:
            yield each, {"value": value[:80]}
        seen.add(value)


@rule("id-form", CORRECT, N_("The ID “%(value)s” does not begin with a letter, or holds a blank or a slash."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.root.iter(etree.Element):
        value = each.get("id") or ""
        if value and not _NAME.fullmatch(value):
            yield each, {"value": value[:80]}


@rule("internal-part", IMPROVE, N_("An element is for staff (AUDIENCE internal): see that the recipient is to have it."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.root.iter(etree.Element) if each.get("audience") == "internal")


@rule("form-unclaimed", CORRECT, N_("The file names neither the DTD of EAD 2002 nor its schema: a recipient cannot tell what it is."))
def _(document: Document) -> Iterator[Fault]:
    if not document.has_document_type and document.namespace not in {EAD2002, EAD3}:
        yield document.root, {}


@rule("form-ead3", REFUSES, N_("The file is in EAD3: the recipient takes EAD 2002."))
def _(document: Document) -> Iterator[Fault]:
    if document.namespace == EAD3 or document.first("control") is not None:
        yield document.root, {}


@rule("xlink-in-dtd", CORRECT, N_("An attribute of XLink stands in a file that follows the DTD: write HREF alone."))
def _(document: Document) -> Iterator[Fault]:
    if document.has_document_type:
        yield from ((each, {}) for each in document.all(*_LINKS) if any(str(name).startswith(XLINK) for name in each.attrib))


@rule("href-in-schema", CORRECT, N_("The schema of EAD 2002 wants xlink:href: HREF alone is not seen."))
def _(document: Document) -> Iterator[Fault]:
    if document.namespace == EAD2002:
        yield from ((each, {}) for each in document.all(*_LINKS) if each.get("href"))


@rule("charset", IMPROVE, N_("The file is in %(name)s: UTF-8 is what every recipient reads."))
def _(document: Document) -> Iterator[Fault]:
    encoding = (document.tree.docinfo.encoding or "UTF-8").upper()
    if encoding not in {"UTF-8", "ASCII", "US-ASCII"}:
        yield document.root, {"name": encoding}

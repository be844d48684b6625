"""The header of a finding aid as EAD 2002 has it."""

from __future__ import annotations

from catalogue.formats.ead.kept import keeping
from catalogue.formats.ead.model import Header
from catalogue.formats.ead.writing.markup import around, element, is_token, start

# Of the guide of good practice for libraries: these five, spelt so.
ENCODINGS = {
    "countryencoding": "iso3166-1",
    "dateencoding": "iso8601",
    "langencoding": "iso639-2b",
    "repositoryencoding": "iso15511",
    "scriptencoding": "iso15924",
}


def header(said: Header) -> str:
    """``eadheader``, its children in the order of the grammar; what is no name of its lists of names is kept on it."""
    codes = {"agency": said.agency, "country": said.country, "langcode": said.language}
    held = keeping(**{name: code for name, code in codes.items() if code and not is_token(code)})
    return around("eadheader", _eadid(said) + _file(said) + _profile(said) + _revisions(said), **ENCODINGS, altrender=held)


def _eadid(said: Header) -> str:
    return element(
        "eadid",
        said.eadid,
        countrycode=said.country if is_token(said.country) else "",
        mainagencycode=said.agency if is_token(said.agency) else "",
        identifier=said.identifier,
        url=said.url,
    )


def _file(said: Header) -> str:
    title = element("titleproper", said.title)
    title += element("subtitle", said.subtitle) if said.subtitle else ""
    title += element("author", said.author) if said.author else ""
    published = element("publisher", said.publisher) if said.publisher else ""
    published += element("date", said.date) if said.date else ""
    return around("filedesc", around("titlestmt", title) + (around("publicationstmt", published) if published else ""))


def _profile(said: Header) -> str:
    told = element("creation", said.creation) if said.creation else ""
    if is_token(said.language):
        told += around("langusage", f"{start('language', langcode=said.language)}</language>")
    told += element("descrules", said.rules) if said.rules else ""
    return around("profiledesc", told) if told else ""


def _revisions(said: Header) -> str:
    changes = (around("change", "<date></date>" + element("item", revision)) for revision in said.revisions)
    told = "".join(changes)
    return around("revisiondesc", told) if told else ""

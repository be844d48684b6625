"""Rules on what a finding aid says of itself (``eadheader``): the guide of EAD in libraries, and the manual of ABES that quotes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.core.isil import institution_code, normalise_isil
from catalogue.core.messages import N_
from catalogue.core.vocabularies import LANGUAGES
from catalogue.formats.ead.checking.document import Document, attribute, name_of, named, plain
from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES, Fault, rule

_ENCODINGS = {
    "countryencoding": "iso3166-1",
    "repositoryencoding": "iso15511",
    "dateencoding": "iso8601",
    "langencoding": "iso639-2b",
    "scriptencoding": "iso15924",
}
_ORDER = ("eadid", "filedesc", "profiledesc", "revisiondesc")
_IDENTIFIER = re.compile(r"FR-([0-9]{2}|2[AB])[0-9]{7}[-_].+|FR-?[A-Z]{2,5}[0-9]{2,6}[-_].+")
_DAY = re.compile(r"[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?")


@rule("eadid-missing", REFUSES, N_("The eadid is missing or empty: give the finding aid an identifier that will never change."))
def _(document: Document) -> Iterator[Fault]:
    found = document.first("eadid")
    if found is None or not plain(found):
        yield document.header if found is None else found, {}


@rule("eadid-identifier-missing", REFUSES, N_("The eadid has no IDENTIFIER: write FR-, the RCR, a hyphen and a name of your own in it."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("eadid") if not attribute(each, "identifier"))


@rule("eadid-identifier-form", CORRECT, N_("The IDENTIFIER “%(value)s” does not begin with FR-, the RCR of the institution and a hyphen."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadid"):
        value = attribute(each, "identifier")
        if value and not _IDENTIFIER.fullmatch(value):
            yield each, {"value": value[:80]}


@rule("eadid-text-differs", CORRECT, N_("The text of the eadid (%(text)s) is not its IDENTIFIER (%(value)s): write the same in both."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadid"):
        text, value = plain(each), attribute(each, "identifier")
        if text and value and text != value:
            yield each, {"text": text[:80], "value": value[:80]}


@rule("eadid-countrycode", CORRECT, N_("The COUNTRYCODE of the eadid is “%(value)s”: write FR."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadid"):
        if attribute(each, "countrycode").upper() != "FR":
            yield each, {"value": attribute(each, "countrycode")}


@rule("eadid-agency-missing", CORRECT, N_("The eadid has no MAINAGENCYCODE: write the number of who publishes the file."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("eadid") if not attribute(each, "mainagencycode"))


@rule("eadid-agency-form", CORRECT, N_("The MAINAGENCYCODE “%(value)s” is neither an RCR nor an ISIL."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadid"):
        value = attribute(each, "mainagencycode")
        if value and not normalise_isil(value):
            yield each, {"value": value[:40]}


@rule("eadid-encodinganalog", CORRECT, N_("The eadid has an ENCODINGANALOG: take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("eadid") if attribute(each, "encodinganalog"))


def _encoding(name: str, value: str) -> None:
    """The rule on one attribute of the header that names a standard."""

    def look(document: Document) -> Iterator[Fault]:
        for each in document.all("eadheader"):
            if attribute(each, name) != value:
                yield each, {"found": attribute(each, name) or "–"}

    sentence = _SENTENCES[name]
    rule(f"header-{name}", CORRECT, sentence)(look)


_SENTENCES = {
    "countryencoding": N_("COUNTRYENCODING of the eadheader is “%(found)s”: write iso3166-1."),
    "repositoryencoding": N_("REPOSITORYENCODING of the eadheader is “%(found)s”: write iso15511."),
    "dateencoding": N_("DATEENCODING of the eadheader is “%(found)s”: write iso8601."),
    "langencoding": N_("LANGENCODING of the eadheader is “%(found)s”: write iso639-2b."),
    "scriptencoding": N_("SCRIPTENCODING of the eadheader is “%(found)s”: write iso15924."),
}
for _name, _value in _ENCODINGS.items():
    _encoding(_name, _value)


@rule("header-attribute", CORRECT, N_("The eadheader has an attribute %(name)s: take it out."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadheader"):
        yield from ((each, {"name": name.upper()}) for name in ("findaidstatus", "relatedencoding", "id") if attribute(each, name))


@rule("header-order", CORRECT, N_("The parts of the eadheader are not in their order: eadid, filedesc, profiledesc, revisiondesc."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("eadheader"):
        ranks = [_ORDER.index(name_of(child)) for child in each if name_of(child) in _ORDER]
        if ranks != sorted(ranks):
            yield each, {}


@rule("header-title-missing", REFUSES, N_("The finding aid has no title (titleproper): give it one."))
def _(document: Document) -> Iterator[Fault]:
    if not any(plain(each) for each in document.all("titleproper")):
        yield document.header, {}


@rule("header-publisher-missing", CORRECT, N_("The publicationstmt names no publisher: say who publishes the finding aid."))
def _(document: Document) -> Iterator[Fault]:
    if not any(plain(each) for statement in document.all("publicationstmt") for each in named(statement).get("publisher", ())):
        yield document.header, {}


@rule("header-date-missing", IMPROVE, N_("The publicationstmt has no date: say when the finding aid was published."))
def _(document: Document) -> Iterator[Fault]:
    if not any(plain(each) for statement in document.all("publicationstmt") for each in statement.iter("{*}date")):
        yield document.header, {}


@rule("creation-missing", CORRECT, N_("The profiledesc says nothing of the creation: say by whom, how and when the file was made."))
def _(document: Document) -> Iterator[Fault]:
    if not any(plain(each) for each in document.all("creation")):
        yield document.header, {}


@rule("creation-form", IMPROVE, N_("The creation does not say that the file follows the DTD EAD 2002: write it."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("creation") if plain(each) and "EAD" not in plain(each).upper())


@rule("creation-date-missing", CORRECT, N_("The creation has no date: add one, with its NORMAL form."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("creation") if plain(each) and not list(each.iter("{*}date")))


@rule("creation-date-form", IMPROVE, N_("The NORMAL form of the date of creation is “%(value)s”: write year-month-day, as 2026-03-31."))
def _(document: Document) -> Iterator[Fault]:
    for creation in document.all("creation"):
        for each in creation.iter("{*}date"):
            if not _DAY.fullmatch(attribute(each, "normal")):
                yield each, {"value": attribute(each, "normal")[:40]}


@rule("langusage-missing", IMPROVE, N_("The profiledesc does not say in which language the finding aid is written: add langusage."))
def _(document: Document) -> Iterator[Fault]:
    if not document.all("langusage"):
        yield document.header, {}


@rule("langusage-code", CORRECT, N_("The langusage names no language by its code: add language with LANGCODE, as fre."))
def _(document: Document) -> Iterator[Fault]:
    for usage in document.all("langusage"):
        codes = [attribute(each, "langcode") for each in usage.iter("{*}language")]
        if not codes or any(code not in LANGUAGES for code in codes):
            yield usage, {}


@rule("descrules-missing", IMPROVE, N_("The profiledesc does not say which rules the description follows: add descrules."))
def _(document: Document) -> Iterator[Fault]:
    if not any(plain(each) for each in document.all("descrules")):
        yield document.header, {}


@rule("revision-undated", CORRECT, N_("A change of the revisiondesc has no date: say when it was made."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("change") if not any(plain(date) for date in named(each).get("date", ())))


@rule("revision-empty", CORRECT, N_("A change of the revisiondesc does not say what was changed: add an item."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("change") if not any(plain(item) for item in named(each).get("item", ())))


@rule("repository-number-missing", CORRECT, N_("The repository has no AUTHFILENUMBER: write the RCR of the institution in its corpname."))
def _(document: Document) -> Iterator[Fault]:
    for repository in document.did.get("repository", ()):
        if not any(attribute(each, "authfilenumber") for each in repository.iter("{*}corpname")):
            yield repository, {}


@rule("repository-number-form", CORRECT, N_("The number of the repository “%(value)s” is neither an RCR nor an ISIL."))
def _(document: Document) -> Iterator[Fault]:
    for repository in document.did.get("repository", ()):
        for each in repository.iter("{*}corpname"):
            value = attribute(each, "authfilenumber")
            if value and not institution_code(value):
                yield each, {"value": value[:40]}


@rule("repository-corpname-missing", CORRECT, N_("The name of the repository is not in a corpname: put it in one."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.did.get("repository", ()) if not list(each.iter("{*}corpname")))

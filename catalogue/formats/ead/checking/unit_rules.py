"""Rules on each level of description: its ``did``, its notes, its place. Source: the guide's table and its transversal rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from catalogue.core.dates import read
from catalogue.core.messages import N_
from catalogue.core.vocabularies import LANGUAGES
from catalogue.formats.ead.checking.document import Document, attribute, name_of, named, plain
from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES, Fault, rule
from catalogue.formats.ead.notes import KINDS
from catalogue.formats.ead.staff import COMPONENTS

_TYPES = ("cote", "ancienne cote", "division")
_MOMENT = r"-?[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?"
_NORMAL = re.compile(rf"{_MOMENT}(/{_MOMENT})?")
_NAMES = ("persname", "corpname", "famname", "name")
_ONCE = KINDS - {"note", "odd", "didnote", "index", "legalstatus", "abstract"}


def _dids(document: Document) -> Iterator[dict[str, list[etree._Element]]]:
    return (named(each) for each in document.all("did"))


@rule("did-missing", REFUSES, N_("A level of description has no did: nothing says what it describes."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.levels if "did" not in named(each))


@rule("did-empty", REFUSES, N_("A did has neither a call number (unitid) nor a title (unittitle): it needs one of them."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("did"):
        inside = named(each)
        if not any(plain(found) for name in ("unitid", "unittitle") for found in inside.get(name, ())):
            yield each, {}


@rule("unitid-type-missing", CORRECT, N_("A unitid has no TYPE: write cote, ancienne cote or division."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("unitid") if not attribute(each, "type"))


@rule("unitid-type-unknown", CORRECT, N_("The TYPE of a unitid is “%(value)s”: write cote, ancienne cote or division."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("unitid"):
        if (value := attribute(each, "type")) and value not in _TYPES:
            yield each, {"value": value[:40]}


@rule("unitid-repeated", CORRECT, N_("A did has several call numbers of TYPE cote: keep one, and make of the others former ones."))
def _(document: Document) -> Iterator[Fault]:
    for inside in _dids(document):
        numbers = [each for each in inside.get("unitid", ()) if attribute(each, "type") == "cote"]
        yield from ((each, {}) for each in numbers[1:])


@rule("unitid-twice", IMPROVE, N_("The call number “%(value)s” is that of another level too."))
def _(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for each in document.all("unitid"):
        value = plain(each) if attribute(each, "type") == "cote" else ""
        if value and value in seen:
            yield each, {"value": value[:80]}
        seen.add(value)


@rule("unitid-empty", CORRECT, N_("A unitid is empty: fill it or take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("unitid") if not plain(each))


@rule("title-empty", CORRECT, N_("A unittitle is empty: fill it or take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("unittitle") if not plain(each))


@rule("title-of-parent", IMPROVE, N_("A component has the title of the level above (%(value)s): say what it is in it."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.components:
        above = next((found for found in each.iterancestors() if name_of(found) in COMPONENTS or name_of(found) == "archdesc"), None)
        own = _title(each)
        if own and above is not None and own == _title(above):
            yield each, {"value": own[:80]}


def _title(level: etree._Element) -> str:
    dids = named(level).get("did")
    titles = named(dids[0]).get("unittitle") if dids else None
    return plain(titles[0]) if titles else ""


@rule("date-empty", CORRECT, N_("A unitdate is empty: fill it or take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("unitdate") if not plain(each))


@rule("date-normal-missing", IMPROVE, N_("The date “%(value)s” has no NORMAL form: write its years, as 1789/1815."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("unitdate"):
        if plain(each) and not attribute(each, "normal") and read(plain(each)).start is not None:
            yield each, {"value": plain(each)[:80]}


@rule("date-normal-form", CORRECT, N_("The NORMAL form “%(value)s” is no date of ISO 8601: write 1789, 1789-07-14 or 1789/1815."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("unitdate"):
        if (value := attribute(each, "normal")) and not _NORMAL.fullmatch(value):
            yield each, {"value": value[:40]}


@rule("date-normal-order", CORRECT, N_("The NORMAL form “%(value)s” ends before it begins."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("unitdate"):
        first, _, last = attribute(each, "normal").partition("/")
        if last and _NORMAL.fullmatch(f"{first}/{last}") and last < first[: len(last)]:
            yield each, {"value": f"{first}/{last}"[:40]}


@rule("date-contradiction", IMPROVE, N_("The date “%(text)s” and its NORMAL form “%(value)s” have no year in common."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("unitdate"):
        text, value = plain(each), attribute(each, "normal")
        said, coded = read(text), read(value, w3c=True)
        if None in (said.start, said.end, coded.start, coded.end):
            continue
        if said.end < coded.start or coded.end < said.start:  # type: ignore[operator]
            yield each, {"text": text[:80], "value": value[:40]}


@rule("extent-repeated", CORRECT, N_("A physdesc has several extents that nothing tells apart: join them in one, with semicolons."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("physdesc"):
        bare = [extent for extent in named(each).get("extent", ()) if not extent.attrib]
        if len(bare) > 1:
            yield bare[1], {}


@rule("extent-without-number", IMPROVE, N_("The extent “%(value)s” has no figure: say how many."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("extent"):
        if (text := plain(each)) and not any(character.isdigit() for character in text):
            yield each, {"value": text[:80]}


@rule("extent-unmarked", IMPROVE, N_("A physdesc is plain text: put how much there is in an extent."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("physdesc") if plain(each) and not len(each))


@rule("language-code-missing", CORRECT, N_("A langmaterial names no language by its code: add language with LANGCODE, as lat."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("langmaterial"):
        if not any(attribute(language, "langcode") for language in each.iter("{*}language")):
            yield each, {}


@rule("language-code-unknown", CORRECT, N_("The LANGCODE “%(value)s” is no code of ISO 639-2/B."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all("language"):
        if (value := attribute(each, "langcode")) and value not in LANGUAGES:
            yield each, {"value": value[:40]}


@rule("producer-unmarked", IMPROVE, N_("An origination names nobody in a persname, a corpname or a famname: put the name in one."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("origination") if plain(each) and not any(name_of(found) in _NAMES for found in each))


@rule("note-in-itself", CORRECT, N_("An element %(name)s holds another %(name)s: make of the two one element with several paragraphs."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all(*sorted(KINDS | {"controlaccess", "physdesc", "unittitle"})):
        if any(name_of(above) == name_of(each) for above in each.iterancestors()):
            yield each, {"name": name_of(each)}


@rule("note-repeated", CORRECT, N_("A level has several elements %(name)s: join them in one, with several paragraphs."))
def _(document: Document) -> Iterator[Fault]:
    for level in document.levels:
        inside = named(level)
        for name in sorted(_ONCE.intersection(inside)):
            yield from ((each, {"name": name}) for each in inside[name][1:])


@rule("note-empty", CORRECT, N_("An element %(name)s is empty: fill it or take it out."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all(*sorted(KINDS - {"relations"})):
        if not plain(each, without=frozenset({"head"})) and not list(each.iter("{*}dao", "{*}ref", "{*}archref", "{*}extref", "{*}bibref")):
            yield each, {"name": name_of(each)}


@rule("note-without-paragraph", CORRECT, N_("An element %(name)s holds text that is in no paragraph: put it in a p."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.all(*sorted(KINDS - {"note", "didnote", "abstract", "legalstatus"})):
        if " ".join([each.text or "", *(child.tail or "" for child in each)]).strip():
            yield each, {"name": name_of(each)}


@rule("note-of-parent", CORRECT, N_("An element %(name)s says again what the level above says: what is said once holds below."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.components:
        above = next((found for found in each.iterancestors() if name_of(found) in COMPONENTS or name_of(found) == "archdesc"), None)
        said = named(above) if above is not None else {}
        for name in sorted(KINDS.intersection(named(each))):
            for note in named(each)[name]:
                if plain(note) and plain(note) in {plain(other) for other in said.get(name, ())}:
                    yield note, {"name": name}


@rule("component-level-missing", IMPROVE, N_("A component has no LEVEL: say whether it is a series, a file, an item."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.components if not attribute(each, "level"))


@rule("component-id-missing", IMPROVE, N_("A component has no ID: its address would follow its place, and change with it."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.components if not attribute(each, "id"))


@rule("component-forms", CORRECT, N_("The components are of two forms, numbered (c01) and not (c): keep to one."))
def _(document: Document) -> Iterator[Fault]:
    forms = Counter(name_of(each) == "c" for each in document.components)
    if len(forms) > 1:
        rare = forms.most_common()[-1][0]
        yield next(each for each in document.components if (name_of(each) == "c") is rare), {}


@rule("dsc-empty", CORRECT, N_("A dsc holds no component: take it out."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("dsc") if not any(name_of(found) in COMPONENTS for found in each.iterdescendants()))


@rule("dsc-type-missing", IMPROVE, N_("The dsc has no TYPE: write combined, in-depth or analyticover."))
def _(document: Document) -> Iterator[Fault]:
    yield from ((each, {}) for each in document.all("dsc") if not attribute(each, "type"))

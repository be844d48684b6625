"""Rules on what the description of the whole must say (``archdesc``). Source: the guide, and the fonds notice of the Répertoire."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.messages import N_
from catalogue.formats.ead.checking.document import Document, attribute, named, plain
from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES, Fault, Look, rule
from catalogue.formats.ead.model import LEVELS

_USUAL = ("fonds", "collection", "subfonds", "recordgrp", "series", "item", "file", "otherlevel")


@rule("archdesc-missing", REFUSES, N_("The file describes nothing: it has no archdesc."))
def _(document: Document) -> Iterator[Fault]:
    if document.whole is None:
        yield document.root, {}


@rule("archdesc-level-missing", REFUSES, N_("The archdesc has no LEVEL: write fonds, collection, or what it is."))
def _(document: Document) -> Iterator[Fault]:
    if document.whole is not None and not attribute(document.whole, "level"):
        yield document.whole, {}


@rule("archdesc-level-unusual", IMPROVE, N_("The LEVEL of the archdesc is “%(value)s”: fonds and collection are what readers understand."))
def _(document: Document) -> Iterator[Fault]:
    if document.whole is not None and (value := attribute(document.whole, "level")) and value not in _USUAL:
        yield document.whole, {"value": value[:40]}


@rule("level-unknown", REFUSES, N_("The LEVEL “%(value)s” is none of EAD: write otherlevel, and this word in OTHERLEVEL."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.levels:
        value = attribute(each, "level")
        if value and value not in LEVELS:
            yield each, {"value": value[:40]}


@rule("otherlevel-missing", CORRECT, N_("The LEVEL is otherlevel, and OTHERLEVEL does not say which."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.levels:
        if attribute(each, "level") == "otherlevel" and not attribute(each, "otherlevel"):
            yield each, {}


@rule("otherlevel-idle", CORRECT, N_("OTHERLEVEL (%(value)s) stands beside a LEVEL that is not otherlevel: keep one of the two."))
def _(document: Document) -> Iterator[Fault]:
    for each in document.levels:
        if attribute(each, "otherlevel") and attribute(each, "level") != "otherlevel":
            yield each, {"value": attribute(each, "otherlevel")[:40]}


def _needed(element: str) -> Look:
    """The rule that the ``did`` of the whole has an element of this name, with a text."""

    def look(document: Document) -> Iterator[Fault]:
        if document.whole is not None and not any(plain(each) for each in document.did.get(element, ())):
            yield document.whole, {}

    return look


def _wanted(*names: str) -> Look:
    """The rule that an element of one of these names stands in the description of the whole, by itself or in a group (descgrp)."""

    def look(document: Document) -> Iterator[Fault]:
        groups = [document.children_of_whole, *map(named, document.children_of_whole.get("descgrp", ()))]
        if document.whole is not None and not any(plain(each) for group in groups for name in names for each in group.get(name, ())):
            yield document.whole, {}

    return look


rule("whole-unitid-missing", REFUSES, N_("The whole has no call number (unitid): it is required at the top."))(_needed("unitid"))
rule("whole-title-missing", REFUSES, N_("The whole has no title (unittitle): it is required."))(_needed("unittitle"))
rule("whole-date-missing", CORRECT, N_("The whole has no date (unitdate): write “s.d.” and why where it has none."))(_needed("unitdate"))
rule("whole-extent-missing", CORRECT, N_("The whole has no extent (physdesc): say how much there is of it."))(_needed("physdesc"))
rule("whole-repository-missing", REFUSES, N_("The whole does not say who keeps it (repository)."))(_needed("repository"))
rule("whole-language-missing", CORRECT, N_("The whole does not say in which languages it is (langmaterial)."))(_needed("langmaterial"))
rule("whole-producer-missing", IMPROVE, N_("The whole does not say who made or gathered it (origination)."))(_needed("origination"))
rule("whole-contents-missing", CORRECT, N_("The whole does not say what it holds (scopecontent)."))(_wanted("scopecontent"))
rule("whole-access-missing", CORRECT, N_("The whole does not say how it can be consulted (accessrestrict)."))(_wanted("accessrestrict"))
rule("whole-history-missing", IMPROVE, N_("The whole says nothing of how it came (custodhist, acqinfo)."))(_wanted("custodhist", "acqinfo"))
rule("whole-maker-history-missing", IMPROVE, N_("The whole says nothing of who made it (bioghist)."))(_wanted("bioghist"))
rule("whole-terms-missing", IMPROVE, N_("The whole has no index term: those of its components do not go up to it (controlaccess)."))(
    _wanted("controlaccess")
)
rule("whole-reproduction-missing", IMPROVE, N_("The whole does not say how it may be reproduced (userestrict)."))(_wanted("userestrict"))
rule("whole-findingaid-missing", IMPROVE, N_("The whole does not say whether other finding aids exist (otherfindaid), be it “none”."))(
    _wanted("otherfindaid")
)

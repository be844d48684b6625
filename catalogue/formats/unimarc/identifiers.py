"""Numbers of the document: 0XX, and the agency that answers for the record (801)."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core import identifiers as ids
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field

BNF, SUDOC = "bnf", "sudoc"


def source(draft: Draft) -> None:
    """Say which of the two national systems the record comes from, since their numbers have the same look."""
    first = draft.record.first("001")
    permanent = draft.record.first("003")
    if first.startswith("FRBNF") or "bnf.fr" in permanent or "bnf.fr" in draft.record.first("009"):
        draft.system = BNF
    elif "sudoc" in permanent or "idref" in permanent or (_from_abes(draft) and ids.normalise_ppn(first)):
        draft.system = SUDOC


def _from_abes(draft: Draft) -> bool:
    return any(field.first("b").casefold() == "abes" for field in draft.record.by_tag("801"))


def _record_number(field: Field, draft: Draft) -> None:
    """001: FRBNF at BnF, PPN in Sudoc, the library's own number elsewhere."""
    value = clean(field.value or field.first("a"))
    if not value:
        return
    draft.identifier = draft.identifier or value
    if frbnf := ids.normalise_frbnf(value) if value.startswith("FRBNF") else "":
        draft.identify("frbnf", frbnf, place=field.place)
    elif draft.system == SUDOC and (ppn := ids.normalise_ppn(value)):
        draft.identify("ppn", ppn, place=field.place)
    else:
        draft.identify("local", value, place=field.place)


def _permanent(field: Field, draft: Draft) -> None:
    """003 and 033 (and 009 in older files of BnF): an address that holds an ARK or a PPN."""
    _address(clean(field.value or field.first("a")), field, draft)


def _address(value: str, field: Field, draft: Draft) -> None:
    if ark := ids.qualified_ark(value):
        draft.identify("ark", ark, place=field.place)
        if frbnf := ids.frbnf_of_ark(ark):
            draft.identify("frbnf", frbnf, place=field.place)
    elif "sudoc.fr" in value and (ppn := ids.normalise_ppn(value.rstrip("/").rpartition("/")[2])):
        draft.identify("ppn", ppn, place=field.place)
    elif value.startswith("http"):
        draft.identify("url", value, place=field.place)
    elif field.tag == "033" and value:
        draft.identify("local", value, qualifier=clean(field.first("2")), place=field.place)


def _isbn(field: Field, draft: Draft) -> None:
    qualifier = clean(field.first("b"))
    for code, value in field.subfields:
        if code in "az" and value:
            _checked(ids.normalise_isbn(value), "isbn", value, field, draft, qualifier=qualifier, wrong=code == "z")


def _issn(field: Field, draft: Draft) -> None:
    for code, value in field.subfields:
        if code in "afyz" and value:
            _checked(ids.normalise_issn(value), "issn", value, field, draft, wrong=code in "yz")


def _checked(number: str, scheme: str, written: str, field: Field, draft: Draft, *, qualifier: str = "", wrong: bool = False) -> None:
    """A number whose check is right goes under its scheme; one that is wrong or cancelled under "invalid_…", as written."""
    if number and not wrong:
        draft.identify(scheme, number, qualifier=qualifier, place=field.place)
    else:
        draft.identify(f"invalid_{scheme}", number or clean(written), qualifier=qualifier, place=field.place)


def _ean(field: Field, draft: Draft) -> None:
    value = field.first("a")
    if value:
        _checked(ids.normalise_ean(value), "ean", value, field, draft)


def _ismn(field: Field, draft: Draft) -> None:
    value = field.first("a")
    if value:
        _checked(ids.normalise_ismn(value), "ismn", value, field, draft)


def _fingerprint(field: Field, draft: Draft) -> None:
    """012 $a, of which $2 says the rule (fei)."""
    value = field.first("a")
    if value:
        written = clean(value)
        draft.identify("fingerprint", ids.normalise_fingerprint(written) or written, qualifier=clean(field.first("2")), place=field.place)


def _numbered(scheme: str, *, number: str = "a", qualifier: str = "") -> Callable[[Field, Draft], None]:
    def handler(field: Field, draft: Draft) -> None:
        value = clean(field.first(number))
        if value:
            draft.identify(scheme, value, qualifier=clean(field.first(qualifier)) if qualifier else "", place=field.place)

    return handler


def _other_number(field: Field, draft: Draft) -> None:
    """035: numbers of other systems; $9 sudoc marks the PPN of records merged into this one, $z a cancelled number."""
    for code, value in field.subfields:
        if code not in "az" or not value:
            continue
        value = clean(value)
        start = value[:7].casefold()
        if start.startswith(("(ocolc)", "ocolc", "ocm", "ocn")):
            draft.identify("oclc", ids.normalise_oclc(value), place=field.place)
        elif start.startswith("frbn") and ids.normalise_frbnf(value):
            draft.identify("frbnf", ids.normalise_frbnf(value), place=field.place)
        elif field.first("9") == "sudoc" and ids.normalise_ppn(value):
            draft.identify("ppn", ids.normalise_ppn(value), qualifier="merged", place=field.place)
        elif code == "a":
            draft.identify("local", value, qualifier=clean(field.first("1")), place=field.place)


def _agency(field: Field, draft: Draft) -> None:
    """801: the first issuing agency (second indicator 3) goes before the original and the transcribing ones."""
    agency = clean(field.first("b"))
    if not agency:
        return
    issuing = field.indicators[1:2] == "3" and draft.first_time("issuing agency")
    if issuing or not draft.agency:
        draft.agency = agency


HANDLERS = {
    "001": _record_number,
    "003": _permanent,
    "009": lambda field, draft: _permanent(field, draft) if "ark:" in field.value else None,
    "010": _isbn,
    "011": _issn,
    "012": _fingerprint,
    "013": _ismn,
    "015": _numbered("isrn"),
    "017": _numbered("other", qualifier="2"),
    "020": _numbered("national_bibliography", number="b", qualifier="a"),
    "021": _numbered("legal_deposit", number="b", qualifier="a"),
    "022": _numbered("government_publication", number="b", qualifier="a"),
    "029": _numbered("thesis_number", number="b", qualifier="a"),
    "033": _permanent,
    "035": _other_number,
    "071": _numbered("publisher_number", qualifier="b"),
    "073": _ean,
    "801": _agency,
}

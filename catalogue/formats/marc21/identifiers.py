"""Numbers of the document: 001, 01X-03X, and the cataloguing agency (003, 040)."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core import identifiers as ids
from catalogue.formats.cleaning import clean
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field

# 024: first indicator, to scheme.
_STANDARD_NUMBERS = {"0": "isrc", "1": "ean", "2": "ismn", "3": "ean", "4": "sici"}
_CHECKED_STANDARD_NUMBERS = {"ean": ids.normalise_ean, "ismn": ids.normalise_ismn}


def _record_number(field: Field, draft: Draft) -> None:
    value = clean(field.value or field.first("a"))
    if not value:
        return
    draft.identifier = draft.identifier or value
    agency = draft.record.first("003")
    if agency == "OCoLC" or value[:3].casefold() in ("ocm", "ocn"):
        draft.identify("oclc", ids.normalise_oclc(value) or value, place=field.place)
    elif value.startswith("FRBNF") and (frbnf := ids.normalise_frbnf(value)):
        draft.identify("frbnf", frbnf, place=field.place)
    else:
        draft.identify("local", value, place=field.place)


def _agency(field: Field, draft: Draft) -> None:
    """003 names the agency of 001; else 040, the transcribing agency ($c) or the original one ($a)."""
    value = clean(field.value) or clean(field.first("c") or field.first("a"))
    if value and not draft.agency:
        draft.agency = value


def _checked(scheme: str, codes: str, normalise: Callable[[str], str]) -> Callable[[Field, Draft], None]:
    """A handler for numbers with a check: right ones under their scheme, others and cancelled ones ($y, $z) under "invalid_…"."""

    def handler(field: Field, draft: Draft) -> None:
        qualifier = clean(field.first("q")).strip("() :;")
        for code, value in field.subfields:
            if code in codes and value:
                _number(scheme, normalise(value), value, field, draft, qualifier=qualifier, wrong=code in "yz")

    return handler


def _number(scheme: str, number: str, written: str, field: Field, draft: Draft, *, qualifier: str = "", wrong: bool = False) -> None:
    if number and not wrong:
        draft.identify(scheme, number, qualifier=qualifier, place=field.place)
    else:
        draft.identify(f"invalid_{scheme}", number or clean(written), qualifier=qualifier, place=field.place)


def _standard_number(field: Field, draft: Draft) -> None:
    """024: the first indicator says the scheme, or $2 where it is 7."""
    for code, written in field.subfields:
        if code != "a" or not written:
            continue
        if ark := ids.qualified_ark(written):
            draft.identify("ark", ark, place=field.place)
            continue
        scheme = _STANDARD_NUMBERS.get(field.indicators[:1], "") or clean(field.first("2")).casefold() or "other"
        if normalise := _CHECKED_STANDARD_NUMBERS.get(scheme):
            _number(scheme, normalise(written), written, field, draft)
        else:
            draft.identify(scheme, clean(written), place=field.place)


def _fingerprint(field: Field, draft: Draft) -> None:
    """026: unparsed in $e, or its groups in $a and $b with the date in $c."""
    written = clean(field.first("e")) or " ".join(text for code, raw in field.subfields if code in "abc" and (text := clean(raw)))
    if written:
        draft.identify("fingerprint", ids.normalise_fingerprint(written) or written, qualifier=clean(field.first("2")), place=field.place)


def _plain(scheme: str, *, qualifier: str = "") -> Callable[[Field, Draft], None]:
    def handler(field: Field, draft: Draft) -> None:
        if value := clean(field.first("a")):
            draft.identify(scheme, value, qualifier=clean(field.first(qualifier)) if qualifier else "", place=field.place)

    return handler


def _system_number(field: Field, draft: Draft) -> None:
    """035: the agency stands in brackets before the number."""
    for code, raw in field.subfields:
        value = clean(raw) if code == "a" else ""
        if not value:
            continue
        if value.casefold().startswith(("(ocolc)", "ocm", "ocn")):
            draft.identify("oclc", ids.normalise_oclc(value), place=field.place)
        elif "FRBNF" in value:
            draft.identify("frbnf", ids.normalise_frbnf(value), place=field.place)
        elif value.casefold().startswith(("(ppn)", "(sudoc)")) and (ppn := ids.normalise_ppn(value.partition(")")[2])):
            draft.identify("ppn", ppn, place=field.place)
        else:
            draft.identify("local", value, place=field.place)


HANDLERS = {
    "001": _record_number,
    "003": _agency,
    "010": _plain("lccn"),
    "015": _plain("national_bibliography", qualifier="2"),
    "016": _plain("national_bibliography", qualifier="2"),
    "017": _plain("legal_deposit", qualifier="b"),
    "020": _checked("isbn", "az", ids.normalise_isbn),
    "022": _checked("issn", "alyz", ids.normalise_issn),
    "024": _standard_number,
    "026": _fingerprint,
    "027": _plain("isrn"),
    "028": _plain("publisher_number", qualifier="b"),
    "035": _system_number,
    "040": _agency,
}

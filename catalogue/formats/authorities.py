"""Numbers of authority records ($3, $0, $1, $o) told apart by their form."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.core.identifiers import frbnf_of_ark, normalise_ark, normalise_isni, normalise_ppn

_ADDRESSES = (
    (re.compile(r"idref\.fr/(\d{8}[\dX])"), "idref"),
    (re.compile(r"viaf\.org/viaf/(\d+)"), "viaf"),
    (re.compile(r"isni\.org/(?:isni/)?(\d{15}[\dX])"), "isni"),
    (re.compile(r"d-nb\.info/gnd/([\dX-]+)"), "gnd"),
    (re.compile(r"id\.loc\.gov/authorities/(?:names|subjects|genreForms)/([a-z]+\d+)"), "loc"),
    (re.compile(r"wikidata\.org/(?:entity|wiki)/(Q\d+)"), "wikidata"),
    (re.compile(r"id\.worldcat\.org/fast/(\d+)"), "fast"),
)
# The code in brackets that MARC 21 puts before a control number: MARC organisation codes and the schemes partners invented.
_PREFIXES = {
    "idref": "idref", "ppn": "idref", "fr-pabnf": "bnf", "frpbn": "bnf", "bnf": "bnf", "de-588": "gnd", "gnd": "gnd", "viaf": "viaf",
    "isni": "isni", "dlc": "loc", "uri": "",
}  # fmt: skip
_PREFIXED = re.compile(r"\(([A-Za-z0-9-]{2,12})\)\s*(.+)")
_BNF_NUMBER = re.compile(r"(?:FRBNF)?(\d{8})(?:\d{7}[\dX])?")


@lru_cache(maxsize=32768)
def authority(text: str) -> tuple[str, str]:
    """(scheme, number) of an authority: ("idref", "027241637"), ("bnf", "12042512"), ("isni", …), ("local", text); ("", "") when empty.

    Nine characters with PPN's check are IdRef's, eight figures are BnF's: the two forms French catalogues put in $3.
    """
    bare = text.strip()[:300]
    if not bare.isprintable() or not bare:
        return "", ""
    if prefixed := _PREFIXED.fullmatch(bare):
        scheme = _PREFIXES.get(prefixed[1].casefold())
        if scheme is None:
            return "local", bare
        bare = prefixed[2].strip()
        if scheme:
            return scheme, bare
    return _by_form(bare)


def _by_form(bare: str) -> tuple[str, str]:
    if ppn := normalise_ppn(bare):
        return "idref", ppn
    if number := _BNF_NUMBER.fullmatch(bare):
        return "bnf", number[1]
    if isni := normalise_isni(bare):
        return "isni", isni
    return _address(bare) if "://" in bare or bare.startswith("ark:") else ("local", bare)


def _address(bare: str) -> tuple[str, str]:
    for pattern, scheme in _ADDRESSES:
        if number := pattern.search(bare):
            return scheme, number[1]
    if ark := normalise_ark(bare):
        frbnf = frbnf_of_ark(ark)
        return ("bnf", frbnf.removeprefix("FRBNF")) if frbnf else ("ark", ark)
    return ("url", bare) if bare.startswith(("http://", "https://")) else ("", "")

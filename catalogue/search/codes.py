"""Call numbers and identifiers, reduced to keys that are the same in whatever form they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from catalogue.core.call_numbers import WRITTEN_OUT
from catalogue.core.description import DigitalCopy, Identifier
from catalogue.core.identifiers import isbn13_to_10, normalise_ark, normalise_isbn
from catalogue.core.text import words

# What cataloguers and readers write in front of, or within, one and the same call number.
_CALL_NUMBER_WORDS = {
    **WRITTEN_OUT, "cote": "", "cotes": "", "n": "", "no": "", "num": "", "numero": "", "fonds": "", "bibliotheque": "",
}  # fmt: skip
# Of books, after a letter: « P 8° 240 » is no eight thousand.
_FORMATS = frozenset({"2", "4", "8", "12", "16", "18", "24", "32"})
_PIECE = re.compile(r"(\d+)|([^\W\d_]+)")
# What stands before an identifier and says what it is: "PPN", "(PPN)", "ISBN-13 :", "notice n° FRBNF …".
_SCHEME = re.compile(
    r"^\s*(?:notice\s+(?:bnf\s+)?(?:n[o°]\s*)?(?=frbnf\d)|\(?(?:ppn|isbn(?:-?1[03](?!\d))?|(?:e-?|p-?)?issn(?:-l)?|ean|rcr|ark(?!:)|frbnf(?=\s)|bnf(?=\s)|sudoc|cote|idref"
    r"|oclc|ocolc|empreinte|fingerprint)\)?\s*(?:n[o°]\s*)?[:=]?\s*)(?:frbnf\s+)?",
    re.IGNORECASE,
)
# The record's own number in the address of a union catalogue: at the end, or asked for by name.
_ADDRESS = re.compile(r"^\s*(?:https?://|www\.)\S*?(?:[/=](?:PPN|ppn|TRM=|trm=)?)(\d{6,12}[\dXx])/?(?:\.\w+)?\s*$", re.ASCII)
_FINGERPRINT = re.compile(r"\s*((?:\S{4}\s+){3}\S{4})(?:\s.*)?", re.DOTALL)
_BARE_ARK = re.compile(r"\s*(\d{5})[\s/]+([0-9a-z]{4,})\s*", re.ASCII | re.IGNORECASE)
_OCLC = re.compile(r"(?:ocolc)?(?:oc[mn]|on)?0*([1-9]\d*)", re.ASCII)
_LONG_NUMBER = re.compile(r"[a-z.]+(\d{5,})")
_NOT_ALNUM = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d")
_FRBNF = re.compile(r"^frbnf0*(\d{8})|^(\d{8})\d{7}$")
_RCR = re.compile(r"^(?:fr)?((?:\d{2}|2[ab])\d{7})$")
_ARKS, _ISBNS, _OTHERS = frozenset({"ark", "url", ""}), frozenset({"isbn", "ean", ""}), frozenset({"frbnf", "rcr", "isil", ""})
_PLAIN_ARK = re.compile(r"ark:/(\d+)/([0-9A-Za-z]+)", re.ASCII)
_PLAIN = frozenset({"local", "ppn", "issn", "oclc", "fingerprint"})
LONGEST = 200


def call_number_key(text: str) -> str:
    """The key of a call number: "Ms. 0123", "MS123", "manuscrit n° 123" all give ``ms123``; "Rés. 4/12" gives ``res4.12``.

    Leading zeros go; two numbers side by side stay apart, unless the second may be thousands: "317 920" is ``317920``. "" where
    there is no figure and no letter left.
    """
    return words_to_call_number_key(words(text[:LONGEST]))


def words_to_call_number_key(folded: Sequence[str]) -> str:
    """:func:`call_number_key` of the words of a call number, folded already."""
    key, last = "", ""
    for number, word in _PIECE.findall(" ".join(folded)):
        if word:
            key += _CALL_NUMBER_WORDS.get(word, word)
        elif last and len(number) == 3 and len(last) <= 3 and last[0] != "0" and not (last in _FORMATS and key != last):
            key += number
        else:
            plain = number.lstrip("0") or "0"
            key += f".{plain}" if key[-1:].isdigit() else plain
        last = number
    return key


def compact(text: str) -> str:
    """``text`` in small letters without anything but letters and figures: "2-07-036822-X" gives ``207036822x``."""
    return text.lower() if text.isalnum() and len(text) <= LONGEST else _NOT_ALNUM.sub("", text[:LONGEST]).lower()


def identifier_keys(value: str, *, scheme: str = "") -> list[str]:
    """Every key an identifier is found by: an ISBN in its two lengths, an ark whole or by its name, a BnF number with or without FRBNF.

    ``scheme`` as in :class:`~catalogue.core.description.Identifier`; without one, whatever it may be is tried.
    """
    whole = compact(value)
    keys = [] if scheme == "url" else [whole]
    if scheme in _ARKS and (ark := normalise_ark(value)):
        keys += [compact(ark), compact(ark.rpartition("/")[2])]
    if scheme in _ISBNS and (isbn := normalise_isbn(value)):
        keys += [isbn, isbn13_to_10(isbn).lower()]
    if scheme in _OTHERS:
        if match := _FRBNF.match(whole):
            number = match[1] or match[2]
            keys += [number, f"frbnf{number}"]
        if match := _RCR.match(whole):
            keys.append(match[1])
    return [key for key in dict.fromkeys(keys) if key]


def typed_identifiers(text: str) -> tuple[str, ...]:
    """The keys of the identifier that may have been typed, its name in front or not ("PPN 012345678"), or of the record that an
    address leads to; none without a figure, but for the four groups of a fingerprint."""
    bare = _SCHEME.sub("", text[:LONGEST])
    found = [compact(match[1])] if (match := _FINGERPRINT.fullmatch(bare)) else []
    if not _FIGURE.search(bare):
        return tuple(found)
    found = identifier_keys(bare) + found
    if match := _ADDRESS.match(text[:LONGEST]):
        found.append(match[1].lower())
    if match := _BARE_ARK.fullmatch(bare):
        found.append(compact(f"ark{match[1]}{match[2]}"))
    if not bare[:1].isdigit() and (match := _OCLC.fullmatch(compact(bare))):
        found.append(match[1])
    return tuple(dict.fromkeys(found))


def typed_call_number(text: str) -> str:
    """The key of the call number that a reader may have typed; "" without a figure: a word alone is a word."""
    return call_number_key(text) if _FIGURE.search(text[:LONGEST]) else ""


def document_call_numbers(folded: Iterable[Sequence[str]]) -> list[str]:
    """The keys of a notice's call numbers, from their folded words; a long number is found without the letters before it as well:
    "Rés. 317 920" under ``res317920`` and ``317920``."""
    keys = [key for found in folded if (key := words_to_call_number_key(found))]
    return list(dict.fromkeys(keys + [match[1] for key in keys if (match := _LONG_NUMBER.fullmatch(key))]))


def document_identifiers(identifiers: Iterable[Identifier], digital_copies: Iterable[DigitalCopy] = ()) -> list[str]:
    """The keys of a notice's identifiers and of the arks of its digital copies, each once."""
    keys = []
    for found in identifiers:
        scheme, value = found.scheme, found.value
        if scheme in _PLAIN:
            keys.append(compact(value))
            if scheme == "fingerprint" and (match := _FINGERPRINT.fullmatch(value)):
                keys.append(compact(match[1]))
            elif scheme == "oclc" and (match := _OCLC.fullmatch(keys[-1])):
                keys.append(match[1])
        elif scheme == "ark" and (match := _PLAIN_ARK.fullmatch(value)):
            keys += [f"ark{match[1]}{match[2].lower()}", match[2].lower()]
        else:
            keys += identifier_keys(value, scheme=scheme)
    for copy in digital_copies:
        if address := copy.ark or copy.url:
            keys += identifier_keys(address, scheme="url")
    return list(dict.fromkeys(keys))

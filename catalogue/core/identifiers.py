"""Identifiers of documents: one normal form each, checked where the standard has a check character.

Every ``normalise_*`` takes the text a partner wrote and returns the normal form, or an empty string where the text is not one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import mul

from stdnum import ean, isbn, ismn, isni, issn

from catalogue.core.ark import BETANUMERIC, check_character

_PRINTED_BREAKS = re.compile(r"[\s‐‑–-]")
_NOT_ISBN = re.compile(r"[^0-9Xx]")
_ISBN = re.compile(r"(?<![0-9])(?:97[89][\s‐‑–-]?)?(?:[0-9][\s‐‑–-]?){9}[0-9Xx](?![0-9])")
_ISSN = re.compile(r"(?:(?<![0-9A-Za-z])|(?<=ISSN)|(?<=issn))([0-9]{4})[\s‐‑–-]?([0-9]{3}[0-9Xx])(?![0-9A-Za-z])")
_ARK = re.compile(rf"ark:/?([{BETANUMERIC}]{{5,12}})/([^?#\s\"'<>|,;]+)", re.IGNORECASE)
_FRBNF = re.compile(r"(?:FR\s?-?\s?BNF|frBN|cb)\s?0*([0-9]{8})(?:\s?([0-9]{6,7}[0-9X])(?![0-9A-Z]))?", re.IGNORECASE)
_OCLC = re.compile(r"(?:\(OCoLC\)|OCoLC)?\s*(?:ocm|ocn|on)?0*([0-9]{1,14})", re.IGNORECASE)
_BNF_NAAN = "12148"
# What follows the name of an ARK and is asked of its viewer, and Gallica's pages.
_SERVICES = frozenset(["manifest", "full", "thumbnail", "highres", "medres", "lowres", "info", "iiif", "daogrp", "date"])
_VIEW = re.compile(r"f[0-9]+|[0-9,]+|full|date[0-9]*", re.IGNORECASE)


def ppn_check(digits: str) -> str:
    """The check character modulo 11 of the eight figures of a PPN: a figure or ``X``."""
    value = -sum(map(mul, map(int, digits), range(9, 1, -1))) % 11
    return "X" if value == 10 else str(value)


def _ends_right(thirteen: str) -> bool:
    """Whether thirteen figures end by the check of an EAN; the library’s ``is_valid`` takes four times as long."""
    return ean.calc_check_digit(thirteen[:12]) == thirteen[12]


def isbn10_to_13(isbn10: str) -> str:
    """The ISBN-13 (ISO 2108) of ten characters without hyphens."""
    body = f"978{isbn10[:9]}"
    return body + ean.calc_check_digit(body)


def isbn13_to_10(isbn13: str) -> str:
    """The ISBN-10 of an ISBN-13, or an empty string where it has none (prefix 979)."""
    return isbn.to_isbn10(isbn13) if isbn13.startswith("978") and len(isbn13) == 13 and isbn.is_valid(isbn13) else ""


@lru_cache(maxsize=8192)
def normalise_isbn(text: str) -> str:
    """The ISBN-13 without hyphens of the first ISBN in ``text`` whose check is right, of ten characters or thirteen; "" where none is."""
    for match in _ISBN.finditer(text[:200]):
        bare = _NOT_ISBN.sub("", match[0]).upper()
        if len(bare) == 10 and isbn.is_valid(bare):
            return isbn10_to_13(bare)
        if len(bare) == 13 and bare.isdigit() and _ends_right(bare):
            return bare
    return ""


@lru_cache(maxsize=8192)
def normalise_issn(text: str) -> str:
    """The first ISSN (ISO 3297) in ``text`` whose check is right, as ``1234-567X``; "" where none is."""
    for match in _ISSN.finditer(text[:200]):
        bare = (match[1] + match[2]).upper()
        if issn.calc_check_digit(bare[:7]) == bare[7]:
            return f"{bare[:4]}-{bare[4:]}"
    return ""


@lru_cache(maxsize=8192)
def normalise_ean(text: str) -> str:
    """The thirteen digits of an EAN (or of a 12-digit UPC, a zero before it); "" where the check is wrong."""
    bare = _PRINTED_BREAKS.sub("", text[:40])
    if not bare.isascii() or not bare.isdigit() or len(bare) not in (12, 13):
        return ""
    bare = bare.rjust(13, "0")
    return bare if _ends_right(bare) else ""


@lru_cache(maxsize=8192)
def normalise_ismn(text: str) -> str:
    """The thirteen figures of an ISMN (ISO 10957), also written ``M-2306-7118-7``; "" where ``text`` is none or its check is wrong."""
    bare = _PRINTED_BREAKS.sub("", text[:40]).upper().removeprefix("ISMN")
    return ismn.to_ismn13(bare) if bare.isascii() and ismn.is_valid(bare) else ""


@lru_cache(maxsize=8192)
def normalise_isni(text: str) -> str:
    """The sixteen characters of an ISNI (ISO 27729), with or without its spaces; "" where ``text`` is none or its check is wrong."""
    bare = _PRINTED_BREAKS.sub("", text[:40]).upper().removeprefix("ISNI")
    return bare if bare.isascii() and isni.is_valid(bare) else ""


@lru_cache(maxsize=8192)
def normalise_ark(text: str) -> str:
    """The ARK standing in ``text`` as ``ark:/12148/cb36646150b``: no resolver, no hyphens, no qualifier after the name, no inflection."""
    match = _ARK.search(text[:2000])
    if not match:
        return ""
    name = re.split(r"[/.]", match[2])[0].replace("-", "").replace("%2D", "").rstrip(")]}")
    return f"ark:/{match[1].lower()}/{name}" if name else ""


@lru_cache(maxsize=8192)
def qualified_ark(text: str) -> str:
    """The ARK standing in ``text`` with what names a part of its object: ``ark:/78665/1898305/dao/0/3`` is not ``…/0/4``.

    ARK specification, 2.5: a component after "/" belongs to the name; a variant after "." and the services of a viewer do not.
    """
    bare = normalise_ark(text)
    match = _ARK.search(text[:2000])
    if not bare or not match:
        return bare
    parts = match[2].replace("-", "").replace("%2D", "").rstrip(")]}").split("/")
    parts = [part.partition(".")[0] for part in parts]
    kept: list[str] = []
    for part in parts[1:]:
        if not part or part.casefold() in _SERVICES or (match[1] == _BNF_NAAN and _VIEW.fullmatch(part)):
            break
        kept.append(part)
    return "/".join((bare, *kept))


def ark_is_checked(ark: str) -> bool:
    """Whether the last character of an ARK is its check character, by NOID's rule or by BnF's; many authorities use none."""
    bare = normalise_ark(ark).removeprefix("ark:/")
    naan, _, name = bare.partition("/")
    return len(name) > 1 and (check_character(name[:-1]) == name[-1] or (naan != _BNF_NAAN and check_character(bare[:-1]) == bare[-1]))


@lru_cache(maxsize=8192)
def normalise_frbnf(text: str) -> str:
    """The BnF notice number as ``FRBNF36646150``; a part of that document (a volume, a piece) keeps its own number and check character.

    The long form of a whole document has zeros there and is written in many ways: they are dropped.
    """
    match = _FRBNF.search(text[:100])
    if not match:
        return ""
    part = match[2] or ""
    return f"FRBNF{match[1]}{part.upper() if part[:-1].strip('0') else ''}"


def frbnf_to_ark(frbnf: str) -> str:
    """The ARK of a BnF notice, computed from its number: ``FRBNF36646150`` gives ``ark:/12148/cb36646150b``; "" where it is none."""
    number = normalise_frbnf(frbnf).removeprefix("FRBNF")
    if len(number) != 8:  # none, or that of a part, which has no ARK of its own
        return ""
    name = f"cb{number}"
    return f"ark:/{_BNF_NAAN}/{name}{check_character(name)}"


def frbnf_of_ark(ark: str) -> str:
    """The BnF notice number of an ARK of BnF's catalogue, or an empty string."""
    match = re.match(rf"ark:/{_BNF_NAAN}/cb([0-9]{{8}})", ark)
    return f"FRBNF{match[1]}" if match else ""


@lru_cache(maxsize=8192)
def normalise_ppn(text: str) -> str:
    """A PPN of Sudoc or IdRef (eight figures and a check character modulo 11); "" where ``text`` is none."""
    bare = text.strip().upper().removeprefix("(PPN)").removeprefix("PPN").strip()
    if len(bare) != 9 or not bare.isascii() or not bare[:8].isdigit() or bare[8] not in "0123456789X":
        return ""
    return bare if ppn_check(bare[:8]) == bare[8] else ""


@lru_cache(maxsize=8192)
def normalise_oclc(text: str) -> str:
    """The OCLC number without prefix nor leading zeros, from ``(OCoLC)31870143``, ``ocm31870143`` or the number alone."""
    match = _OCLC.fullmatch(text.strip()[:40])
    return match[1] if match and match[1] != "0" else ""


@lru_cache(maxsize=4096)
def normalise_fingerprint(text: str) -> str:
    """A fingerprint (``fei``) of an early print in one form: four groups of four signs, then the origin and the date if given.

    ``"r.i. s.e. usns Nomi (3) 1588 (R)"`` gives ``"r.i. s.e. usns Nomi (3) 1588 (R)"``; "" where there are not sixteen signs.
    Source: Fingerprints = Empreintes = Impronte (1984). Signs keep their case: capitals are part of the print.
    """
    signs = " ".join(text[:200].split())
    match = re.match(r"((?:\S ?){16})\s*(.*)$", signs)
    if not match:
        return ""
    bare = match[1].replace(" ", "")
    groups = " ".join(bare[i : i + 4] for i in range(0, 16, 4))
    origin, date = _origin_and_date(match[2])
    return " ".join(part for part in (groups, origin, date) if part)


def _origin_and_date(tail: str) -> tuple[str, str]:
    """The code of the source page, "(3)", and the date with its numerals, "1588 (R)", as written after a fingerprint."""
    origin = re.match(r"\(?\s*([1-9C])\s*\)?(?=\s|$|\(|1)", tail)
    date = re.search(r"(1[4-9][0-9]{2})\s*\(?\s*([AQRMXHZarqmxhz])?\s*\)?", tail)
    if not date:
        return (f"({origin[1]})" if origin else ""), ""
    return (f"({origin[1]})" if origin else ""), f"{date[1]} ({date[2].upper()})" if date[2] else date[1]

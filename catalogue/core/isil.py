"""What identifies a library, an archive or a museum: its ISIL (ISO 15511), whatever the form of the number that people write.

French libraries have an RCR, ``693836101``, archives a code of the national archives' service, ``FRAD069``, museums a Museofile number,
``M0410``: each becomes an ISIL in one way only. The *code* of an institution is what records, addresses and indexes carry: the RCR
of a library, the ISIL of anything else.
"""

from __future__ import annotations

import re
from functools import lru_cache

RCR_PATTERN = r"^(\d{2}|2[AB]|9[78])\d{7}$"
LONGEST = 16  # ISO 15511
_RCR = re.compile(r"(?:FR-)?((?:[0-9]{2}|2[AB])[0-9]{7})")
_NUMBER = re.compile(r"([0-9]{8,9})(?:[.,]0+)?")
_ISIL = re.compile(r"[A-Z]{1,4}-[A-Za-z0-9:/-]{1,11}")
# Departmental archives are written FRAD069, FRAD69, FR-AD69: one number, three figures. Other services (FRAC69123, FRAN) have one form;
# without "FR-", letters alone are a word: "France".
_DEPARTMENTAL = re.compile(r"(?:FR-AD|(?:FR-)?FRAD)0?(2[AB]|[0-9]{1,3})")
_ARCHIVE = re.compile(r"(?:FR-)?(FRA[A-Z][0-9][A-Z0-9]{0,6})|FR-(FRA[A-Z]{1,8})")
_MUSEUM = re.compile(r"(?:FR-|MUS[EÉ]O(?:FILE)?[\s:/-]*)(M[0-9]{4,5})()")
_BARE_MUSEUM = re.compile(r"M[0-9]{4}")
# FRAD069 and FRAM059017 begin with three figures, FRAC69123 with the INSEE number of a commune.
_OF_DEPARTMENT = re.compile(r"FR-FRA(?:[DM]0?|C)(97[0-9]|98[0-9]|2[AB]|[0-9]{2})[0-9]*")
_LOCAL = "LOC-"

LIBRARY, ARCHIVE, MUSEUM, OTHER = "library", "archive", "museum", "other"
KINDS = (LIBRARY, ARCHIVE, MUSEUM, OTHER)


@lru_cache(maxsize=4096)
def normalise_rcr(text: str) -> str:
    """An RCR number (department, commune, kind of library, sequence; nine characters), from itself or its ISIL; "" where it is none."""
    match = _RCR.fullmatch(text.strip().upper())
    return match[1] if match else ""


def isil(code: str) -> str:
    """The ISIL of a code: ``FR-693836101`` of the RCR ``693836101``; an ISIL is its own."""
    return code if "-" in code else f"FR-{code}"


def code_of(isil: str) -> str:
    """The code of an ISIL: the RCR of a library, the ISIL of anything else."""
    return normalise_rcr(isil) or isil


@lru_cache(maxsize=4096)
def institution_code(text: str) -> str:
    """The code that a record names an institution by, in any form that cannot be anything else; "" where ``text`` is rather a name.

    A French RCR, archives' code or Museofile number with its mention; not any ISIL: "BM-Lyon" has the shape of one.
    """
    bare = text.strip().upper()
    if rcr := normalise_rcr(bare):
        return rcr
    if match := _DEPARTMENTAL.fullmatch(bare):
        return f"FR-FRAD{match[1].zfill(3)}"
    if match := _ARCHIVE.fullmatch(bare) or _MUSEUM.fullmatch(bare):
        return f"FR-{match[1] or match[2]}"
    return ""


def normalise_isil(text: str) -> str:
    """The ISIL that a person or a file gives in any form: an RCR, ``FRAD069``, ``FR-AD69``, ``M0410``, ``DE-101``; "" where it is none."""
    bare = text.strip()
    if code := institution_code(bare):
        return isil(code)
    if _BARE_MUSEUM.fullmatch(bare.upper()):
        return f"FR-{bare.upper()}"
    return bare if _ISIL.fullmatch(bare) else ""


def of_spreadsheet(cell: str) -> str:
    """The ISIL of an RCR that a spreadsheet took for a number: "693836101.0", "10532101" whose zero is lost; "" for anything else."""
    found = _NUMBER.fullmatch(cell.strip())
    return normalise_isil(found[1].zfill(9)) if found else ""


def local_isil(number: int) -> str:
    """The identity of an institution to which no national directory gives a number, by a number of ours."""
    return f"{_LOCAL}{number}"


def kind_of(isil: str) -> str:
    """What the form of an ISIL says of who has it: one of :data:`KINDS`."""
    if normalise_rcr(isil):
        return LIBRARY
    if _ARCHIVE.fullmatch(isil):
        return ARCHIVE
    return MUSEUM if _MUSEUM.fullmatch(isil) else OTHER


def department_of(isil: str) -> str:
    """The department that an RCR or an archives' code begins with ("2A", "69", "974"); "" where the number says nothing of it."""
    if rcr := normalise_rcr(isil):
        return rcr[:3] if rcr[:2] in ("97", "98") else rcr[:2]
    match = _OF_DEPARTMENT.fullmatch(isil)
    return match[1] if match else ""


def unnamed(isil: str) -> str:
    """What an institution is called while nobody has named it: "RCR 693836101", "ISIL FR-FRAD069"."""
    rcr = normalise_rcr(isil)
    return f"RCR {rcr}" if rcr else f"ISIL {isil}"

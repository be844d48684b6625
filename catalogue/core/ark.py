"""ARK names of our own: their alphabet, their check character, how they are minted from a number and read from an address.

draft-kunze-ark (https://datatracker.ietf.org/doc/draft-kunze-ark/) says what an ARK is; NOID, what its check character is. A name is
written here with the number of its authority (NAAN), as the check character covers both: "99999/t10000001j".
"""

from __future__ import annotations

import re
from typing import NamedTuple

BETANUMERIC = "0123456789bcdfghjkmnpqrstvwxz"
"""No vowel, so that no name is a word; no l, that is read as 1 (NOID, "Extended digits")."""

TEST_NAAN = "99999"
"""The authority that arks.org keeps for tests: names under it are promised to nobody."""

BLADE = 7  # characters of a number: 29**7, seventeen thousand million names under one shoulder

_VALUES = {char: value for value, char in enumerate(BETANUMERIC)}
_NAAN = re.compile(f"[{BETANUMERIC}]{{5}}")
_SHOULDER = re.compile(r"[bcdfghjkmnpqrstvwxz]{1,4}[0-9]")
_LABEL = re.compile(r"ark:/?", re.IGNORECASE)
_NAME = re.compile(f"[{BETANUMERIC}]{{2,22}}")
# The draft, "Character Repertoires": hyphens "are never significant"; word processors make others of them.
_HYPHENS = re.compile("[-\u00ad\u2010-\u2015\u2212]")


class NotAnArk(ValueError):
    """This text is not the name of an ARK such as ours: mistyped, or of another authority's making."""


class Asked(NamedTuple):
    """What an address asks for: ``name`` is "NAAN/name" in its normal form, ``qualifier`` what follows it, without slashes around."""

    name: str
    qualifier: str = ""


def check_character(name: str) -> str:
    """The check character (NOID, modulo 29) that ends ``name``; characters outside the alphabet (the slash) count for nothing.

    NOID computes it on ``naan/name``, BnF on the name alone (found right on each of 552 ARKs of its catalogue and of Gallica).
    """
    return BETANUMERIC[sum(position * _VALUES.get(char, 0) for position, char in enumerate(name, 1)) % 29]


def is_naan(text: str) -> bool:
    """Whether this can be a Name Assigning Authority Number: five betanumeric characters."""
    return _NAAN.fullmatch(text) is not None


def is_shoulder(text: str) -> bool:
    """Whether this can be a shoulder by the "first-digit convention": letters of the alphabet, then one figure, which ends it."""
    return _SHOULDER.fullmatch(text) is not None


def name_of(number: int, *, naan: str, shoulder: str) -> str:
    """The name minted from a number (0 or more), all names of one shoulder being as long and in the order of their numbers.

    Raises ValueError for a number that no blade holds.
    """
    blade = ""
    rest = number
    for _ in range(BLADE):
        rest, digit = divmod(rest, 29)
        blade = BETANUMERIC[digit] + blade
    if rest:
        raise ValueError(f"no name is left for number {number}")
    bare = f"{naan}/{shoulder}{blade}"
    return bare + check_character(bare)


def number_of(name: str, *, naan: str, shoulder: str) -> int | None:
    """The number that ``name_of`` made this name from; None where it is of another authority or shoulder."""
    start = f"{naan}/{shoulder}"
    blade = name[len(start) : -1]
    if not name.startswith(start) or len(blade) != BLADE or not is_checked(name):
        return None
    number = 0
    for char in blade:
        number = number * 29 + _VALUES[char]
    return number


def is_checked(name: str) -> bool:
    """Whether "NAAN/name" is of our alphabet and ends in its check character."""
    naan, slash, own = name.partition("/")
    return bool(slash) and is_naan(naan) and _NAME.fullmatch(own) is not None and check_character(name[:-1]) == name[-1]


def parse(text: str) -> Asked:
    """What "ark:/99999/t1-0000-001j/source" asks for, also written "ark:99999/…". Raises NotAnArk.

    By the draft ("Normalization and Lexical Equivalence"): the label and the NAAN in either case, hyphens left out, slashes that
    end it left out. The letters of a name are in lower case: a name in capitals is another one, and its check character shows it.
    """
    label = _LABEL.match(text)
    naan, _, rest = text[label.end() if label else 0 :].partition("/")
    own, _, qualifier = rest.partition("/")
    name = f"{_HYPHENS.sub('', naan).lower()}/{_HYPHENS.sub('', own)}"
    if not is_checked(name):
        raise NotAnArk(text[:80])
    return Asked(name, qualifier.strip("/"))

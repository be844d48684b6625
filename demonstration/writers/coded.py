"""Coded fields: 100 $a and the label in UNIMARC, 008 and the leader in MARC 21."""

from __future__ import annotations

from typing import NamedTuple

from demonstration.imprints import OPEN, imprint, years
from demonstration.notices import SERIALS, Notice
from demonstration.records import PartnerRecord
from demonstration.writers.wording import languages

_UNIMARC_TYPES = {"manuscript": "b", "map": "e", "score": "c", "print": "k", "photograph": "k", "poster": "k", "postcard": "k"}
_MARC21_TYPES = {**_UNIMARC_TYPES, "manuscript": "t"}
_MARC21_COUNTRIES = {"FR": "fr ", "CH": "sz ", "NL": "ne ", "GB": "xxk", "IT": "it ", "BE": "be ", "DE": "gw "}


class Coded(NamedTuple):
    """Type of date and two dates of four characters, UNIMARC's letters."""

    kind: str
    first: str
    second: str


def _unknown(year: int, *, uncertain: bool) -> str:
    """A serial's year; a century only where nobody knows more."""
    return f"{year // 100}  " if uncertain and year % 100 in (0, 99) else f"{year:04d}"


def coded_dates(notice: Notice) -> Coded:
    """The dates of a notice as 100 $a/8-16 has them: serials a, b and c; d certain, f between two years, g over several."""
    covered = years(notice)
    if covered is None:
        return Coded("u", "    ", "    ")
    first, last, uncertain = covered
    if notice.kind in SERIALS:
        if last == OPEN:
            return Coded("a", f"{first:04d}", "9999")
        if uncertain:
            ended = not imprint(notice).date.endswith("-")
            return Coded("c", _unknown(first, uncertain=True), _unknown(last, uncertain=True) if ended else "    ")
        return Coded("b", f"{first:04d}", f"{last:04d}")
    if uncertain:
        return Coded("f", f"{first:04d}", f"{last:04d}")
    return Coded("d", f"{first:04d}", "    ") if first == last else Coded("g", f"{first:04d}", f"{last:04d}")


def unimarc_100(record: PartnerRecord, notice: Notice) -> str:
    """The 36 characters of 100 $a (UNIMARC manual, 100)."""
    kind, first, second = coded_dates(notice)
    return f"{record.datestamp:%Y%m%d}{kind}{first}{second}|||y0frey50      ba"


def unimarc_label(notice: Notice) -> str:
    """The 24 characters of the label: type and level of the record; the ninth is blank, as UNIMARC wants it."""
    kind = _UNIMARC_TYPES.get(notice.kind, "a")
    level = "s" if notice.kind in SERIALS else "m"
    return f"     n{kind}{level}0 22        450 "


def marc21_leader(notice: Notice) -> str:
    """The 24 characters of the leader, records in UTF-8."""
    level = "s" if notice.kind in SERIALS else "m"
    return f"00000n{_MARC21_TYPES.get(notice.kind, 'a')}{level} a2200000 i 4500"


_KINDS_008 = {"a": "c", "b": "d", "c": "u", "d": "s", "f": "q", "g": "m", "u": "n"}


def marc21_008(record: PartnerRecord, notice: Notice) -> str:
    """The 40 characters of 008."""
    kind, first, second = coded_dates(notice)
    said = imprint(notice)
    country = _MARC21_COUNTRIES.get(said.country, "xx ")
    middle = list(" " * 17)
    if notice.kind in SERIALS:
        middle[3] = "n" if notice.kind == "newspaper" else "p"
    first, second = (value.replace(" ", "u") if value.strip() else value for value in (first, second))
    return f"{record.datestamp:%y%m%d}{_KINDS_008[kind]}{first}{second}{country}{''.join(middle)}{languages(notice)[0][0]} c"

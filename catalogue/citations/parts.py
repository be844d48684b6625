"""Where in its volume a part stands, and of how many volumes a whole is: "t. 12, n° 3, p. 45-67", "3 t. en 2 vol."."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.core.dates.roman import from_roman

# A page, or a leaf with its side: "45", "xii", "A12", "[3]", "12 bis", "12r", "12 v°".
_PAGE = r"\[?[A-Z]?\d+\]?(?:\s?(?:bis|ter)\b|\s?[rv][°ºo]?(?!\w))?|[xivlcXIVLC]+"
_PAGES = re.compile(
    rf"\b(?:pp?|pages?|col|ff?|fol)\b[.°º]?\s*(?P<first>{_PAGE})(?:\s*(?:-|–|—|à)\s*(?P<last>{_PAGE}|v[°ºo]?))?"
    r"(?!\s*(?!et\b)\w)"
)
_NUMBER = r"(?P<issue>\d+(?:\s*[-/]\s*\d+)?)"
_ISSUE = re.compile(rf"\b(?:num[ée]ro|n[or]|fasc(?:icule)?|issue|livr(?:aison)?|cahier)\b\.?\s*{_NUMBER}", re.I)
_ISSUE_SIGN = re.compile(rf"\bn\s*[°º]\s*{_NUMBER}", re.I)
_VOLUME = re.compile(r"\b(?:t|tome|vol|volume|v|bd|band|année)\b\.?\s*(?P<volume>\d+|[IVXLC]+)\b", re.I)
_AS_APA = re.compile(r"(?<![\d/.-])(?P<volume>\d+)(?:/(?P<slashed>\d+))?\s*\((?P<issue>\d+)\)")
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")  # in "12 (1890)" it is no issue
_NTH_ISSUE = re.compile(r"\b(?P<issue>\d+)(?:e|ème|re|er|nde?)\s+(?:numéro|fascicule|livraison|cahier)\b", re.I)
_NTH_VOLUME = re.compile(r"\b(?P<volume>\d+)(?:e|ème|re|er|nde?)\s+(?:année|volume|tome|vol\.|t\.)", re.I)
_COUNTS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_COUNT = rf"(?<![\w.,-])(?:\[(?P<guessed>\d{{1,3}})\]|(?P<count>\d{{1,3}})|(?-i:(?P<roman>[IVXL]{{1,6}}))|(?P<word>{'|'.join(_COUNTS)}))\s*"
_VOLUMES = re.compile(rf"{_COUNT}(?:vols?\b|volumes?\b|bde?\b|v\.)", re.I)
_TOMES = re.compile(rf"{_COUNT}(?:t\.|tomes?\b)", re.I)
_ONE = re.compile(r"^\s*\[?(?:pp?\.|pages?\b)", re.I)


class Part(NamedTuple):
    """Where a part stands: "" for what is not told. ``first`` and ``last`` are its pages."""

    volume: str = ""
    issue: str = ""
    first: str = ""
    last: str = ""

    @property
    def pages(self) -> str:
        """ "45-67"; "" where no page is told."""
        return f"{self.first}-{self.last}" if self.last else self.first


def part_of(told: str, *, extent: str = "") -> Part:
    """Volume, issue and pages that ``told`` gives; pages by the ``extent`` of the part ("P. 45-67") where it gives none.

    A bare number is a volume ("12"), two are a volume and its issue ("12 (3)", "12/3 (1890)").
    """
    pages = _PAGES.search(told) or (_PAGES.search(extent[:1].lower() + extent[1:]) if _ONE.match(extent) else None)
    issue = _ISSUE_SIGN.search(told) or _ISSUE.search(told) or _NTH_ISSUE.search(told)
    volume = _VOLUME.search(told) or _NTH_VOLUME.search(told)
    both = None if volume or issue else _AS_APA.search(told)
    number = both and (both["slashed"] or ("" if _YEAR.fullmatch(both["issue"]) else both["issue"]))
    bare = told.strip() if told.strip().isdigit() else ""
    first, last = (_page(pages["first"]), _page(pages["last"] or "")) if pages else ("", "")
    return Part(
        volume=volume["volume"] if volume else both["volume"] if both else bare,
        issue=issue["issue"].replace(" ", "") if issue else number or "",
        first=first,
        last=_whole(first, last),
    )


def _page(written: str) -> str:
    """A page without the brackets of a number that is not printed on it."""
    return re.sub(r"[\[\]°º]|\s(?=[rv])", "", written)


def _whole(first: str, last: str) -> str:
    """The last page in full: "145-60" ends at 160, "12r-v" at 12v."""
    if last == "v" and first.endswith("r"):
        return first[:-1] + last
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        return first[: -len(last)] + last
    return last


def volumes(extent: str) -> int:
    """How many volumes an extent says: 2 for "3 t. en 2 vol.", "[2] vol.", "Deux volumes"; 0 where it does not say, or says one."""
    found = _VOLUMES.search(extent) or _TOMES.search(extent)
    if not found:
        return 0
    if word := found["word"]:
        return _COUNTS.index(word.lower()) + 2
    count = from_roman(found["roman"].lower()) or 0 if found["roman"] else int(found["guessed"] or found["count"])
    return count if count > 1 else 0

"""Where in its volume a part stands, and of how many volumes a whole is: "t. 12, n° 3, p. 45-67", "3 t. en 2 vol."."""

from __future__ import annotations

import re
from typing import NamedTuple

_PAGE = r"[\dxivlcXIVLC]+"
_PAGES = re.compile(rf"\b(?:pp?|pages?|col|ff?|fol)\b\.?\s*(?P<first>{_PAGE})(?:\s*(?:-|–|—|à)\s*(?P<last>{_PAGE}))?(?!\s*\w)")
_NUMBER = r"(?P<issue>\d+(?:\s*[-/]\s*\d+)?)"
_ISSUE = re.compile(rf"\b(?:num[ée]ro|n[or]|fasc(?:icule)?|issue|livr(?:aison)?|cahier)\b\.?\s*{_NUMBER}", re.I)
_ISSUE_SIGN = re.compile(rf"\bn\s*[°º]\s*{_NUMBER}", re.I)
_VOLUME = re.compile(r"\b(?:t|tome|vol|volume|v|bd|band|année)\b\.?\s*(?P<volume>\d+|[IVXLC]+)\b", re.I)
_AS_APA = re.compile(r"(?P<volume>\d+)\s*\((?P<issue>\d+)\)")
_VOLUMES = re.compile(r"(?<![\w.,-])(?P<count>\d{1,3})\s*(?:vols?\b|volumes?\b|bde?\b|v\.)", re.I)
_TOMES = re.compile(r"(?<![\w.,-])(?P<count>\d{1,3})\s*(?:t\.|tomes?\b)", re.I)
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

    A bare number is a volume ("12"), two as a volume and its issue ("12 (3)").
    """
    pages = _PAGES.search(told) or (_PAGES.search(extent[:1].lower() + extent[1:]) if _ONE.match(extent) else None)
    issue, volume = _ISSUE_SIGN.search(told) or _ISSUE.search(told), _VOLUME.search(told)
    both = _AS_APA.search(told)
    if both and not volume and not issue:
        volume = issue = both
    bare = told.strip() if told.strip().isdigit() else ""
    return Part(
        volume=volume["volume"] if volume else bare,
        issue=issue["issue"].replace(" ", "") if issue else "",
        first=pages["first"] if pages else "",
        last=(pages["last"] or "") if pages else "",
    )


def volumes(extent: str) -> int:
    """How many volumes an extent says: 2 for "3 t. en 2 vol."; 0 where it does not say, or says one."""
    found = _VOLUMES.search(extent) or _TOMES.search(extent)
    count = int(found["count"]) if found else 0
    return count if count > 1 else 0

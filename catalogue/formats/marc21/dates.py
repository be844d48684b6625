"""Dates coded in 008/06-14."""

from __future__ import annotations

from catalogue.core.dates import coded_range, coded_year
from catalogue.core.kinds import DateKind
from catalogue.formats.coded_dates import add_coded
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import REPRODUCTION, add_doubtful, add_two

# 008/06: how the two dates read (MARC 21, 008 all materials).
_RANGES: dict[str, DateKind] = {
    "c": "publication",
    "d": "publication",
    "u": "publication",
    "m": "publication",
    "i": "creation",
    "k": "creation",
}
_SECOND: dict[str, tuple[DateKind, DateKind]] = {"r": REPRODUCTION, "t": ("publication", "copyright"), "p": ("publication", "original")}


def _coded(field: Field, draft: Draft) -> None:
    data = field.value
    if len(data) < 11:
        return
    kind, first, second = data[6], data[7:11], data[11:15]
    place = field.place
    if kind in _RANGES:
        add_coded(draft, coded_range(first, second), kind=_RANGES[kind], place=place)
    elif kind == "q":  # questionable: between the two
        add_doubtful(draft, first, second, place=place)
    elif kind in _SECOND:
        add_two(draft, first, second, kinds=_SECOND[kind], place=place)
    elif kind not in "bn":
        add_coded(draft, coded_year(first), kind="publication", place=place)


HANDLERS = {"008": _coded}

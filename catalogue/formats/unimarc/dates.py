"""Dates coded in 100 $a, and the script of the title."""

from __future__ import annotations

from catalogue.core.dates import coded_range, coded_year
from catalogue.formats.coded_dates import add_coded
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field
from catalogue.formats.statements import REPRODUCTION, add_doubtful, add_two
from catalogue.formats.unimarc.languages import SCRIPTS

# Type of date (100 $a/8): how the two dates read. UNIMARC manual, 100.
_RANGES = frozenset("abcg")  # serials, and monographs issued over several years
_SECOND = {
    "e": REPRODUCTION,
    "h": ("publication", "copyright"),
    "k": ("publication", "printing"),
    "i": ("publication", "original"),
}


def _coded(field: Field, draft: Draft) -> None:
    data = field.first("a")
    if len(data) >= 36:
        script = SCRIPTS.get(data[34:36])
        if script and script not in draft.scripts:
            draft.scripts.append(script)
    if len(data) < 13:
        return
    kind, first, second = data[8], data[9:13], data[13:17]
    place = field.place
    if kind in _RANGES:
        add_coded(draft, coded_range(first, second), kind="publication", place=place)
    elif kind == "f":  # uncertain: between the two
        add_doubtful(draft, first, second, place=place)
    elif kind in _SECOND:
        add_two(draft, first, second, kinds=_SECOND[kind], place=place)
    elif kind != "u":
        add_coded(draft, coded_year(first), kind="publication", place=place)


HANDLERS = {"100": _coded}

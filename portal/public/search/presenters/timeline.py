"""The notices of a result over time: one bar a decade, drawn by the page itself, and where each bar leads."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from catalogue.search.result import FacetValue
from portal.public.search.presenters.understood import Removable, period
from portal.shown import words
from portal.shown.query import Query

DECADE = 10
LEAST = 10  # notices: fewer make no shape, the list says more
MOST_BARS = 60  # a bar is then as wide as a finger's mark on a desk, and still seen on a phone
_FILLED = 0.8  # of the width that a decade has, in a bar
_TOP, _FLOOR = 3.0, 80.0  # percent of the height of the drawing
_LEAST = 2.0  # percent: one notice must be seen
_STEPS = (10, 20, 50, 100, 200, 500, 1000)
_MOST_TICKS = 6
_EDGE = 4.0  # percent of the width within which a year would be cut, and is not written


@dataclass(frozen=True, slots=True)
class Bar:
    """A decade. Lengths are percentages of the drawing, as SVG writes them; ``x`` and ``room`` are those of its whole column, ``sure_top``
    and ``sure_height`` those of the notices that are of it without much doubt.
    """

    span: str
    label: str
    count: int
    url: str
    selected: bool
    x: str
    room: str
    left: str
    width: str
    top: str
    height: str
    sure_top: str
    sure_height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A year written under the bars."""

    year: int
    x: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, from ``first`` to ``last`` year; ``outside`` leads to what lies around it, ``scales`` are the two ways to draw it."""

    first: int
    last: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    floor: str
    outside: tuple[Removable, ...]
    scales: tuple[Scale, ...]
    selection: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of the drawing."""

    label: str
    url: str
    active: bool


def timeline(query: Query, values: Iterable[FacetValue], *, total: int, sure: Iterable[FacetValue] | None = None) -> Timeline | None:
    """The drawing of the counts of decades; None where there are not two decades to compare, nor ten dated notices among the ``total``.

    ``sure``: the counts of the notices that are of their decade without much doubt, drawn in full; all of them where it is not given.
    """
    counts = {int(value.value): value.count for value in values}
    certain = counts if sure is None else {int(value.value): value.count for value in sure}
    dated = sum(counts.values())  # those of a period chosen are less than what the drawing shows
    if len(counts) < 2 or (dated if query.has_period else min(total, dated)) < LEAST:
        return None
    first, last = _window(query, counts)
    shown = {decade: count for decade, count in counts.items() if first <= decade <= last}
    length = (last - first) // DECADE + 1
    most = max(shown.values(), default=1)
    address = _address(query)
    bars = tuple(
        _bar(query, address, (decade, count, certain.get(decade, 0)), at=(decade - first) // DECADE, of=length, most=most)
        for decade, count in sorted(shown.items())
    )
    return Timeline(
        first=first,
        last=last + DECADE - 1,
        bars=bars,
        ticks=_ticks(first, last + DECADE),
        floor=_percent(_FLOOR),
        outside=_outside(query, counts, first, last),
        scales=_scales(query),
        selection=period(query.date_from, query.date_to) if query.has_period else "",
    )


def _window(query: Query, counts: dict[int, int]) -> tuple[int, int]:
    """The decades drawn: all of them, else the last sixty, else the sixty from where the period chosen begins."""
    first, last = min(counts), max(counts)
    span = (MOST_BARS - 1) * DECADE
    if last - first <= span:
        return first, last
    begin = last - span
    chosen = query.date_from if query.date_from is not None else query.date_to
    if chosen is not None and chosen < begin:
        begin = max(first, min(chosen // DECADE * DECADE, last - span))
    return begin, begin + span


def _address(query: Query) -> str:
    """The address of a period, the two years left to be written: sixty bars would otherwise make it sixty times."""
    plain = query.changed(date_from=0, date_to=0).url().replace("{", "{{").replace("}", "}}")
    return plain.replace("de=0&a=0", "de={}&a={}", 1)


def _bar(query: Query, address: str, counted: tuple[int, int, int], *, at: int, of: int, most: int) -> Bar:
    """``counted``: a decade, its notices, and those of them that are of it without much doubt."""
    decade, count, sure = counted
    room = 100 / of
    share = math.log1p(count) / math.log1p(most) if query.logarithmic else count / most
    height = max(share * (_FLOOR - _TOP), _LEAST)
    certain = height * min(sure, count) / count if count else 0.0
    end = decade + DECADE - 1
    exact = (query.date_from, query.date_to) == (decade, end)
    return Bar(
        span=f"{decade}–{end}",
        label=_label(decade, end, count, vague=max(count - sure, 0)),
        count=count,
        url=query.changed(date_from=None, date_to=None).url() if exact else address.format(decade, end),
        selected=query.has_period and _meets(query, decade, end),
        x=_percent(at * room),
        room=_percent(room),
        left=_percent((at + (1 - _FILLED) / 2) * room),
        width=_percent(room * _FILLED),
        top=_percent(_FLOOR - height),
        height=_percent(height),
        sure_top=_percent(_FLOOR - certain),
        sure_height=_percent(certain),
    )


def _label(start: int, end: int, count: int, *, vague: int) -> str:
    told = ngettext("%(start)s–%(end)s: %(count)s record", "%(start)s–%(end)s: %(count)s records", count)
    said = told % {"start": start, "end": end, "count": words.number(count)}
    if not vague:
        return said
    doubt = ngettext("%(count)s of them of uncertain date", "%(count)s of them of uncertain date", vague)
    return f"{said}, {doubt % {'count': words.number(vague)}}"


def _meets(query: Query, start: int, end: int) -> bool:
    after = query.date_from is None or end >= query.date_from
    return after and (query.date_to is None or start <= query.date_to)


def _ticks(first: int, end: int) -> tuple[Tick, ...]:
    step = next((step for step in _STEPS if (end - first) / step <= _MOST_TICKS), _STEPS[-1])
    found = []
    for year in range(-(-first // step) * step, end + 1, step):
        x = 100 * (year - first) / (end - first)
        if _EDGE <= x <= 100 - _EDGE:
            found.append(Tick(year, _percent(x)))
    return tuple(found)


def _outside(query: Query, counts: dict[int, int], first: int, last: int) -> tuple[Removable, ...]:
    found = []
    if any(decade < first for decade in counts):
        found.append(Removable(gettext("Before %(year)s") % {"year": first}, query.changed(date_from=None, date_to=first - 1).url()))
    if any(decade > last for decade in counts):
        after = last + DECADE
        found.append(Removable(gettext("After %(year)s") % {"year": after - 1}, query.changed(date_from=after, date_to=None).url()))
    return tuple(found)


def _scales(query: Query) -> tuple[Scale, ...]:
    said = ((False, gettext("proportional")), (True, gettext("logarithmic")))
    return tuple(Scale(label, query.changed(logarithmic=value).url(), query.logarithmic is value) for value, label in said)


def _percent(value: float) -> str:
    return f"{value:.2f}%"

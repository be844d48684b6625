"""Maps drawn by the server as SVG, each with the rows that say the same in words: no tile, no script, no third party."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from catalogue.core.text import fold
from catalogue.geography.communes import Commune, commune
from catalogue.geography.departments import department, departments_of
from portal.public.maps.outlines import Box, around, outlines, place
from portal.shown import words

TIERS = 5
NAMED, NAMED_ON_A_DESK = 5, 14
_LEAST, _MOST = 0.008, 0.032  # radius of a dot, share of the longer side of the map
_LETTERS, _WIDTH = 0.03, 0.016  # height of a name, and about the width of one of its letters: shares of the longer side
_SMALLER = 0.74  # of that on a desk, as browse.css says
_NOTHING = SafeString("")

Links = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a map in words. ``placed`` is false where it has no known coordinates, or lies outside what is drawn."""

    code: str
    label: str
    count: int
    url: str
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Map:
    """``svg`` is "" where nothing can be drawn. ``rows`` hold every place, drawn or not; ``remark`` says in words what is left out."""

    svg: SafeString
    rows: tuple[Row, ...]
    remark: str = ""


def region() -> tuple[str, ...]:
    """The codes of the departments of the portal's region."""
    return tuple(found.code for found in departments_of(settings.REGION_CODE))


def dots_map(counts: Mapping[str, int], *, links: Links, departments: Sequence[str] = (), name: str = "map", title: str = "") -> Map:
    """A map of communes: a dot for each INSEE code of ``counts``, the larger the more notices, and the rows by alphabet.

    ``links`` gives the address of each code; ``departments`` are the codes drawn (the portal's region where none is given);
    ``name`` makes the ids of the page unique. Codes that are no commune's are left out.
    """
    drawn = tuple(departments) or region()
    known = {code: found for code in counts if (found := commune(code))}
    box = around(drawn)
    placed = [code for code, found in known.items() if box and found.department in drawn and found.latitude is not None]
    on_it = frozenset(placed)
    listed = (Row(code, _label(found, drawn), counts[code], links(code), code in on_it) for code, found in known.items())
    rows = tuple(sorted(listed, key=lambda row: fold(row.label)))
    if box is None:
        return Map(_NOTHING, rows)
    placed.sort(key=lambda code: -counts[code])
    most = max((counts[code] for code in placed), default=1) or 1
    described = ngettext("%(count)s commune; the list says the same.", "%(count)s communes; the list says the same.", len(placed))
    svg = _drawing(
        name, box, title=title or gettext("Places of these records"), description=described % {"count": words.number(len(placed))}
    )
    dots = ((_dot(known[code], counts[code], url=links(code), box=box, most=most),) for code in placed)
    names = _names([(known[code], _radius(counts[code], box=box, most=most)) for code in placed], box=box)
    body = format_html('{}<g aria-hidden="true">{}{}</g>', _shapes(drawn), format_html_join("", "{}", dots), names)
    return Map(svg(body), rows, _remark(known, placed, drawn))


def one_dot(found: Commune, *, name: str = "map") -> SafeString:
    """A commune on the map of its department; "" where either cannot be drawn."""
    box = around((found.department,))
    if box is None or found.latitude is None or found.longitude is None:
        return _NOTHING
    return point(found.name, found.department, found.latitude, found.longitude, name=name)


def point(label: str, code: str, latitude: float, longitude: float, *, name: str = "map") -> SafeString:
    """A named point on the map of the department ``code``; "" where the department cannot be drawn."""
    box, area = around((code,)), department(code)
    if box is None or area is None:
        return _NOTHING
    x, y = place(latitude, longitude)
    radius = _side(box) * _MOST
    title = gettext("%(place)s on the map of %(department)s") % {"place": label, "department": area.name}
    ring = format_html('<circle class="ring" cx="{}" cy="{}" r="{}"/>', _n(x), _n(y), _n(radius * 1.9))
    dot = format_html('<circle class="here" cx="{}" cy="{}" r="{}"/>', _n(x), _n(y), _n(radius * 0.8))
    return _drawing(name, box, title=title, description="")(format_html("{}{}{}", _shapes((code,)), ring, dot))


def departments_map(counts: Mapping[str, int], *, links: Links, name: str = "map", title: str = "") -> Map:
    """A map of departments, the darker the more notices, each a link; ``counts`` by code, and the rows in the order of codes."""
    rows = tuple(
        Row(code, found.name, count, links(code), code in outlines())
        for code, count in sorted(counts.items())
        if (found := department(code))
    )
    box = around(counts)
    if box is None:
        return Map(_NOTHING, rows)
    most = max(counts.values(), default=0)
    shapes = [_area(row, most=most, box=box) for row in rows if row.placed]
    title = title or gettext("Departments")
    described = gettext("The darker, the more records; the list says the same.")
    return Map(_drawing(name, box, title=title, description=described)(format_html_join("", "{}", ((shape,) for shape in shapes))), rows)


def _label(found: Commune, drawn: Sequence[str]) -> str:
    area = department(found.department)
    return found.name if (found.department in drawn and len(drawn) == 1) or area is None else f"{found.name} ({area.name})"


def _remark(known: Mapping[str, Commune], placed: Iterable[str], drawn: Sequence[str]) -> str:
    kept = set(placed)
    unknown = sum(1 for code, found in known.items() if code not in kept and found.department in drawn)
    outside = len(known) - len(kept) - unknown
    said = []
    if unknown:
        said.append(
            ngettext(
                "%(count)s commune whose position is not known is in the list only.",
                "%(count)s communes whose position is not known are in the list only.",
                unknown,
            )
            % {"count": words.number(unknown)}
        )
    if outside:
        said.append(
            ngettext("%(count)s commune lies outside this map.", "%(count)s communes lie outside this map.", outside)
            % {"count": words.number(outside)}
        )
    return " ".join(said)


def _drawing(name: str, box: Box, *, title: str, description: str) -> Callable[[SafeString], SafeString]:
    left, top, right, bottom = box
    view = f"{_n(left)} {_n(top)} {_n(right - left)} {_n(bottom - top)}"

    def drawn(body: SafeString) -> SafeString:
        told = format_html('<desc id="{}-desc">{}</desc>', name, description) if description else _NOTHING
        return format_html(
            '<svg class="map" viewBox="{}" role="group" aria-labelledby="{}-title"{}><title id="{}-title">{}</title>{}{}</svg>',
            view,
            name,
            format_html(' aria-describedby="{}-desc"', name) if description else _NOTHING,
            name,
            title,
            told,
            body,
        )

    return drawn


def _shapes(codes: Iterable[str]) -> SafeString:
    known = ((outline.path,) for code in codes if (outline := outlines().get(code)))
    return format_html('<g class="land" aria-hidden="true">{}</g>', format_html_join("", '<path d="{}"/>', known))


def _dot(found: Commune, count: int, *, url: str, box: Box, most: int) -> SafeString:
    x, y = place(found.latitude or 0.0, found.longitude or 0.0)
    return format_html(
        '<a href="{}" tabindex="-1" rel="nofollow"><title>{}</title><circle cx="{}" cy="{}" r="{}"/></a>',
        url,
        _told(found.name, count),
        _n(x),
        _n(y),
        _n(_radius(count, box=box, most=most)),
    )


def _radius(count: int, *, box: Box, most: int) -> float:
    return _side(box) * (_LEAST + (_MOST - _LEAST) * math.sqrt(count / most))


def _names(found: Sequence[tuple[Commune, float]], *, box: Box) -> SafeString:
    """The names of the places with the most notices, each on the side of its dot (given with its radius) where it covers nothing.

    The first ones have room for the letters of a phone, and may lie over the dots of lesser places; those after are for a desk.
    """
    side = _side(box)
    dots = [(*place(one.latitude or 0.0, one.longitude or 0.0), radius) for one, radius in found]
    written: list[tuple[Box, str, str, float, float, str]] = []
    for scale, most, manner, kept_clear in ((1.0, NAMED, "name", NAMED + 1), (_SMALLER, NAMED_ON_A_DESK, "name name--desk", len(dots))):
        for (one, _radius), dot in zip(found, dots, strict=True):
            if len(written) < most and one.name not in {name for _box, name, *_rest in written}:
                others = [other for other in dots[:kept_clear] if other is not dot]
                for covered, anchor in _sides(one.name, dot, scale=scale, side=side):
                    inside = covered[0] > box[0] and covered[2] < box[2]
                    if inside and not any(_holds(covered, other) for other in others) and not any(_meet(covered, w[0], 0) for w in written):
                        written.append((covered, one.name, manner, covered[0 if anchor == "start" else 2], dot[1], anchor))
                        break
    texts = ((manner, _n(x), _n(y), anchor, name) for _box, name, manner, x, y, anchor in written)
    drawn = format_html_join("", '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>', texts)
    return format_html('<g font-size="{}">{}</g>', _n(side * _LETTERS), drawn)


def _sides(name: str, dot: tuple[float, float, float], *, scale: float, side: float) -> tuple[tuple[Box, str], ...]:
    """The room that a name would take after and before its dot."""
    x, y, radius = dot
    width, half = len(name) * side * _WIDTH * scale, side * _LETTERS * scale / 2
    gap = radius + side * 0.008
    after, before = x + gap, x - gap - width
    return ((after, y - half, after + width, y + half), "start"), ((before, y - half, before + width, y + half), "end")


def _meet(one: Box, other: Box, room: float) -> bool:
    return one[0] < other[2] + room and other[0] < one[2] + room and one[1] < other[3] + room and other[1] < one[3] + room


def _holds(covered: Box, dot: tuple[float, float, float]) -> bool:
    x, y, radius = dot
    return covered[0] - radius < x < covered[2] + radius and covered[1] - radius < y < covered[3] + radius


def _area(row: Row, *, most: int, box: Box) -> SafeString:
    outline = outlines()[row.code]
    tier = min(1 + int((TIERS - 1) * math.sqrt(row.count / most)), TIERS - 1) if row.count else 0
    x, y = outline.middle
    return format_html(
        '<a href="{}" aria-label="{}" class="tier-{}"><title>{}</title><path d="{}"/><text x="{}" y="{}" font-size="{}">{}</text></a>',
        row.url,
        _told(row.label, row.count),
        tier,
        _told(row.label, row.count),
        outline.path,
        _n(x),
        _n(y),
        _n(_side(box) * 0.04),
        row.code,
    )


def _told(label: str, count: int) -> str:
    return ngettext("%(place)s: %(count)s record", "%(place)s: %(count)s records", count) % {"place": label, "count": words.number(count)}


def _side(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")

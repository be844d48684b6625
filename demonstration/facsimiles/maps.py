"""Maps: what is known of the land itself, and no more: the outlines of today's departments, their towns, a graduated frame, the title.

Relief, rivers and roads are not drawn: nobody transcribed those of the original, and these would be made up. The plan of a town has its
title alone, on a sheet left blank.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import NamedTuple

from catalogue.geography import tables
from catalogue.geography.communes import Commune, commune
from catalogue.geography.departments import departments
from demonstration.facsimiles import ornaments
from demonstration.facsimiles.sheet import BLACK, GREY, RAG, WOVE, Sheet
from demonstration.imprints import years
from demonstration.notices import Notice
from portal.public.maps.outlines import place, rings
from runtime.paths import var_dir

SIZE = (2100, 1560)
_INSET = 110
_WASH, _EDGE = "#b9c7a0", "#c2705a"
_TOWN_PLANS = ("ville de lyon", "plan ")
_TOWNS = 28  # names on a map at most
# What a map shows that is no department of that name: departments, and the half-width around a commune in degrees where it is less.
_LANDS: dict[str, tuple[tuple[str, ...], str, float]] = {
    "Dauphiné": (("38", "26", "05"), "", 0.0),
    "Savoie": (("73", "74"), "", 0.0),
    "Limagne (Puy-de-Dôme)": (("63", "03"), "63113", 0.42),
    "Lyon (Rhône)": (("69", "01", "38", "42"), "69123", 0.36),
    "Mont Blanc": (("74", "73"), "74056", 0.24),
}
Point = tuple[float, float]


class Land(NamedTuple):
    """What is drawn: departments whole, or what lies around a commune; ``box`` in units of the outlines."""

    departments: tuple[str, ...]
    box: tuple[float, float, float, float]


@cache
def _outlines() -> dict[str, list[list[Point]]]:
    """The parts of each department; none where set-up could not fetch them."""
    try:
        told = json.loads((var_dir() / "vendor" / "departments.json").read_text(encoding="utf-8"))["outlines"]
    except (OSError, ValueError, LookupError):
        return {}
    return {code: rings(path) for code, path in told.items()}


def has_outlines() -> bool:
    """Whether set-up fetched them."""
    return bool(_outlines())


@cache
def _communes(department: str) -> tuple[Commune, ...]:
    """Those of a department, the largest first."""
    codes = [code for code in tables.communes().lines if code.startswith(department)]
    found = [one for code in codes if (one := commune(code)) and one.latitude is not None and one.department == department]
    return tuple(sorted(found, key=lambda one: -one.population))


def _land(notice: Notice) -> Land | None:
    """The land of a map, None where it is not known or no outline is here."""
    named = next((name for name in notice.all("place") if name in _LANDS), "")
    if named:
        codes, middle, reach = _LANDS[named]
    else:
        wanted = next(iter(notice.all("place")), "")
        codes, middle, reach = tuple(one.code for one in departments().values() if one.name == wanted), "", 0.0
    there = tuple(code for code in codes if code in _outlines())
    found = commune(middle) if middle else None
    if found and found.latitude is not None and found.longitude is not None:
        left, top = place(found.latitude + reach * 0.7, found.longitude - reach)
        right, bottom = place(found.latitude - reach * 0.7, found.longitude + reach)
        return Land(there, (left, top, right, bottom))
    points = [point for code in there for ring in _outlines()[code] for point in ring]
    if not points:
        return None
    across, down = [x for x, _ in points], [y for _, y in points]
    return Land(there, (min(across), min(down), max(across), max(down)))


class Grid(NamedTuple):
    """Where a point of the outlines falls on the sheet."""

    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        """In pixels of the sheet."""
        return self.left + point[0] * self.scale, self.top + point[1] * self.scale


def _grid(sheet: Sheet, land: Land, *, right: bool) -> Grid:
    """The land as large as the frame holds it, beside the cartouche where it is whole, else under it."""
    left, top, far, low = land.box
    room = (sheet.width - 2 * _INSET - 80, sheet.height - 2 * _INSET - 80)
    whole = min(room[0] * 0.6 / (far - left), room[1] / (low - top))
    scale = max(whole, 0.001)
    middle = sheet.width * (0.35 if right else 0.65)
    return Grid(scale, middle - (left + far) / 2 * scale, sheet.height / 2 - (top + low) / 2 * scale)


def _departments(sheet: Sheet, land: Land, grid: Grid) -> None:
    """Each in its outline, washed along its edge as colourists did."""
    for code in land.departments:
        for ring in _outlines()[code]:
            line = [grid.at(point) for point in ring]
            sheet.pen(_WASH).polygon(line, fill=96)
            sheet.pen(_EDGE).line([*line, line[0]], fill=130, width=16, joint="curve")
            sheet.pen().line([*line, line[0]], fill=230, width=3, joint="curve")


def _towns(sheet: Sheet, land: Land, grid: Grid) -> None:
    """The chief towns, then the largest communes whose names do not run into those that are there; each where it is."""
    pen, taken = sheet.pen(), list[tuple[float, float, float, float]]()
    edge = _INSET + 20
    chief = {departments()[code].chief_town for code in land.departments}
    known = sorted((one for code in land.departments for one in _communes(code)), key=lambda one: (one.code not in chief, -one.population))
    for one in known:
        large = one.code in chief
        face, size = ("bold", 34) if large else ("italic", 25)
        x, y = grid.at(place(one.latitude or 0.0, one.longitude or 0.0))
        box = (x - 14, y - size * 0.7, x + 26 + sheet.measure(one.name, face=face, size=size), y + size * 0.7)
        inside = min(box[:2]) > edge and box[2] < sheet.width - edge and box[3] < sheet.height - edge
        if not inside or any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
            continue
        taken.append(box)
        reach = 9 if large else 5
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=255, width=3)
        pen.ellipse((x - 2, y - 2, x + 2, y + 2), fill=255)
        sheet.write(one.name, x=x + reach + 8, y=y, face=face, size=size, anchor="lm")
        if len(taken) == _TOWNS:
            return


def _frame(sheet: Sheet) -> None:
    pen, (width, height) = sheet.pen(), sheet.size
    for inset, line in ((_INSET - 44, 5), (_INSET - 14, 2), (_INSET, 3)):
        pen.rectangle((inset, inset, width - inset, height - inset), outline=255, width=line)
    step = 48
    for position, x in enumerate(range(_INSET, width - _INSET - step, step)):
        if position % 2:
            pen.rectangle((x, _INSET - 14, x + step, _INSET), fill=255)
            pen.rectangle((x, height - _INSET, x + step, height - _INSET + 14), fill=255)
    for position, y in enumerate(range(_INSET, height - _INSET - step, step)):
        if position % 2:
            pen.rectangle((_INSET - 14, y, _INSET, y + step), fill=255)
            pen.rectangle((width - _INSET, y, width - _INSET + 14, y + step), fill=255)


def _rose(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    for ring in (1.0, 0.93, 0.32):
        pen.ellipse((x - size * ring, y - size * ring, x + size * ring, y + size * ring), outline=230, width=2)
    for ray in range(16):
        angle = ray * math.pi / 8
        reach = size * (1.18 if ray % 4 == 0 else 0.92 if ray % 2 == 0 else 0.6)
        tip = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        for side, filled in ((-0.16, True), (0.16, False)):
            flank = (x + size * 0.24 * math.cos(angle + side * 2), y + size * 0.24 * math.sin(angle + side * 2))
            pen.polygon([(x, y), flank, tip], fill=255 if filled else 0, outline=255)
    ornaments.leaf(sheet, x, y - size * 1.32, size * 0.2, angle=math.pi)


def _cartouche(sheet: Sheet, lines: list[str], *, right: bool) -> None:
    """The title in a frame of scrolls and leaves, on ground left white, with a scale under it."""
    pen, width = sheet.pen(), 640
    height = 96 + 70 * len(lines)
    left, top = (sheet.width - _INSET - 50 - width if right else _INSET + 50), _INSET + 56
    box = (left, top, left + width, top + height)
    for ink in (BLACK, _WASH, _EDGE):
        sheet.pen(ink).rounded_rectangle((box[0] - 34, box[1] - 34, box[2] + 34, box[3] + 100), 30, fill=0)
    pen.rounded_rectangle(box, 26, outline=255, width=5)
    pen.rounded_rectangle((box[0] + 12, box[1] + 12, box[2] - 12, box[3] - 12), 18, outline=255, width=2)
    for x, turn in ((box[0], 90), (box[2], 0)):
        for y in (box[1], box[3]):
            for radius in (34, 23, 12):
                pen.arc((x - radius, y - radius, x + radius, y + radius), turn, turn + 290, fill=255, width=4)
    for turn in range(9):
        ornaments.leaf(sheet, box[0] + 70 + turn * (width - 140) / 8, box[1] - 4, 22, angle=math.pi if turn % 2 else 0)
    for position, line in enumerate(lines):
        face = "bold" if position == 0 else ("italic" if position % 2 else "roman")
        text = line.upper() if position == 0 else line
        size = sheet.fitting(text, face=face, largest=54 if position == 0 else 42, width=width - 84)
        sheet.write(text, x=left + width / 2, y=top + 84 + 70 * position, face=face, size=size)
    y = box[3] + 54
    for part in range(6):
        pen.rectangle((left + 90 + part * 76, y, left + 166 + part * 76, y + 14), fill=255 if part % 2 else 0, outline=255)


def chart(notice: Notice) -> Sheet:
    """The sheet of a map, or the title of a town's plan."""
    covered = years(notice)
    sheet = Sheet(seed=notice.slug, size=SIZE, kind=WOVE if covered and covered.first >= 1800 else RAG)
    lines = notice.all("page")
    caption = " ".join(lines).casefold()
    right = sheet.rng.random() > 0.5
    land = None if any(words in caption for words in _TOWN_PLANS) else _land(notice)
    if land:
        grid = _grid(sheet, land, right=right)
        _departments(sheet, land, grid)
        _towns(sheet, land, grid)
    else:
        sheet.write(
            "Le plan n’est pas reproduit ici",
            x=sheet.width * (0.34 if right else 0.66),
            y=sheet.height / 2,
            face="italic",
            size=44,
            ink=GREY,
        )
    for ink in (BLACK, _WASH, _EDGE):
        pen, (width, height) = sheet.pen(ink), sheet.size
        for outside in (
            (0, 0, width, _INSET),
            (0, height - _INSET, width, height),
            (0, 0, _INSET, height),
            (width - _INSET, 0, width, height),
        ):
            pen.rectangle(outside, fill=0)
    _cartouche(sheet, lines, right=right)
    _rose(sheet, sheet.width - _INSET - 190 if right else _INSET + 190, sheet.height - _INSET - 210, 110)
    _frame(sheet)
    return sheet

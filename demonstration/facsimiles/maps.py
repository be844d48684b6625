"""Maps: a frame with its graduations, relief, rivers, woods and towns without names, a compass rose, a cartouche with the title."""

from __future__ import annotations

import math

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.sheet import BLACK, RAG, WOVE, Sheet
from demonstration.imprints import years
from demonstration.notices import Notice

SIZE = (2100, 1560)
_INSET = 110
_WASH, _RIVER, _EDGE = "#b9c7a0", "#4f7f92", "#c2705a"
_TOWN_PLANS = ("ville de lyon", "plan ")
Point = tuple[float, float]


def _walk(sheet: Sheet, start: Point, *, heading: float, steps: int, stride: float, bend: float) -> list[Point]:
    """A line that wanders: a river, a road, a boundary."""
    points, (x, y) = [start], start
    for _ in range(steps):
        heading += sheet.rng.uniform(-bend, bend)
        x, y = x + stride * math.cos(heading), y + stride * math.sin(heading)
        points.append((x, y))
    return points


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


def _hill(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    pen.arc((x - size, y - size * 0.8, x + size, y + size * 1.2), 195, 345, fill=230, width=2)
    for line in range(5):
        start = x + size * (0.1 + 0.17 * line)
        pen.line((start, y - size * (0.74 - 0.13 * line), start + size * 0.16, y + size * 0.1), fill=190, width=2)


def _relief(sheet: Sheet) -> None:
    width, height = sheet.size
    for _ in range(5):
        start = (sheet.rng.uniform(0.12, 0.9) * width, sheet.rng.uniform(0.15, 0.85) * height)
        for x, y in _walk(sheet, start, heading=sheet.rng.uniform(0, 6.3), steps=26, stride=52, bend=0.5):
            for _ in range(2):
                _hill(sheet, x + sheet.rng.uniform(-40, 40), y + sheet.rng.uniform(-32, 32), sheet.rng.uniform(14, 28))
    for _ in range(7):
        middle = (sheet.rng.uniform(0.1, 0.9) * width, sheet.rng.uniform(0.1, 0.9) * height)
        for _ in range(38):
            x, y = middle[0] + sheet.rng.gauss(0, 60), middle[1] + sheet.rng.gauss(0, 38)
            sheet.pen().arc((x - 8, y - 9, x + 8, y + 7), 150, 390, fill=220, width=2)
            sheet.pen().line((x, y + 6, x, y + 13), fill=220, width=2)


def _rivers(sheet: Sheet) -> list[list[Point]]:
    width = sheet.width
    main = _walk(sheet, (width * sheet.rng.uniform(0.35, 0.62), 40), heading=math.pi / 2, steps=58, stride=34, bend=0.42)
    rivers = [main]
    for _ in range(4):
        meeting = sheet.rng.choice(main[10:46])
        rivers.append(_walk(sheet, meeting, heading=sheet.rng.choice((0.0, math.pi)) - 0.4, steps=30, stride=30, bend=0.5))
    for position, river in enumerate(rivers):
        broad = 15 if position == 0 else 6
        sheet.pen(_RIVER).line(river, fill=150, width=broad, joint="curve")
        for side in (-broad / 2, broad / 2):
            sheet.pen().line([(x + side, y) for x, y in river], fill=230, width=2, joint="curve")
    return rivers


def _towns(sheet: Sheet, rivers: list[list[Point]]) -> None:
    pen = sheet.pen()
    for _ in range(46):
        near = sheet.rng.choice(sheet.rng.choice(rivers))
        x, y = near[0] + sheet.rng.gauss(0, 170), near[1] + sheet.rng.gauss(0, 150)
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), outline=255, width=3)
        if sheet.rng.random() > 0.7:
            pen.rectangle((x - 12, y - 20, x + 12, y - 4), outline=255, width=2)
            pen.polygon([(x - 5, y - 20), (x, y - 40), (x + 5, y - 20)], fill=255)
        pen.line((x + 14, y + 1, x + 14 + sheet.rng.uniform(30, 84), y + 1), fill=150, width=5)
    for _ in range(7):
        road = _walk(sheet, sheet.rng.choice(rivers[0]), heading=sheet.rng.uniform(0, 6.3), steps=22, stride=40, bend=0.3)
        for start, end in zip(road[::2], road[1::2], strict=False):
            pen.line((*start, *end), fill=190, width=2)


def _boundary(sheet: Sheet) -> None:
    """The department: an irregular shape, washed along its edge as colourists did."""
    width, height = sheet.size
    outline = []
    for turn in range(0, 360, 6):
        angle, reach = math.radians(turn), sheet.rng.uniform(0.86, 1.06)
        outline.append((width * 0.53 + width * 0.3 * reach * math.cos(angle), height * 0.5 + height * 0.38 * reach * math.sin(angle)))
    sheet.pen(_WASH).polygon(outline, fill=110)
    sheet.pen(_EDGE).line([*outline, outline[0]], fill=150, width=22, joint="curve")
    sheet.pen().line([*outline, outline[0]], fill=230, width=3, joint="curve")


def _blocks(sheet: Sheet, rivers: list[list[Point]]) -> None:
    """A town in plan: blocks of houses hatched on both banks, walls with their bastions."""
    pen, (width, height) = sheet.pen(), sheet.size
    middle = rivers[0][len(rivers[0]) // 2]
    for _ in range(520):
        x, y = middle[0] + sheet.rng.gauss(0, 300), height / 2 + sheet.rng.gauss(0, 250)
        if min(abs(x - px) + abs(y - py) for px, py in rivers[0]) < 46 or not (160 < x < width - 200 and 160 < y < height - 200):
            continue
        broad, tall = sheet.rng.uniform(16, 44), sheet.rng.uniform(14, 36)
        pen.rectangle((x, y, x + broad, y + tall), fill=0, outline=240, width=2)
        for line in range(0, int(broad), 6):
            pen.line((x + line, y, x + line, y + tall), fill=150, width=1)
    wall = [
        (middle[0] + 640 * (1.06 if turn % 2 else 0.97) * math.cos(turn * math.pi / 14),
         height / 2 + 560 * (1.06 if turn % 2 else 0.97) * math.sin(turn * math.pi / 14))
        for turn in range(29)
    ]  # fmt: skip
    pen.line(wall, fill=240, width=6, joint="curve")


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
    for ink in (BLACK, _RIVER, _WASH, _EDGE):
        sheet.pen(ink).rounded_rectangle((box[0] - 34, box[1] - 34, box[2] + 34, box[3] + 100), 30, fill=0)
    pen.rounded_rectangle(box, 26, outline=255, width=5)
    pen.rounded_rectangle((box[0] + 12, box[1] + 12, box[2] - 12, box[3] - 12), 18, outline=255, width=2)
    for x, turn in ((box[0], 90), (box[2], 0)):
        for y in (box[1], box[3]):
            for radius in (34, 23, 12):
                pen.arc((x - radius, y - radius, x + radius, y + radius), turn, turn + 290, fill=255, width=4)
    for place in range(9):
        ornaments.leaf(sheet, box[0] + 70 + place * (width - 140) / 8, box[1] - 4, 22, angle=math.pi if place % 2 else 0)
    for position, line in enumerate(lines):
        face = "bold" if position == 0 else ("italic" if position % 2 else "roman")
        text = line.upper() if position == 0 else line
        size = sheet.fitting(text, face=face, largest=54 if position == 0 else 42, width=width - 84)
        sheet.write(text, x=left + width / 2, y=top + 84 + 70 * position, face=face, size=size)
    y = box[3] + 54
    for part in range(6):
        pen.rectangle((left + 90 + part * 76, y, left + 166 + part * 76, y + 14), fill=255 if part % 2 else 0, outline=255)


def chart(notice: Notice) -> Sheet:
    """The sheet of a map or of a town plan."""
    covered = years(notice)
    sheet = Sheet(seed=notice.slug, size=SIZE, kind=WOVE if covered and covered.first >= 1800 else RAG)
    lines = notice.all("page")
    caption = " ".join(lines).casefold()
    if "département" in caption:
        _boundary(sheet)
    rivers = _rivers(sheet)
    if any(words in caption for words in _TOWN_PLANS):
        _blocks(sheet, rivers)
    else:
        _relief(sheet)
        _towns(sheet, rivers)
    for ink in (BLACK, _RIVER, _WASH, _EDGE):
        pen, (width, height) = sheet.pen(ink), sheet.size
        for outside in (
            (0, 0, width, _INSET),
            (0, height - _INSET, width, height),
            (0, 0, _INSET, height),
            (width - _INSET, 0, width, height),
        ):
            pen.rectangle(outside, fill=0)
    right = sheet.rng.random() > 0.5
    _cartouche(sheet, lines, right=right)
    _rose(sheet, _INSET + 190 if right else sheet.width - _INSET - 190, sheet.height - _INSET - 210, 110)
    _frame(sheet)
    return sheet

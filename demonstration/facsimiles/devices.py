"""Printers' devices: an emblem in a frame. Where we have a printer's own emblem it is his, redrawn as a sign; no two have the same one."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.sheet import Sheet
from demonstration.imprints import imprint, years
from demonstration.notices import Notice, all_notices

# The emblem by which a printer was known, where it is one of those below: its place in EMBLEMS.
_KNOWN = {"Dolet": 5, "Huguetan": 6, "Tournes": 8}
_LAST = 1814  # year: publishers have had no device for long, then they take one again


def _sun(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    for ray in range(24):
        angle, length = ray * math.pi / 12, size * (0.52 if ray % 2 else 0.68)
        for spread in (-0.05, 0.05):
            pen.line((x + size * 0.3 * math.cos(angle + spread), y + size * 0.3 * math.sin(angle + spread),
                      x + length * math.cos(angle), y + length * math.sin(angle)), fill=255, width=3)  # fmt: skip
    pen.ellipse((x - size * 0.27, y - size * 0.27, x + size * 0.27, y + size * 0.27), outline=255, width=4)
    for side in (-1, 1):
        pen.ellipse((x + side * size * 0.1 - 5, y - size * 0.07 - 4, x + side * size * 0.1 + 5, y - size * 0.07 + 4), fill=255)
    pen.arc((x - size * 0.12, y - size * 0.06, x + size * 0.12, y + size * 0.16), 20, 160, fill=255, width=4)


def _tree(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    for bend in (-7, 0, 7):
        pen.line([(x + bend, y + size * 0.62), (x + bend * 0.6, y + size * 0.1), (x + bend, y - size * 0.1)], fill=255, width=3)
    for _ in range(46):
        angle, far = sheet.rng.uniform(0, 2 * math.pi), size * 0.46 * math.sqrt(sheet.rng.random())
        ornaments.leaf(sheet, x + far * math.cos(angle), y - size * 0.18 + far * 0.8 * math.sin(angle), size * 0.09, angle=angle)
    pen.arc((x - size * 0.5, y + size * 0.52, x + size * 0.5, y + size * 0.8), 185, 355, fill=255, width=4)


def _anchor(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    pen.line((x, y - size * 0.48, x, y + size * 0.5), fill=255, width=11)
    pen.line((x - size * 0.24, y - size * 0.32, x + size * 0.24, y - size * 0.32), fill=255, width=9)
    pen.ellipse((x - size * 0.1, y - size * 0.66, x + size * 0.1, y - size * 0.46), outline=255, width=6)
    pen.arc((x - size * 0.45, y - size * 0.35, x + size * 0.45, y + size * 0.52), 15, 165, fill=255, width=11)
    snake = [(x + size * 0.2 * math.sin(at / 5), y - size * 0.4 + size * 0.8 * at / 40) for at in range(41)]
    pen.line(snake, fill=255, width=7, joint="curve")
    pen.line([(px + 2, py) for px, py in snake], fill=0, width=2)


def _compass(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    pen.ellipse((x - 14, y - size * 0.62, x + 14, y - size * 0.62 + 28), outline=255, width=5)
    for side in (-1, 1):
        pen.line((x, y - size * 0.52, x + side * size * 0.36, y + size * 0.5), fill=255, width=10)
        pen.line((x, y - size * 0.5, x + side * size * 0.36, y + size * 0.5), fill=0, width=2)
    pen.arc((x - size * 0.5, y - size * 0.3, x + size * 0.5, y + size * 0.7), 200, 340, fill=255, width=5)
    for star in range(5):
        angle = star * 2 * math.pi / 5 - math.pi / 2
        pen.line((x, y + size * 0.2, x + size * 0.16 * math.cos(angle), y + size * 0.2 + size * 0.16 * math.sin(angle)), fill=255, width=5)


def _vase(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    bowl = [(x - size * 0.26, y), (x + size * 0.26, y), (x + size * 0.2, y + size * 0.3), (x + size * 0.06, y + size * 0.42),
            (x + size * 0.18, y + size * 0.56), (x - size * 0.18, y + size * 0.56), (x - size * 0.06, y + size * 0.42),
            (x - size * 0.2, y + size * 0.3)]  # fmt: skip
    pen.polygon(bowl, outline=255, width=5)
    for line in range(5):
        pen.line((x - size * 0.18 + line * 13, y + 12, x - size * 0.12 + line * 9, y + size * 0.32), fill=255, width=2)
    for stem in range(-3, 4):
        angle = stem * 0.28
        tip = (x + size * 0.62 * math.sin(angle), y - size * 0.6 * math.cos(angle))
        pen.line([(x, y), (x + (tip[0] - x) * 0.45, y + (tip[1] - y) * 0.6), tip], fill=255, width=3, joint="curve")
        ornaments.leaf(sheet, *tip, size * 0.13, angle=angle)


def _axe(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    pen.line((x - size * 0.34, y + size * 0.5, x + size * 0.3, y - size * 0.5), fill=255, width=11)
    blade = [
        (x + 0.02 * size, y - 0.3 * size),
        (x + 0.3 * size, y - 0.62 * size),
        (x + 0.56 * size, y - 0.1 * size),
        (x + 0.22 * size, y - 0.14 * size),
    ]
    pen.polygon(blade, fill=0, outline=255, width=5)
    for line in range(5):
        pen.line(
            (x + size * (0.12 + 0.05 * line), y - size * 0.2, x + size * (0.26 + 0.05 * line), y - size * (0.5 - 0.07 * line)),
            fill=255,
            width=2,
        )
    for side in (-1, 1):
        ornaments.leaf(sheet, x - size * 0.3 + side * 26, y + size * 0.54, size * 0.13, angle=side * 0.8)


def _sphere(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen, reach = sheet.pen(), size * 0.42
    pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=255, width=6)
    for share in (0.3, 0.7):
        pen.ellipse((x - reach * share, y - reach, x + reach * share, y + reach), outline=255, width=3)
        pen.ellipse((x - reach, y - reach * share * 0.6, x + reach, y + reach * share * 0.6), outline=255, width=3)
    pen.line((x - reach, y + reach * 0.6, x + reach, y - reach * 0.6), fill=255, width=9)
    pen.line((x, y + reach, x, y + size * 0.64), fill=255, width=9)
    pen.line((x - size * 0.2, y + size * 0.66, x + size * 0.2, y + size * 0.66), fill=255, width=8)


def _lily(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    petal = ((0.0, -0.6), (0.16, -0.2), (0.06, 0.12), (-0.06, 0.12), (-0.16, -0.2))
    pen.polygon([(x + size * px, y + size * py) for px, py in petal], fill=255)
    for side in (-1, 1):
        box = sorted((x + side * size * 0.06, x + side * size * 0.5))
        pen.arc((box[0], y - size * 0.34, box[1], y + size * 0.3), 150 if side > 0 else 250, 290 if side > 0 else 390, fill=255, width=13)
        pen.polygon([(x, y + size * 0.2), (x + side * size * 0.2, y + size * 0.5), (x + side * size * 0.04, y + size * 0.42)], fill=255)
    pen.rectangle((x - size * 0.24, y + size * 0.1, x + size * 0.24, y + size * 0.2), fill=255)
    pen.polygon([(x - size * 0.06, y + size * 0.2), (x + size * 0.06, y + size * 0.2), (x, y + size * 0.56)], fill=255)


def _vipers(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Two snakes that bite each other's tail, around a sprig."""
    pen, reach = sheet.pen(), size * 0.44
    for turn in (0, 180):
        pen.arc((x - reach, y - reach, x + reach, y + reach), turn + 14, turn + 176, fill=255, width=14)
        angle = math.radians(turn + 10)
        head = (x + (reach - 7) * math.cos(angle), y + (reach - 7) * math.sin(angle))
        pen.ellipse((head[0] - 17, head[1] - 13, head[0] + 17, head[1] + 13), fill=255)
        pen.ellipse((head[0] - 5, head[1] - 4, head[0] + 3, head[1] + 4), fill=0)
    for stem in (-0.5, 0.0, 0.5):
        pen.line((x, y + reach * 0.5, x + reach * 0.5 * math.sin(stem), y - reach * 0.45 * math.cos(stem)), fill=255, width=4)
        ornaments.leaf(sheet, x + reach * 0.5 * math.sin(stem), y - reach * 0.45 * math.cos(stem), size * 0.13, angle=stem)


def _star(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    for ray in range(8):
        angle, reach = ray * math.pi / 4 - math.pi / 2, size * (0.58 if ray % 2 == 0 else 0.36)
        tip = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        for side, filled in ((-0.39, True), (0.39, False)):
            flank = (x + size * 0.15 * math.cos(angle + side), y + size * 0.15 * math.sin(angle + side))
            pen.polygon([(x, y), flank, tip], fill=255 if filled else 0, outline=255)


def _crowned_heart(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    for side in (-1, 1):
        middle = x + side * size * 0.17
        pen.pieslice((middle - size * 0.19, y - size * 0.24, middle + size * 0.19, y + size * 0.14), 180, 360, fill=255)
    pen.polygon([(x - size * 0.36, y - size * 0.05), (x + size * 0.36, y - size * 0.05), (x, y + size * 0.46)], fill=255)
    points = [(-0.26, -0.34), (-0.3, -0.62), (-0.13, -0.46), (0.0, -0.68), (0.13, -0.46), (0.3, -0.62), (0.26, -0.34)]
    pen.polygon([(x + size * px, y + size * py) for px, py in points], fill=0, outline=255, width=5)
    pen.line((x - size * 0.1, y + size * 0.16, x + size * 0.1, y - size * 0.06), fill=0, width=5)


def _moon(sheet: Sheet, x: float, y: float, size: float) -> None:
    pen = sheet.pen()
    pen.ellipse((x - size * 0.4, y - size * 0.4, x + size * 0.4, y + size * 0.4), fill=255)
    pen.ellipse((x - size * 0.2, y - size * 0.44, x + size * 0.52, y + size * 0.28), fill=0)
    for place in range(3):
        _star(sheet, x + size * (0.06 + 0.16 * place), y - size * (0.2 - 0.18 * place), size * 0.16)


EMBLEMS: tuple[Callable[[Sheet, float, float, float], None], ...] = (
    _sun, _tree, _anchor, _compass, _vase, _axe, _sphere, _lily, _vipers, _star, _crowned_heart, _moon,
)  # fmt: skip
FRAMES = 5


def device(sheet: Sheet, x: float, y: float, size: float, *, emblem: int, frame: int = 0) -> None:
    """A printer's device: an emblem in one of the frames that the trade knew; ``size`` is half its height."""
    across = size * 0.82
    drawn: Callable[[Sheet, float, float, float, float], None] = (_scrolled, _hatched_box, _bare, _lozenge, _wreath)[frame % FRAMES]
    drawn(sheet, x, y, across, size)
    EMBLEMS[emblem % len(EMBLEMS)](sheet, x, y, size * (0.86, 0.9, 1.05, 0.62, 0.8)[frame % FRAMES])


def _scrolled(sheet: Sheet, x: float, y: float, across: float, size: float) -> None:
    """An oval shaded by hatching, with scrolls."""
    pen = sheet.pen()
    for turn in range(0, 360, 3):
        angle = math.radians(turn)
        inner, outer = 0.86, 0.99 if turn % 2 else 0.94
        pen.line((x + across * inner * math.cos(angle), y + size * inner * math.sin(angle),
                  x + across * outer * math.cos(angle), y + size * outer * math.sin(angle)), fill=255, width=2)  # fmt: skip
    for scale, width in ((1.0, 5), (0.86, 4), (0.82, 2)):
        pen.ellipse((x - across * scale, y - size * scale, x + across * scale, y + size * scale), outline=255, width=width)
    for side in (-1, 1):
        for end in (-1, 1):
            centre = (x + side * across * 0.82, y + end * size * 0.86)
            for radius in (0.2, 0.13, 0.06):
                box = (centre[0] - size * radius, centre[1] - size * radius, centre[0] + size * radius, centre[1] + size * radius)
                pen.arc(box, 0 if side > 0 else 90, 290 if side > 0 else 380, fill=255, width=4)
        ornaments.leaf(sheet, x, y + side * size * 1.07, size * 0.13, angle=0 if side > 0 else math.pi)


def _hatched_box(sheet: Sheet, x: float, y: float, across: float, size: float) -> None:
    """A woodcut's block: a double line, its ground hatched at the foot."""
    pen = sheet.pen()
    for inset, width in ((0.0, 7), (16.0, 2)):
        pen.rectangle((x - across + inset, y - size + inset, x + across - inset, y + size - inset), outline=255, width=width)
    for line in range(9):
        height = y + size - 26 - line * 8
        pen.line((x - across + 22, height, x + across - 22 - line * 4, height), fill=255, width=2)


def _bare(sheet: Sheet, x: float, y: float, across: float, size: float) -> None:
    """No frame but a line of type ornaments below."""
    for place in range(-2, 3):
        ornaments.leaf(sheet, x + place * across * 0.34, y + size * 0.96, size * 0.1, angle=place * 0.5)


def _lozenge(sheet: Sheet, x: float, y: float, across: float, size: float) -> None:
    pen = sheet.pen()
    for reach, width in ((1.0, 6), (0.9, 2)):
        tips = [(x, y - size * reach), (x + size * reach, y), (x, y + size * reach), (x - size * reach, y)]
        pen.line([*tips, tips[0]], fill=255, width=width, joint="curve")


def _wreath(sheet: Sheet, x: float, y: float, across: float, size: float) -> None:
    """Two branches of laurel."""
    pen = sheet.pen()
    pen.ellipse((x - size * 0.78, y - size * 0.78, x + size * 0.78, y + size * 0.78), outline=255, width=3)
    for place in range(28):
        angle = place * 2 * math.pi / 28 - math.pi / 2
        reach = size * (0.88 if place % 2 else 0.97)
        turn = angle + (math.pi if math.cos(angle) > 0 else 0) + math.pi / 2
        ornaments.leaf(sheet, x + reach * math.cos(angle), y + reach * math.sin(angle), size * 0.1, angle=turn)


def printer(notice: Notice) -> str:
    """Who printed it, or whose name stands first at the foot of its title page; "" where nobody's does."""
    named = next((one.heading for one in notice.names if one.role in ("printer", "publisher")), "")
    return named or next((name for _place, name in imprint(notice).statements if name and "s.n" not in name), "")


@cache
def _of_all() -> dict[str, tuple[int, int]]:
    """The emblem and the frame of each printer of the set: known emblems first, then the pairs that nobody has."""
    names = sorted({name for notice in all_notices() if _bears_one(notice) and (name := printer(notice))})
    free = [(place % len(EMBLEMS), (place + place // len(EMBLEMS)) % FRAMES) for place in range(len(EMBLEMS) * FRAMES)]
    given: dict[str, tuple[int, int]] = {}
    for name in sorted(names, key=lambda one: not _emblem(one)):
        emblem = _emblem(name)
        pair = next((pair for pair in free if emblem is None or pair[0] == emblem), free[0])
        free.remove(pair)
        given[name] = pair
    return given


def _bears_one(notice: Notice) -> bool:
    covered = years(notice)
    return notice.digitised and notice.kind in ("book", "periodical") and covered is not None and covered.first <= _LAST


def _emblem(name: str) -> int | None:
    return next((emblem for known, emblem in _KNOWN.items() if known in name), None)


def of(notice: Notice) -> tuple[int, int] | None:
    """The emblem and the frame of the device on its title page; None where no printer is named."""
    return _of_all().get(printer(notice))

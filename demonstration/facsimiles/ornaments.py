"""Ornaments cut for these pages: rules, head-pieces, printers' devices, initials, vignettes, and lines that stand for text."""

from __future__ import annotations

import math
from collections.abc import Callable

from demonstration.facsimiles.sheet import BLACK, Sheet

Point = tuple[float, float]


def rule(sheet: Sheet, y: float, *, width: float, ink: str = BLACK, kind: str = "double") -> None:
    """A centred rule: ``plain``, ``double``, ``swelled`` (thick in its middle) or ``dotted``."""
    pen, left, right = sheet.pen(ink), (sheet.width - width) / 2, (sheet.width + width) / 2
    if kind == "swelled":
        middle = sheet.width / 2
        pen.polygon([(left, y), (middle, y - 4), (right, y), (middle, y + 4)], fill=255)
    elif kind == "dotted":
        for x in range(int(left), int(right), 14):
            pen.ellipse((x, y - 2, x + 4, y + 2), fill=255)
    else:
        pen.line((left, y, right, y), fill=255, width=3)
        if kind == "double":
            pen.line((left, y + 9, right, y + 9), fill=255, width=1)


def leaf(sheet: Sheet, x: float, y: float, size: float, *, angle: float = 0.0, ink: str = BLACK) -> None:
    """A vine leaf with its stalk, the small ornament of every fount."""

    def turned(points: list[Point]) -> list[Point]:
        cos, sin = math.cos(angle), math.sin(angle)
        return [(x + size * (px * cos - py * sin), y + size * (px * sin + py * cos)) for px, py in points]

    outline = [(0.0, -0.6), (0.35, -0.45), (0.55, -0.1), (0.4, 0.25), (0.0, 0.6), (-0.4, 0.25), (-0.55, -0.1), (-0.35, -0.45)]
    sheet.pen(ink).polygon(turned(outline), fill=255)
    stalk = [(0.0, 0.55), (0.25, 0.85), (0.6, 0.8), (0.75, 0.5)]
    sheet.pen(ink).line(turned(stalk), fill=255, width=max(2, int(size / 12)), joint="curve")
    sheet.pen(ink).line(turned([(0.0, 0.35), (0.0, -0.4)]), fill=0, width=max(1, int(size / 14)))


def headpiece(sheet: Sheet, y: float, *, width: float, height: float, ink: str = BLACK) -> None:
    """A band of interlaced waves and leaves between two rules."""
    pen, left = sheet.pen(ink), (sheet.width - width) / 2
    pen.rectangle((left, y, left + width, y + height), outline=255, width=3)
    steps = max(int(width // (height * 0.9)), 3)
    middle, reach = y + height / 2, height * 0.32
    for phase in (0.0, math.pi):
        wave = [
            (left + width * at / 240, middle + reach * math.sin(phase + math.pi * steps * at / 240))
            for at in range(241)
        ]  # fmt: skip
        pen.line(wave, fill=255, width=5, joint="curve")
    for step in range(steps):
        leaf(sheet, left + width * (step + 0.5) / steps, middle, height * 0.34, angle=(step % 2) * math.pi, ink=ink)


def border(sheet: Sheet, *, inset: float, kind: str = "double", ink: str = BLACK) -> None:
    """A frame around the page: ``double``, ``thick`` or ``flowers`` (a row of type ornaments)."""
    pen, (width, height) = sheet.pen(ink), sheet.size
    box = (inset, inset, width - inset, height - inset)
    pen.rectangle(box, outline=255, width=8 if kind == "thick" else 3)
    inner = tuple(edge + step for edge, step in zip(box, (14, 14, -14, -14), strict=True))
    if kind != "flowers":
        pen.rectangle(inner, outline=255, width=2)
        return
    step = 42
    for x in range(int(inset) + 34, int(width - inset) - 10, step):
        for y in (inset + 22, height - inset - 22):
            leaf(sheet, x, y, 17, angle=math.pi / 2, ink=ink)
    for y in range(int(inset) + 60, int(height - inset) - 40, step):
        for x in (inset + 22, width - inset - 22):
            leaf(sheet, x, y, 17, ink=ink)


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
        leaf(sheet, x + far * math.cos(angle), y - size * 0.18 + far * 0.8 * math.sin(angle), size * 0.09, angle=angle)
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
        leaf(sheet, *tip, size * 0.13, angle=angle)


EMBLEMS: tuple[Callable[[Sheet, float, float, float], None], ...] = (_sun, _tree, _anchor, _compass, _vase)


def device(sheet: Sheet, x: float, y: float, size: float, *, emblem: int) -> None:
    """A printer's device: an emblem in an oval frame shaded by hatching, with scrolls; ``size`` is half its height."""
    pen, across = sheet.pen(), size * 0.82
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
        leaf(sheet, x, y + side * size * 1.07, size * 0.13, angle=0 if side > 0 else math.pi)
    EMBLEMS[emblem % len(EMBLEMS)](sheet, x, y, size * 0.86)


def initial(sheet: Sheet, letter: str, box: tuple[float, float, float, float], *, ink: str, ground: str) -> None:
    """A large painted or cut initial on a ground of penwork."""
    left, top, right, bottom = box
    pen, size = sheet.pen(ground), bottom - top
    pen.rectangle(box, outline=255, width=4)
    pen.rectangle((left + 8, top + 8, right - 8, bottom - 8), outline=255, width=1)
    for _ in range(26):
        x, y, radius = sheet.rng.uniform(left + 14, right - 24), sheet.rng.uniform(top + 14, bottom - 24), sheet.rng.uniform(5, size / 9)
        reach = (x, y, min(x + radius * 2, right - 9), min(y + radius * 2, bottom - 9))
        if reach[2] > reach[0] and reach[3] > reach[1]:
            pen.arc(reach, sheet.rng.randrange(360), sheet.rng.randrange(360, 660), fill=200, width=2)
    middle = ((left + right) / 2, (top + bottom) / 2)
    drawn = int(size * 0.86)
    sheet.write(letter, x=middle[0] + 2, y=middle[1], face="fat", size=drawn, ink=ink)


def stand_in(sheet: Sheet, box: tuple[float, float, float, float], *, size: float, hand: bool = False, ink: str = BLACK) -> None:
    """Lines that stand for text nobody transcribed: strokes the height of letters, in words, justified; never letters one could read."""
    left, top, right, bottom = box
    pen, rng = sheet.pen(ink), sheet.rng
    y = top + size
    while y < bottom:
        x, last = left, right if rng.random() > 0.12 else left + (right - left) * rng.uniform(0.4, 0.9)
        while x < last:
            for _ in range(rng.randrange(2, 10)):
                tall = rng.random()
                rise, fall = (size * 0.72 if tall > 0.8 else size * 0.45), (size * 0.22 if tall < 0.1 else 0)
                if x + size * 0.45 > right:
                    break
                slant = size * 0.16 if hand else 0
                pen.line((x + slant, y - rise, x, y + fall), fill=225, width=2 if size < 24 else 3)
                if rng.random() > 0.35:
                    pen.line(
                        (x, y - (size * 0.42 if rng.random() > 0.5 else 2), x + size * 0.3, y - rng.uniform(0.1, 0.4) * size),
                        fill=190,
                        width=2,
                    )
                x += size * (0.42 if not hand else 0.36)
            x += size * 0.42
        y += size * 1.5

"""Ornaments cut for these pages: rules, head-pieces, initials, vignettes, and lines that stand for text."""

from __future__ import annotations

import math

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

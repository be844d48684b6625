"""Newspapers in columns under their title, title pages of scores, manuscript leaves."""

from __future__ import annotations

import math

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.books import PORTRAIT, parts
from demonstration.facsimiles.sheet import BLACK, BLUE, BROWN, PULP, RAG, RED, VELLUM, WOVE, Paper, Sheet
from demonstration.imprints import years
from demonstration.notices import Notice

BROADSHEET = (1500, 2080)
_PARCHMENT_UNTIL = 1500
_NOTEBOOK = Paper("#eee3c8", stains=5, blotch=0.7)


def newspaper(notice: Notice) -> Sheet:
    """A front page: the title across the sheet, its date between rules, then columns; no article is invented."""
    sheet = Sheet(seed=notice.slug, size=BROADSHEET, kind=PULP)
    lines, (width, height) = notice.all("page"), sheet.size
    size = sheet.fitting(lines[0].upper(), face="fat", largest=200, width=width - 200)
    sheet.write(lines[0].upper(), x=width / 2, y=110 + size / 2, face="fat", size=size)
    y = 150 + size
    for position, line in enumerate(lines[1:]):
        chosen = sheet.fitting(line, face="italic" if position % 2 else "bold", largest=48, width=width - 260)
        sheet.write(line, x=width / 2, y=y + 26, face="italic" if position % 2 else "bold", size=chosen)
        y += 62
    ornaments.rule(sheet, y + 8, width=width - 160)
    y += 40
    count = 4 if sheet.rng.random() > 0.4 else 5
    gutter = 34
    column = (width - 160 - gutter * (count - 1)) / count
    for place in range(count):
        left = 80 + place * (column + gutter)
        if place:
            sheet.pen().line((left - gutter / 2, y, left - gutter / 2, height - 110), fill=220, width=2)
        top = y
        while top < height - 220:
            block = min(sheet.rng.uniform(160, 640), height - 120 - top)
            sheet.pen().rectangle((left + column * 0.2, top + 8, left + column * 0.8, top + 20), fill=235)
            ornaments.stand_in(sheet, (left, top + 30, left + column, top + block - 30), size=17)
            sheet.pen().line((left + column * 0.35, top + block - 8, left + column * 0.65, top + block - 8), fill=255, width=2)
            top += block + 6
    return sheet


def _lyre(sheet: Sheet, x: float, y: float, size: float) -> None:
    """The ornament of music engravers."""
    pen = sheet.pen()
    for side in (-1, 1):
        outer = [(x + side * size * px, y + size * py) for px, py in ((0.12, 0.5), (0.44, 0.34), (0.5, -0.02), (0.3, -0.3), (0.4, -0.62))]
        pen.line(outer, fill=255, width=10, joint="curve")
        pen.ellipse((outer[-1][0] - 13, outer[-1][1] - 13, outer[-1][0] + 13, outer[-1][1] + 13), fill=255)
    for height in (-0.42, -0.37):
        pen.line((x - size * 0.34, y + size * height, x + size * 0.34, y + size * height), fill=255, width=4)
    for string in range(5):
        at = x + size * 0.075 * (string - 2)
        pen.line((at, y - size * 0.42, at, y + size * 0.46), fill=255, width=2)
    pen.rectangle((x - size * 0.2, y + size * 0.5, x + size * 0.2, y + size * 0.58), fill=255)
    for side in (-1, 1):
        for place in range(6):
            ornaments.leaf(
                sheet,
                x + side * size * (0.62 + 0.02 * place),
                y + size * (0.44 - 0.2 * place),
                size * 0.11,
                angle=side * (0.5 + place * 0.2),
            )


def score(notice: Notice) -> Sheet:
    """A title page as music engravers cut them: lines that swell and shrink, flourishes, a lyre; no music, since nobody transcribed any."""
    covered = years(notice)
    old = covered is not None and covered.last < 1800
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=RAG if old else WOVE)
    title, imprint = parts(notice.all("page"))
    ornaments.border(sheet, inset=120, kind="flowers" if old else "double")
    y = 300.0
    for position, line in enumerate(title):
        face = "italic" if old else ("fat", "italic", "roman")[position % 3]
        size = sheet.fitting(line, face=face, largest=128 if position == 0 else 62, width=sheet.width - 380)
        sheet.write(line, x=sheet.width / 2, y=y + size / 2, face=face, size=size)
        y += size + 44
        if position == 0:
            for side in (-1, 1):
                ends = [(sheet.width / 2 + side * (60 + 14 * at), y - 12 + 9 * math.sin(at / 3)) for at in range(26)]
                sheet.pen().line(ends, fill=235, width=4, joint="curve")
            y += 30
    foot = 1740 - 62 * len(imprint)
    _lyre(sheet, sheet.width / 2, (y + foot) / 2, min(250, (foot - y) / 2.2))
    ornaments.rule(sheet, foot - 20, width=520, kind="swelled")
    for position, line in enumerate(imprint):
        size = sheet.fitting(line, face="roman", largest=44, width=sheet.width - 380)
        sheet.write(line, x=sheet.width / 2, y=foot + 40 + 62 * position, face="roman", size=size)
    return sheet


def manuscript(notice: Notice) -> Sheet:
    """A leaf written by hand: ruled parchment with a painted initial in the Middle Ages, a page of a notebook later."""
    covered = years(notice)
    return _parchment(notice) if covered and covered.last <= _PARCHMENT_UNTIL else _notebook(notice)


def _parchment(notice: Notice) -> Sheet:
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=VELLUM)
    lines, (width, height) = notice.all("page"), sheet.size
    left, right, top, gap = 230, width - 200, 230, 78
    for edge in (left - 14, right + 14):
        sheet.pen("#b39a73").line((edge, 90, edge, height - 90), fill=170, width=2)
    for y in range(top, height - 200, gap):
        sheet.pen("#b39a73").line((left - 14, y + 58, right + 14, y + 58), fill=140, width=2)
    ornaments.initial(sheet, lines[0][:1].upper(), (left, top, left + 390, top + 390), ink=BLUE, ground=RED)
    for vine in range(9):
        ornaments.leaf(sheet, left - 62 + 16 * (vine % 2), top + 30 + vine * 130, 40, angle=vine * 1.3, ink=(RED, BLUE)[vine % 2])
    sheet.pen(BLUE).line([(left - 56 + 18 * (at % 2), top + at * 65) for at in range(19)], fill=220, width=5, joint="curve")
    for position, line in enumerate(lines):
        start = left + 430 if position < 5 else left
        text = line[1:] if position == 0 else line
        size = sheet.fitting(text, face="bold", largest=50, width=right - start)
        sheet.write(
            text,
            x=start,
            y=top + 58 + position * gap - 4,
            face="bold",
            size=size,
            ink=RED if position == 0 else BLACK,
            anchor="ls",
            spacing=0.01,
        )
    after = top + max(len(lines), 5) * gap
    for y in range(after, height - 240, gap):
        ornaments.stand_in(sheet, (left, y + 10, right, y + 56), size=44, ink=BLACK)
    return sheet


def _notebook(notice: Notice) -> Sheet:
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=_NOTEBOOK)
    lines, (width, height) = notice.all("page"), sheet.size
    left, right, gap = 210, width - 150, 92
    sheet.pen("#b9a58a").line((left - 40, 80, left - 40, height - 80), fill=170, width=2)
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face="italic", largest=76 if position == 0 else 60, width=right - left)
        shift = sheet.rng.uniform(-10, 26)
        sheet.write(line, x=left + shift, y=230 + position * gap, face="italic", size=size, ink=BROWN, anchor="ls")
    ornaments.stand_in(sheet, (left, 240 + len(lines) * gap, right, height - 260), size=46, hand=True, ink=BROWN)
    return sheet

"""Newspapers in columns under their title, scores with their staves, manuscript leaves."""

from __future__ import annotations

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.books import PORTRAIT
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


def _staff(sheet: Sheet, y: float, *, left: float, right: float, gap: float) -> None:
    """Five lines with notes that follow a hill, stems, beams in pairs and bar lines; a key drawn as two strokes and a loop."""
    pen, rng = sheet.pen(), sheet.rng
    for line in range(5):
        pen.line((left, y + line * gap, right, y + line * gap), fill=235, width=2)
    pen.arc((left + 14, y - gap * 0.4, left + 14 + gap * 2.4, y + gap * 3.4), 300, 560, fill=255, width=5)
    pen.line((left + 14 + gap * 1.5, y - gap * 1.2, left + 14 + gap * 1.1, y + gap * 5), fill=255, width=4)
    x, height, before = left + gap * 5, 4.0, (0.0, 0.0)
    while x < right - gap * 2:
        height = min(max(height + rng.choice((-1.0, -0.5, 0.5, 1.0)), -0.5), 8.5)
        middle = y + height * gap / 2
        pen.ellipse((x - gap * 0.62, middle - gap * 0.44, x + gap * 0.62, middle + gap * 0.44), fill=255)
        stem = (x + gap * 0.56, middle - gap * 3.2)
        pen.line((x + gap * 0.56, middle, *stem), fill=255, width=3)
        if before[0] and rng.random() > 0.35:
            pen.line((*before, *stem), fill=255, width=int(gap * 0.5))
            before = (0.0, 0.0)
        else:
            before = stem
        x += gap * rng.uniform(2.0, 3.4)
        if rng.random() > 0.78:
            pen.line((x - gap * 0.7, y, x - gap * 0.7, y + gap * 4), fill=255, width=3)
            before = (0.0, 0.0)


def score(notice: Notice) -> Sheet:
    """A title above its first staves; the notes stand for music that nobody transcribed."""
    covered = years(notice)
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=RAG if covered and covered.last < 1800 else WOVE)
    lines, (width, height) = notice.all("page"), sheet.size
    y = 150.0
    for position, line in enumerate(lines):
        face = "fat" if position == 0 else ("italic" if position % 2 else "roman")
        size = sheet.fitting(line, face=face, largest=108 if position == 0 else 48, width=width - 260)
        sheet.write(line, x=width / 2, y=y + size / 2, face=face, size=size)
        y += size + 30
    ornaments.rule(sheet, y + 20, width=520, kind="swelled")
    y += 110
    gap, left, right = 15.0, 150.0, width - 130.0
    while y + gap * 16 < height - 130:
        for part in range(2):
            _staff(sheet, y + part * gap * 8.5, left=left, right=right, gap=gap)
        for edge in (left, right):
            sheet.pen().line((edge, y, edge, y + gap * 12.5), fill=255, width=4)
        sheet.pen().arc((left - 42, y - 10, left + 18, y + gap * 12.5 + 10), 100, 260, fill=255, width=8)
        y += gap * 18
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

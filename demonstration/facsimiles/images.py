"""Images, without what they show: the back of a postcard, the mount of a photograph, the letter of a print; and posters, which are words.

Nobody who described these pieces has let us see them, and a scene made up would teach something false. What is drawn is what can be known
of them: their captions, who published or took them, how such things were printed.
"""

from __future__ import annotations

import math

from PIL import ImageDraw

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.sheet import BLACK, BROWN, CARD, GREY, PULP, RAG, RED, WOVE, Paper, Sheet
from demonstration.imprints import imprint, years
from demonstration.notices import Notice

LANDSCAPE, CARD_SIZE, POSTER = (1900, 1400), (1800, 1160), (1400, 2050)
UNSEEN = "L’image n’est pas reproduite ici"
_MOUNT, _WINDOW = Paper("#8d8474", stains=1, blotch=0.4), Paper("#d3c4a2", stains=3, blotch=0.9)
_TINTS = (("#1f4e63", "#e9c46a", "#b5462f"), ("#264a36", "#e7c58a", "#a53a2a"), ("#2c3c66", "#f0cf8e", "#c4552d"))
_COLOURED_FROM = 1885  # chromolithographed posters; before, type alone
_DIVIDED_FROM = 1904  # from December 1903 on, the Post lets senders write on the left half of the back
_GREEN, _SEPIA, _INDIGO = "#3f5a3c", "#6b4526", "#33406b"


def postcard(notice: Notice) -> Sheet:
    """The back of a postcard: its caption, its publisher along the middle, the place of the stamp, lines for the address."""
    sheet = Sheet(seed=notice.slug, size=CARD_SIZE, kind=CARD)
    width, height = sheet.size
    ink = sheet.rng.choice((_GREEN, _SEPIA, _INDIGO, BLACK))
    covered = years(notice)
    divided = covered is None or covered.last >= _DIVIDED_FROM
    pen = sheet.pen(ink)
    _heading(sheet, ink=ink, divided=divided)
    middle = width / 2
    if divided:
        pen.line((middle, 300, middle, height - 150), fill=220, width=3)
    pen.rectangle((width - 290, 90, width - 90, 330), outline=235, width=4)
    for line in range(4):
        y = 560 + line * 118
        start = middle + 90 if divided else 620
        pen.line((start if line < 3 else start + 260, y, width - 110, y), fill=210, width=3)
    for position, line in enumerate(notice.all("page")):
        face = "bold" if position == 0 else "italic"
        size = sheet.fitting(line, face=face, largest=44, width=(middle if divided else 560) - 150)
        sheet.write(line, x=90, y=400 + position * 62, face=face, size=size, ink=ink, anchor="lm")
    said = _publisher(notice)
    if said:
        size = sheet.fitting(said, face="sans", largest=30, width=width - 260)
        sheet.write(said, x=90, y=height - 84, face="sans", size=size, ink=ink, anchor="lm")
    sheet.write("Côté de l’adresse", x=width - 90, y=height - 84, face="italic", size=28, ink=GREY, anchor="rm")
    return sheet


def _heading(sheet: Sheet, *, ink: str, divided: bool) -> None:
    """“Carte postale” as one of its many printers set it."""
    manner = sheet.rng.randrange(4)
    x = sheet.width / 2 - 60
    if manner == 0:
        sheet.write("CARTE POSTALE", x=x, y=150, face="fat", size=92, ink=ink, spacing=0.16)
        sheet.pen(ink).line((x - 560, 222, x + 560, 222), fill=220, width=3)
    elif manner == 1:
        sheet.write("Carte Postale", x=x, y=150, face="italic", size=128, ink=ink)
        ornaments.leaf(sheet, x - 500, 152, 40, angle=-1.2, ink=ink)
        ornaments.leaf(sheet, x + 500, 152, 40, angle=1.2, ink=ink)
    elif manner == 2:
        sheet.write("CARTE POSTALE", x=x, y=132, face="sans-bold", size=74, ink=ink, spacing=0.3)
        sheet.write("Tous les pays étrangers n’acceptent pas la correspondance au recto", x=x, y=206, face="sans", size=26, ink=ink)
    else:
        for turn in (-1, 1):
            sheet.pen(ink).arc((x - 620, 60, x + 620, 250), 90 - turn * 86, 90 - turn * 8, fill=230, width=4)
        sheet.write("Carte postale", x=x, y=148, face="bold", size=104, ink=ink)
    if divided:
        sheet.write("Correspondance", x=sheet.width * 0.26, y=290, face="italic", size=36, ink=ink)
        sheet.write("Adresse", x=sheet.width * 0.68, y=290, face="italic", size=36, ink=ink)


def _publisher(notice: Notice) -> str:
    """Who published it and where, as the edge of the card says; "" where nobody knows."""
    known = [part.strip("[]") for place, name in imprint(notice).statements[:1] for part in (name, place)]
    return ", ".join(part for part in known if part and part not in ("s.n.", "S.l."))


def _window(sheet: Sheet, box: tuple[int, int, int, int], *, ink: str = BROWN) -> None:
    """Where the image is on the original: a blank, and a line that says why."""
    blank = Sheet(seed=f"window-{box}", size=(box[2] - box[0], box[3] - box[1]), kind=_WINDOW)
    sheet.paste(blank.background, (box[0], box[1]))
    for corner in range(4):
        x, y = box[0] if corner % 2 == 0 else box[2], box[1] if corner < 2 else box[3]
        into = (1 if corner % 2 == 0 else -1, 1 if corner < 2 else -1)
        steps = ((70, 22), (22, 22), (22, 70))
        sheet.pen(ink).line([(x + into[0] * across, y + into[1] * down) for across, down in steps], fill=170, width=3)
    sheet.write(UNSEEN, x=(box[0] + box[2]) / 2, y=(box[1] + box[3]) / 2, face="italic", size=40, ink=ink)


def photograph(notice: Notice) -> Sheet:
    """The mount of a photograph: the window, a fillet around it, who took it at the foot, the title written below."""
    dark = sum(map(ord, notice.slug)) % 3 == 0
    sheet = Sheet(seed=notice.slug, size=LANDSCAPE, kind=_MOUNT if dark else CARD)
    ink = "#f4ecd8" if dark else BROWN
    lines, (width, height) = notice.all("page"), sheet.size
    box = (250, 130, width - 250, height - 400)
    _window(sheet, box)
    for gap, line in ((16, 4), (28, 1)):
        sheet.pen(ink).rectangle((box[0] - gap, box[1] - gap, box[2] + gap, box[3] + gap), outline=200, width=line)
    who = next((name.direct for name in notice.names if name.role in ("photographer", "author", "artist")), "")
    if who:
        sheet.write(f"{who}, phot.", x=box[0], y=box[3] + 62, face="italic", size=32, ink=ink, anchor="lm")
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face="italic", largest=54 - 10 * min(position, 1), width=box[2] - box[0])
        sheet.write(line, x=width / 2, y=box[3] + 150 + position * 64, face="italic", size=size, ink=ink)
    return sheet


def engraving(notice: Notice) -> Sheet:
    """The letter of a print beneath the mark of its plate: who drew and who cut it, the title, the address."""
    sheet = Sheet(seed=notice.slug, size=LANDSCAPE, kind=RAG)
    lines, (width, height) = notice.all("page"), sheet.size
    box = (230, 190, width - 230, height - 390)
    _window(sheet, box, ink=GREY)
    pen = sheet.pen()
    pen.rectangle((box[0] - 8, box[1] - 8, box[2] + 8, box[3] + 8), outline=255, width=3)
    sheet.pen(GREY).rectangle((130, 100, width - 130, height - 90), outline=120, width=3)
    drawn, cut = (
        next((name.direct for name in notice.names if name.role in roles and name.heading.split(",")[0] not in " ".join(lines)), "")
        for roles in (("artist", "author", "illustrator"), ("engraver", "printer"))
    )
    for said, x, anchor in ((f"{drawn} del." if drawn else "", box[0], "lm"), (f"{cut} sc." if cut else "", box[2], "rm")):
        sheet.write(said, x=x, y=box[3] + 36, face="italic", size=28, anchor=anchor)
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face="italic", largest=66 if position == 0 else 40, width=box[2] - box[0])
        sheet.write(line, x=width / 2, y=box[3] + 110 + position * 68, face="italic", size=size)
    return sheet


def poster(notice: Notice) -> Sheet:
    """A poster: great capitals around a device in flats of colour, or, before lithographs in colours, type as large as the sheet allows."""
    covered = years(notice)
    return _coloured(notice) if covered and covered.last >= _COLOURED_FROM else _proclamation(notice)


def _peaks(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], tints: tuple[str, str, str]) -> None:
    """Mountains as a sign: two triangles."""
    left, top, right, bottom = box
    pen.polygon([(left, bottom), ((left * 2 + right) / 3, top + (bottom - top) * 0.3), ((left + right) / 2, bottom)], fill=tints[2])
    pen.polygon([((left * 3 + right) / 4, bottom), (left + (right - left) * 0.62, top + 40), (right, bottom)], fill=tints[0])
    x, y = left + (right - left) * 0.62, top + 40
    pen.polygon([(x, y), (x - 96, y + 210), (x - 30, y + 150), (x + 22, y + 230), (x + 84, y + 160), (x + 104, y + 210)], fill="#f7efdc")


def _rays(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], tints: tuple[str, str, str]) -> None:
    """A sun that rises: what exhibitions and feasts put on their posters."""
    left, top, right, bottom = box
    x, reach = (left + right) / 2, math.hypot(right - left, bottom - top)
    for ray in range(0, 36, 2):
        corners = [(x + reach * math.cos(turn), bottom - reach * math.sin(turn)) for turn in (ray * math.pi / 36, (ray + 1) * math.pi / 36)]
        pen.polygon([(x, bottom), *corners], fill=tints[2])
    for radius, colour in ((330, tints[0]), (290, "#f7efdc"), (250, tints[0])):
        pen.pieslice((x - radius, bottom - radius, x + radius, bottom + radius), 180, 360, fill=colour)


def _springs(pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], tints: tuple[str, str, str]) -> None:
    """Water that falls in arcs from one place, as a sign."""
    left, top, right, bottom = box
    x = (left + right) / 2
    for jet in range(6):
        broad = 90 + jet * 95
        for side in (-1, 1):
            across = sorted((x, x + side * broad))
            pen.arc((across[0], top + 60 + jet * 46, across[1], bottom + broad), 180, 360, fill=tints[jet % 2 * 2], width=20)
    pen.rectangle((left, bottom - 70, right, bottom), fill=tints[0])


_SIGNS = (({"mont", "alpes", "revard", "chamonix"}, _peaks), ({"sources", "vichy", "eaux"}, _springs))


def _coloured(notice: Notice) -> Sheet:
    sheet = Sheet(seed=notice.slug, size=POSTER, kind=WOVE)
    lines, (width, height) = notice.all("page"), sheet.size
    tints = sheet.rng.choice(_TINTS)
    room = min(215 * len(lines), 520)
    box = (70, 90 + room, width - 70, height - 330)
    flat = Sheet(seed=f"{notice.slug}-flat", size=(box[2] - box[0], box[3] - box[1]), kind=Paper(tints[1], stains=0, blotch=0.3))
    said = {word.strip(".,-").casefold() for line in lines for word in line.replace("-", " ").split()}
    sign = next((draw for words, draw in _SIGNS if words & said), _rays)
    sign(ImageDraw.Draw(flat.background), (0, 0, *flat.size), tints)
    sheet.paste(flat.background, (box[0], box[1]))
    top = lines[: max(1, (len(lines) + 1) // 2)]
    below = lines[len(top) :]
    for some, first, high, largest in ((top, 90.0, room, 210), (below, height - 330.0, 260, 120)):
        for position, line in enumerate(some):
            size = sheet.fitting(line, face="fat", largest=largest, width=width - 190)
            sheet.write(
                line, x=width / 2, y=first + high * (position + 0.5) / len(some), face="fat", size=size, ink=tints[position % 2 * 2]
            )
    sheet.pen(tints[0]).rectangle((54, 74, width - 54, height - 54), outline=255, width=9)
    return sheet


def _proclamation(notice: Notice) -> Sheet:
    sheet = Sheet(seed=notice.slug, size=POSTER, kind=PULP)
    lines, (width, height) = notice.all("page"), sheet.size
    y = 170
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face=("bold", "fat", "italic")[position % 3], largest=150, width=width - 220)
        sheet.write(line, x=width / 2, y=y + size / 2, face=("bold", "fat", "italic")[position % 3], size=size, ink=BLACK)
        y += size + 62
        ornaments.rule(sheet, y - 26, width=700 - 130 * position, kind=("double", "swelled", "plain")[position % 3])
    for column in range(2):
        left = 130 + column * (width - 200) / 2
        ornaments.stand_in(sheet, (left, y + 40, left + (width - 320) / 2, height - 330), size=34)
    sheet.pen(RED).ellipse((width - 470, height - 330, width - 250, height - 110), outline=150, width=7)
    ornaments.border(sheet, inset=66, kind="thick")
    return sheet

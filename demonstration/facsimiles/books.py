"""Books: an incunable with its rubrics, title pages of the hand press with a printer's device, title pages of the industrial age."""

from __future__ import annotations

import re

from demonstration.facsimiles import devices, ornaments
from demonstration.facsimiles.sheet import BLACK, BLUE, RAG, RED, VELLUM, WOVE, Sheet
from demonstration.notices import Notice

PORTRAIT = (1400, 2000)
_IMPRINT = re.compile(
    r"^(?:(?:[AÀ]|à) [A-ZÉ][\w-]+\b(?!.*\b(?:la|le)\b)|Lugd|Lugduni|Gratianopoli\b|Impresse|Paris\b|Lyon\b|Grenoble|Privas|Valence|Moulins"
    r"|Aurillac|Annecy|Chamb[eé]ry|Montbrison|Le Puy|Clermont-F|Commune-Aff|Imprim|apud\b|Apud\b|ch[eéi]+[sz]\b|chieu|per magistrum"
    r"|par (?:Jan|Jean|Jaques) de T|N\. Scheuring|imprimerie|de l'imprimerie|librairie|M\.? ?[DC]|MD|1[4-9]\d\d$"
    r"|[Aa]vec privil|[Cc]um privil|l'an (?:\d|I)|.*(?:libraire|éditeur|imprimeur)s?\b)"
)
_SMALL_WORDS = {"de", "de la", "du", "des", "la", "le", "ou", "par", "et", "plus", "d'advantage"}


def parts(lines: list[str]) -> tuple[list[str], list[str]]:
    """(title, imprint): the imprint begins at the first line, past the first, from which every line is one of an imprint."""
    cut = len(lines)
    while cut > 1 and _IMPRINT.match(lines[cut - 1]):
        cut -= 1
    if cut == len(lines):
        for position in range(1, len(lines)):
            if re.match(r"(?:A|à|À) [A-Z]\w+$|(?:Lyon|Paris|Grenoble)$", lines[position]):
                return lines[:position], lines[position:]
    return lines[:cut], lines[cut:]


def _text_beside_initial(sheet: Sheet, lines: list[str], *, left: float, right: float, top: float) -> float:
    """The opening of the text around an initial 250 pixels high, broken where the column ends; gives the height reached."""
    words, y, size = " ".join(lines)[1:].split(), top, 47
    while words:
        start = left + 285 if y < top + 250 else left
        line = words.pop(0)
        while words and sheet.measure(f"{line} {words[0]}", face="bold", size=size) <= right - start:
            line += f" {words.pop(0)}"
        sheet.write(line, x=start, y=y + 34, face="bold", size=size, anchor="lm")
        sheet.pen(RED).line((start + 6, y + 16, start + 10, y + 52), fill=200, width=5)
        y += 72
    return max(y, top + 290)


def incunable(notice: Notice) -> Sheet:
    """A first leaf before 1501: the text begins under its rubric, with a painted initial and red touches; two columns."""
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=VELLUM)
    lines, (width, height) = notice.all("page"), sheet.size
    left, right, y = 190, width - 190, 210
    sheet.write(
        lines[0], x=left, y=y, face="bold", size=sheet.fitting(lines[0], face="bold", largest=58, width=right - left), ink=RED, anchor="lm"
    )
    y += 90
    ornaments.initial(sheet, lines[min(1, len(lines) - 1)][:1].upper(), (left, y, left + 250, y + 250), ink=RED, ground=BLUE)
    y = _text_beside_initial(sheet, lines[1:], left=left, right=right, top=y)
    y = y + 20
    gutter = 70
    column = (right - left - gutter) / 2
    for start in (left, left + column + gutter):
        ornaments.stand_in(sheet, (start, y, start + column, height - 240), size=27)
        for mark in range(5):
            at = y + 40 + mark * (height - 320 - y) / 5
            sheet.write("¶", x=start - 4, y=at, face="fat", size=38, ink=RED if mark % 2 else BLUE)
    sheet.write("a ij", x=right, y=height - 190, face="bold", size=34, anchor="rm")
    return sheet


def _title_block(sheet: Sheet, lines: list[str], *, top: float, bottom: float, red: bool) -> None:
    """Title lines as the hand press set them: the first in capitals, small words small, sizes that fall, roman and italic in turn."""
    width = sheet.width - 300
    step = (bottom - top) / max(len(lines), 1)
    largest = min(118, int(step * 0.8))
    for position, line in enumerate(lines):
        small = line.casefold() in _SMALL_WORDS
        capitals = position == 0 or (position < 3 and len(line) < 18 and not small)
        face = "roman" if capitals or position % 2 == 0 else "italic"
        text = line.upper().replace("U", "V") if capitals and sheet.rng.random() < 0.9 else line
        wanted = 40 if small else max(int(largest * (0.86**position)), 40)
        spacing = 0.09 if capitals else 0.0
        size = sheet.fitting(text, face=face, largest=wanted, width=width, spacing=spacing)
        ink = RED if red and position % 2 == 0 and not small else BLACK
        sheet.write(text, x=sheet.width / 2, y=top + step * (position + 0.5), face=face, size=size, ink=ink, spacing=spacing)


def _imprint_block(sheet: Sheet, lines: list[str], *, top: float, bottom: float) -> None:
    step = min((bottom - top) / max(len(lines), 1), 74)
    for position, line in enumerate(lines):
        privilege = "rivil" in line
        capitals = position == 0 and not privilege
        text, face = (line.upper(), "roman") if capitals else (line, "italic" if privilege or position % 2 else "roman")
        size = sheet.fitting(text, face=face, largest=46 if not privilege else 38, width=sheet.width - 320, spacing=0.05)
        sheet.write(text, x=sheet.width / 2, y=top + step * (position + 0.5), face=face, size=size, spacing=0.05 if capitals else 0)


def hand_press(notice: Notice) -> Sheet:
    """A title page between 1501 and 1814: title, printer's device, imprint; a head-piece or a frame, and red, as its century liked."""
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=RAG)
    title, imprint = parts(notice.all("page"))
    manner = sheet.rng.random()
    if manner < 0.4:
        ornaments.headpiece(sheet, 130, width=960, height=84)
    elif manner < 0.62:
        ornaments.border(sheet, inset=92, kind="flowers")
    else:
        ornaments.rule(sheet, 190, width=900, kind="plain")
    foot = 1830 - 66 * len(imprint)
    room = min(1000, 250 + 105 * len(title))
    _title_block(sheet, title, top=262, bottom=262 + room, red=manner > 0.55)
    middle = (262 + room + foot) / 2
    size = min(250, (foot - 262 - room) / 2.5)
    own = devices.of(notice)
    if size > 80 and own:
        devices.device(sheet, sheet.width / 2, middle, size, emblem=own[0], frame=own[1])
    elif size > 80:
        for side, angle in ((-1, 1.2), (0, 0.0), (1, -1.2)):
            ornaments.leaf(sheet, sheet.width / 2 + side * 60, middle, 54, angle=angle)
    if imprint:
        ornaments.rule(sheet, foot - 8, width=760, kind="plain")
        _imprint_block(sheet, imprint, top=foot + 14, bottom=1850)
    return sheet


def industrial(notice: Notice) -> Sheet:
    """A title page after 1814: fat faces, swelled rules, much white, a vignette."""
    sheet = Sheet(seed=notice.slug, size=PORTRAIT, kind=WOVE)
    title, imprint = parts(notice.all("page"))
    ornaments.border(sheet, inset=110, kind=sheet.rng.choice(("double", "thick")))
    step = min(150, 1000 / max(len(title), 1))
    for position, line in enumerate(title):
        main = position == 0 or (position == 1 and len(title[0]) < 12)
        text = line.upper() if main or len(line) < 14 else line
        face = sheet.rng.choice(("fat", "bold")) if main else ("roman", "italic", "bold")[position % 3]
        wanted = 112 if main else (34 if line.casefold() in _SMALL_WORDS or line.startswith("par ") else 54)
        size = sheet.fitting(text, face=face, largest=wanted, width=sheet.width - 330, spacing=0.04)
        sheet.write(text, x=sheet.width / 2, y=270 + step * (position + 0.5), face=face, size=size, spacing=0.04)
    below = 290 + step * len(title)
    ornaments.rule(sheet, below + 36, width=420, kind="swelled")
    foot = 1800 - 64 * max(len(imprint), 1)
    if foot - below > 330:
        for side, angle in ((-1, 1.2), (0, 0.0), (1, -1.2)):
            ornaments.leaf(sheet, sheet.width / 2 + side * 60, (below + foot) / 2, 54, angle=angle)
    for position, line in enumerate(imprint):
        text = line.upper() if position == 0 else line
        size = sheet.fitting(text, face="roman", largest=42, width=sheet.width - 330, spacing=0.06)
        sheet.write(text, x=sheet.width / 2, y=foot + 62 * position, face="roman", size=size, spacing=0.06)
    return sheet

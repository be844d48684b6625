"""Images: postcards, mounted photographs, engraved views, posters."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter

from demonstration.facsimiles import ornaments
from demonstration.facsimiles.scenes import engraved, toned, view
from demonstration.facsimiles.sheet import BLACK, BROWN, CARD, GREY, PULP, RAG, RED, WOVE, Paper, Sheet, noise
from demonstration.imprints import years
from demonstration.notices import Notice

LANDSCAPE, CARD_SIZE, POSTER = (1900, 1400), (1800, 1160), (1400, 2050)
_MOUNT = Paper("#8d8474", stains=1, blotch=0.4)
_TINTS = (("#1f4e63", "#e9c46a", "#b5462f"), ("#264a36", "#e7c58a", "#a53a2a"), ("#2c3c66", "#f0cf8e", "#c4552d"))
_COLOURED_FROM = 1885  # chromolithographed posters; before, type alone


def postcard(notice: Notice) -> Sheet:
    """A view card of the years around 1905: a phototype to its edges, the caption under it."""
    sheet = Sheet(seed=notice.slug, size=CARD_SIZE, kind=CARD)
    lines, (width, height) = notice.all("page"), sheet.size
    foot = height - 168
    picture = view(sheet.rng, (width - 120, foot - 60), " ".join(lines))
    dark, light = sheet.rng.choice((("#2b2118", "#e9ddc2"), ("#1e2a26", "#dfe0cc"), ("#241d2b", "#e4dacb")))
    sheet.paste(toned(picture, dark=dark, light=light), (60, 60))
    number = sheet.rng.randrange(12, 940)
    head = sheet.fitting(lines[0], face="sans-bold", largest=40, width=width * 0.6, spacing=0.06)
    sheet.write(f"{number}. {lines[0]}", x=76, y=foot + 52, face="sans-bold", size=head, anchor="lm", spacing=0.06, ink=BROWN)
    for position, line in enumerate(lines[1:3]):
        sheet.write(line, x=76, y=foot + 108 + position * 44, face="italic", size=38, anchor="lm", ink=BROWN)
    sheet.write("Carte postale", x=width - 76, y=foot + 60, face="italic", size=34, anchor="rm", ink=GREY)
    return sheet


def photograph(notice: Notice) -> Sheet:
    """An albumen print on its mount, the title written under it."""
    sheet = Sheet(seed=notice.slug, size=LANDSCAPE, kind=_MOUNT if notice.slug.endswith(("y", "n")) else CARD)
    lines, (width, height) = notice.all("page"), sheet.size
    box = (width - 420, height - 430)
    picture = toned(view(sheet.rng, box, " ".join(lines)), dark="#2e1d10", light="#efdcb4")
    fading = Image.new("L", box, 0)
    ImageDraw.Draw(fading).rectangle((60, 60, box[0] - 60, box[1] - 60), fill=255)
    faded = Image.composite(
        picture, Image.blend(picture, Image.new("RGB", box, "#f3e4c2"), 0.35), fading.filter(ImageFilter.GaussianBlur(50))
    )
    sheet.paste(faded, (210, 130))
    sheet.pen(BROWN).rectangle((196, 116, 224 + box[0], 144 + box[1]), outline=190, width=3)
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face="italic", largest=54 - 10 * min(position, 1), width=box[0])
        sheet.write(line, x=width / 2, y=box[1] + 205 + position * 62, face="italic", size=size, ink=BROWN)
    return sheet


def engraving(notice: Notice) -> Sheet:
    """A view cut in copper: the plate's mark, lines of the burin, the letter beneath."""
    sheet = Sheet(seed=notice.slug, size=LANDSCAPE, kind=RAG)
    lines, (width, height) = notice.all("page"), sheet.size
    box = (width - 460, height - 500)
    sheet.mask(BLACK).paste(engraved(view(sheet.rng, box, f"{' '.join(lines)} vue"), sheet.rng), (230, 190))
    sheet.pen().rectangle((222, 182, 238 + box[0], 198 + box[1]), outline=255, width=3)
    sheet.pen(GREY).rectangle((130, 100, width - 130, height - 110), outline=120, width=3)
    top = box[1] + 250
    for position, line in enumerate(lines):
        size = sheet.fitting(line, face="italic", largest=64 if position == 0 else 40, width=box[0])
        sheet.write(line, x=width / 2, y=top + position * 66, face="italic", size=size)
    return sheet


def _flat_landscape(sheet: Sheet, box: tuple[int, int, int, int], tints: tuple[str, str, str], caption: str) -> None:
    """Flats of colour as chromolithographs have: a view cut into three tones."""
    left, top, right, bottom = box
    size = (right - left, bottom - top)
    grey = view(sheet.rng, size, caption).filter(ImageFilter.GaussianBlur(2.5))
    dark, light, warm = tints
    flat = Image.new("RGB", size, light)
    flat.paste(warm, (0, 0), grey.point([255 if value < 148 else 0 for value in range(256)]))
    flat.paste(dark, (0, 0), grey.point([255 if value < 96 else 0 for value in range(256)]))
    sun = ImageDraw.Draw(flat)
    x, radius = sheet.rng.uniform(0.2, 0.8) * size[0], size[0] * 0.07
    sun.ellipse((x - radius, 60, x + radius, 60 + 2 * radius), fill="#f7ead0")
    grain = noise(sheet.rng, size, grain=2, low=214)
    sheet.paste(Image.composite(flat, Image.blend(flat, Image.new("RGB", size, "#f4e9cd"), 0.5), grain), (left, top))


def poster(notice: Notice) -> Sheet:
    """A poster: great capitals over a landscape in flats of colour, or, before them, type alone as large as the sheet allows."""
    covered = years(notice)
    return _coloured(notice) if covered and covered.last >= _COLOURED_FROM else _proclamation(notice)


def _coloured(notice: Notice) -> Sheet:
    sheet = Sheet(seed=notice.slug, size=POSTER, kind=WOVE)
    lines, (width, height) = notice.all("page"), sheet.size
    tints = sheet.rng.choice(_TINTS)
    room = 215 * len(lines)
    _flat_landscape(sheet, (70, 90 + min(room, 520), width - 70, height - 330), tints, f"{' '.join(lines)} mont place")
    top = lines[: max(1, (len(lines) + 1) // 2)]
    below = lines[len(top) :]
    for position, line in enumerate(top):
        size = sheet.fitting(line, face="fat", largest=210, width=width - 170)
        sheet.write(
            line, x=width / 2, y=90 + min(room, 520) * (position + 0.5) / len(top), face="fat", size=size, ink=tints[position % 2 * 2]
        )
    for position, line in enumerate(below):
        size = sheet.fitting(line, face="fat", largest=120, width=width - 200)
        sheet.write(
            line, x=width / 2, y=height - 330 + 260 * (position + 0.5) / len(below), face="fat", size=size, ink=tints[2 - position % 2 * 2]
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

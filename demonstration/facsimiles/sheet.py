"""A sheet: its paper, the inks laid on it, and the picture taken of it with its label. Everything is drawn from one seed."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demonstration.facsimiles.faces import right_to_left, setting

LABEL = "Reconstitution de démonstration, composée d’après une transcription"
BLACK, BROWN, RED, BLUE, GREY = "#231d17", "#4a3320", "#a5301f", "#2b4d7a", "#6d6455"
_TABLE, _CAPTION, _MARGIN, _STRIP = "#34312c", "#d8d0c0", 46, 92


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: its colour, and whether it shows laid lines, how much it is stained and how strongly it is blotched (0 to 1)."""

    colour: str
    laid: bool = False
    stains: int = 2
    blotch: float = 0.5


RAG = Paper("#efe5cd", laid=True, stains=4)
VELLUM = Paper("#ecdfbf", stains=3, blotch=1.0)
WOVE = Paper("#f1e8d2", stains=3, blotch=0.4)
PULP = Paper("#e6d8b4", stains=2, blotch=0.6)
CARD = Paper("#eee6d3", stains=1, blotch=0.3)


def generator(key: str) -> random.Random:
    """A source of chance that depends on ``key`` only, on every machine."""
    return random.Random(zlib.crc32(key.encode()))  # noqa: S311  (drawing, not secrets)


def noise(rng: random.Random, size: tuple[int, int], *, grain: int, low: int, high: int = 255) -> Image.Image:
    """Grey noise between two levels, its grains ``grain`` pixels wide."""
    small = (max(size[0] // grain, 2), max(size[1] // grain, 2))
    field = Image.frombytes("L", small, rng.randbytes(small[0] * small[1]))
    if grain > 1:
        field = field.resize(size, Image.Resampling.BICUBIC)
    return field.point([low + (high - low) * value // 255 for value in range(256)])


def paper(rng: random.Random, size: tuple[int, int], kind: Paper) -> Image.Image:
    """A blank sheet."""
    width, height = size
    shade = noise(rng, size, grain=1, low=243)
    shade = ImageChops.multiply(shade, noise(rng, size, grain=90, low=255 - int(34 * kind.blotch)))
    shade = ImageChops.multiply(shade, noise(rng, size, grain=420, low=255 - int(26 * kind.blotch)))
    draw = ImageDraw.Draw(shade)
    if kind.laid:
        lines = Image.new("L", size, 255)
        pen = ImageDraw.Draw(lines)
        for y in range(0, height, 6):
            pen.line((0, y, width, y), fill=249)
        for x in range(rng.randrange(40, 120), width, 132):
            pen.line((x, 0, x + rng.randrange(-3, 4), height), fill=238, width=2)
        shade = ImageChops.multiply(shade, lines.filter(ImageFilter.GaussianBlur(0.8)))
    edge = Image.new("L", size, 205)
    ImageDraw.Draw(edge).rounded_rectangle((26, 26, width - 26, height - 26), 60, fill=255)
    shade = ImageChops.multiply(shade, edge.filter(ImageFilter.GaussianBlur(38)))
    spots = Image.new("L", size, 255)
    draw = ImageDraw.Draw(spots)
    for _ in range(kind.stains):
        x, y, radius = rng.randrange(width), rng.randrange(height), rng.randrange(14, 110)
        draw.ellipse((x - radius, y - radius, x + radius, y + int(radius * 0.8)), fill=rng.randrange(226, 246))
    for _ in range(kind.stains * 14):
        x, y, radius = rng.randrange(width), rng.randrange(height), rng.randrange(1, 4)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=rng.randrange(175, 230))
    shade = ImageChops.multiply(shade, spots.filter(ImageFilter.GaussianBlur(2.2)))
    return Image.composite(Image.new("RGB", size, kind.colour), Image.new("RGB", size, "#8a6a3c"), shade)


class Sheet:
    """A sheet being printed or written: one mask per ink, laid on the paper at the end with the accidents of the press."""

    def __init__(self, *, seed: str, size: tuple[int, int], kind: Paper) -> None:
        self.rng = generator(seed)
        self.size = self.width, self.height = size
        self.background = paper(self.rng, size, kind)
        self._masks: dict[str, Image.Image] = {}

    def mask(self, ink: str = BLACK) -> Image.Image:
        """The coverage of one ink, 0 to 255."""
        if ink not in self._masks:
            self._masks[ink] = Image.new("L", self.size, 0)
        return self._masks[ink]

    def pen(self, ink: str = BLACK) -> ImageDraw.ImageDraw:
        """What draws with one ink; full coverage is 255."""
        return ImageDraw.Draw(self.mask(ink))

    def measure(self, text: str, *, face: str, size: int, spacing: float = 0) -> float:
        """The width of a line in pixels, 0 where this machine cannot write it."""
        found = setting(text, face_name=face, size=size)
        letters = 0 if right_to_left(text) else max(len(text) - 1, 0)
        return found[1].getlength(found[0]) + spacing * size * letters if found else 0.0

    def fitting(self, text: str, *, face: str, largest: int, width: float, smallest: int = 18, spacing: float = 0) -> int:
        """The largest size, at most ``largest``, at which a line holds in ``width``."""
        length = self.measure(text, face=face, size=largest, spacing=spacing)
        return largest if length <= width else max(smallest, int(largest * width / length))

    def write(
        self, text: str, *, x: float, y: float, face: str, size: int, ink: str = BLACK, anchor: str = "mm", spacing: float = 0
    ) -> None:
        """One line of type; ``anchor`` as Pillow names it, ``spacing`` between letters in ems."""
        found = setting(text, face_name=face, size=size)
        if not found:
            return
        shaped, font = found
        pen = self.pen(ink)
        if not spacing or right_to_left(text):
            pen.text((x, y), shaped, fill=255, font=font, anchor=anchor)
            return
        length = self.measure(text, face=face, size=size, spacing=spacing)
        x -= {"m": length / 2, "r": length}.get(anchor[0], 0)
        for char in shaped:
            pen.text((x, y), char, fill=255, font=font, anchor=f"l{anchor[1]}")
            x += font.getlength(char) + spacing * size

    def paste(self, picture: Image.Image, at: tuple[int, int]) -> None:
        """Lay a picture (a photograph, a flat of colour) on the paper, under the inks."""
        self.background.paste(picture, at)

    def finish(self, *, wear: int = 150, tilt: float = 0.35) -> Image.Image:
        """The printed sheet: the inks worn down to ``wear``, each a little askew (``tilt`` in degrees), a little blurred."""
        page = self.background
        for ink, mask in self._masks.items():
            angle = self.rng.uniform(-tilt, tilt)
            pulled = mask.rotate(angle, resample=Image.Resampling.BICUBIC) if tilt else mask
            worn = ImageChops.multiply(pulled.filter(ImageFilter.GaussianBlur(0.65)), noise(self.rng, self.size, grain=2, low=wear))
            worn = ImageChops.multiply(worn, noise(self.rng, self.size, grain=160, low=205))
            page = Image.composite(Image.new("RGB", self.size, ink), page, worn)
        return page


def photographed(page: Image.Image, *, rng: random.Random) -> Image.Image:
    """The sheet on the table where it is digitised, with a scale and the label that says it is a reconstruction."""
    width, height = page.width + 2 * _MARGIN, page.height + _MARGIN + _STRIP
    table = Image.new("RGB", (width, height), _TABLE)
    shadow = Image.new("L", table.size, 0)
    ImageDraw.Draw(shadow).rectangle((_MARGIN - 4, _MARGIN, _MARGIN + page.width + 10, _MARGIN + page.height + 10), fill=150)
    table = Image.composite(Image.new("RGB", table.size, "#15130f"), table, shadow.filter(ImageFilter.GaussianBlur(9)))
    table = ImageChops.multiply(table, Image.merge("RGB", [noise(rng, table.size, grain=1, low=236)] * 3))
    table.paste(page, (_MARGIN, _MARGIN))
    draw = ImageDraw.Draw(table)
    y = height - _STRIP // 2 + 8
    for step in range(10):
        left = width - _MARGIN - 24 * (10 - step)
        draw.rectangle((left, y - 8, left + 24, y + 8), fill=_CAPTION if step % 2 else "#0f0d0b", outline=_CAPTION)
    for size in range(30, 11, -1):
        found = setting(LABEL, face_name="sans", size=size)
        if found and found[1].getlength(LABEL) <= width - 2 * _MARGIN - 270:
            draw.text((_MARGIN, y), LABEL, fill=_CAPTION, font=found[1], anchor="lm")
            break
    return table

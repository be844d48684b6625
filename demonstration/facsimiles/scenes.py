"""Places as an old lens or burin saw them: hills, roofs, a tower, water, in greys; drawn by chance from the notice's name."""

from __future__ import annotations

import math
import random
import re

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from demonstration.facsimiles.sheet import noise

# words of a caption, to what its view shows
_MOUNTAIN = {"chamonix", "glace", "revard", "mont", "alpes", "bastille", "garabit", "dôme", "savoie", "puy"}
_WATER = {"saône", "rhône", "isère", "lac", "port", "quai", "canal", "pont", "thiou", "étang", "jordanne", "quais", "inondations", "arc"}
_TOWN = {"place", "cour", "maisons", "cathédrale", "église", "quartier", "temple", "lyon", "rue", "tour", "jacquemart", "vue", "exposition"}
_INSIDE = {"atelier", "coutelier", "dentellières", "conscrits", "canut", "hall", "école", "mine"}


def _ridge(rng: random.Random, width: int, *, base: float, height: float, rough: int) -> list[tuple[float, float]]:
    """The outline of hills across a picture."""
    waves = [(rng.uniform(0.4, 1.0) / step, step * rng.uniform(0.7, 1.4), rng.uniform(0, 6.3)) for step in range(1, rough + 1)]
    return [
        (x, base - height * (0.5 + 0.5 * sum(a * math.sin(f * x * 2 * math.pi / width + p) for a, f, p in waves) / 1.6))
        for x in range(0, width + 9, 8)
    ]


def _hills(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int], *, mountain: bool) -> None:
    width, height = size
    for level in range(3):
        base = height * (0.52 + 0.07 * level)
        line = _ridge(rng, width, base=base, height=height * (0.42 if mountain else 0.16) * (1 - 0.25 * level), rough=7 if mountain else 3)
        draw.polygon([(0, height), *line, (width, height)], fill=188 - 34 * level)
        if mountain and level == 0:
            lowest = max(y for _, y in line)
            snow = [(x, y + (lowest - y) * rng.uniform(0.12, 0.4)) for x, y in reversed(line)]
            draw.polygon([*line, *snow], fill=226)


def _house(draw: ImageDraw.ImageDraw, rng: random.Random, *, x: float, foot: float, width: float, height: float) -> None:
    wall, top = rng.randrange(128, 205), foot - height
    draw.rectangle((x, top, x + width, foot), fill=wall)
    draw.rectangle((x + width * 0.78, top, x + width, foot), fill=wall - 38)
    ridge = top - rng.uniform(0.12, 0.3) * width
    draw.polygon([(x - 6, top), (x + width * 0.3, ridge), (x + width * 0.74, ridge), (x + width + 6, top)], fill=rng.randrange(70, 110))
    if rng.random() > 0.4:
        draw.rectangle((x + width * 0.6, ridge - 22, x + width * 0.68, top - 4), fill=92)
    for row in range(int(height // 54)):
        for column in range(max(int(width // 44), 1)):
            left, up = x + 14 + column * 42, top + 16 + row * 54
            if left + 18 < x + width * 0.98:
                draw.rectangle((left, up, left + 17, up + 30), fill=rng.randrange(48, 84))
                draw.line((left - 3, up + 33, left + 20, up + 33), fill=wall + 25, width=2)


def _town(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int], *, foot: float) -> None:
    width, height = size
    tower = rng.uniform(0.25, 0.75) * width
    broad = rng.uniform(0.045, 0.07) * width
    draw.rectangle((tower, foot - height * 0.42, tower + broad, foot), fill=158)
    draw.rectangle((tower + broad * 0.7, foot - height * 0.42, tower + broad, foot), fill=112)
    draw.polygon(
        [(tower - 5, foot - height * 0.42), (tower + broad / 2, foot - height * 0.58), (tower + broad + 5, foot - height * 0.42)], fill=72
    )
    draw.ellipse((tower + broad * 0.25, foot - height * 0.36, tower + broad * 0.65, foot - height * 0.36 + broad * 0.4), fill=215)
    x = -rng.uniform(0, 60)
    while x < width:
        broad = rng.uniform(0.05, 0.11) * width
        _house(draw, rng, x=x, foot=foot, width=broad, height=rng.uniform(0.14, 0.29) * height)
        x += broad + rng.uniform(-4, 6)


def _water(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int], *, top: float) -> None:
    width, height = size
    draw.rectangle((0, top, width, height), fill=150)
    for _ in range(420):
        y = top + (height - top) * rng.random() ** 1.4
        x, length = rng.uniform(-40, width), rng.uniform(20, 160) * (0.3 + (y - top) / (height - top))
        draw.line((x, y, x + length, y), fill=rng.choice((118, 134, 172, 196)), width=2)
    for _ in range(rng.randrange(1, 4)):
        x, y, long = rng.uniform(0.1, 0.8) * width, top + rng.uniform(0.25, 0.7) * (height - top), rng.uniform(70, 150)
        draw.polygon([(x, y), (x + long, y), (x + long * 0.86, y + 20), (x + long * 0.12, y + 20)], fill=52)
        draw.line((x + long / 2, y, x + long / 2, y - 74), fill=60, width=4)


def _person(draw: ImageDraw.ImageDraw, rng: random.Random, x: float, foot: float, tall: float) -> None:
    shade, skirt = rng.randrange(28, 82), rng.random() > 0.5
    draw.ellipse((x - tall * 0.07, foot - tall, x + tall * 0.07, foot - tall * 0.85), fill=176)
    draw.rectangle((x - tall * 0.09, foot - tall * 1.02, x + tall * 0.09, foot - tall * 0.95), fill=38)
    spread = tall * (0.2 if skirt else 0.11)
    draw.polygon(
        [(x - tall * 0.11, foot - tall * 0.84), (x + tall * 0.11, foot - tall * 0.84), (x + spread, foot), (x - spread, foot)], fill=shade
    )


def _street(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int], *, top: float, people: int) -> None:
    width, height = size
    draw.rectangle((0, top, width, height), fill=192)
    for _ in range(260):
        x, y = rng.uniform(0, width), top + (height - top) * rng.random()
        draw.line((x, y, x + rng.uniform(6, 40), y), fill=rng.randrange(168, 208), width=2)
    for _ in range(people):
        depth = rng.random()
        _person(draw, rng, rng.uniform(0.05, 0.95) * width, top + (height - top) * (0.12 + 0.75 * depth), height * (0.1 + 0.14 * depth))


def _inside(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    """A workshop: windows, beams, a loom or benches, people."""
    width, height = size
    draw.rectangle((0, 0, width, height), fill=104)
    draw.polygon([(0, height), (width * 0.12, height * 0.72), (width * 0.88, height * 0.72), (width, height)], fill=136)
    for window in range(3):
        x = width * (0.18 + 0.24 * window)
        draw.rectangle((x, height * 0.14, x + width * 0.15, height * 0.5), fill=234)
        for bar in range(1, 3):
            draw.line((x + width * 0.05 * bar, height * 0.14, x + width * 0.05 * bar, height * 0.5), fill=90, width=7)
            draw.line((x, height * (0.14 + 0.12 * bar), x + width * 0.15, height * (0.14 + 0.12 * bar)), fill=90, width=6)
    for beam in range(4):
        draw.line((width * beam / 3, 0, width * (0.3 + 0.13 * beam), height * 0.1), fill=62, width=20)
    for frame in range(2):
        x = width * (0.1 + 0.45 * frame)
        for post in (0.0, 0.3):
            draw.rectangle((x + width * post, height * 0.3, x + width * post + 20, height * 0.9), fill=48)
        draw.rectangle((x, height * 0.32, x + width * 0.32, height * 0.36), fill=54)
        for thread in range(44):
            draw.line((x + 20 + thread * width * 0.0064, height * 0.36, x + 20 + thread * width * 0.0064, height * 0.66), fill=158, width=1)
        draw.rectangle((x, height * 0.66, x + width * 0.32, height * 0.7), fill=58)
    for place in range(rng.randrange(3, 6)):
        _person(draw, rng, width * (0.14 + 0.18 * place), height * 0.94, height * 0.36)


def view(rng: random.Random, size: tuple[int, int], caption: str) -> Image.Image:
    """A view in greys, of the sort its caption announces."""
    words = set(re.findall(r"\w+", caption.casefold()))
    height = size[1]
    sky = Image.linear_gradient("L").resize(size).point([min(255, 198 + value // 3) for value in range(256)])
    picture = ImageChops.multiply(sky, noise(rng, size, grain=190, low=218))
    draw = ImageDraw.Draw(picture)
    if words & _INSIDE:
        _inside(draw, rng, size)
    else:
        water, town = bool(words & _WATER), bool(words & _TOWN)
        _hills(draw, rng, size, mountain=bool(words & _MOUNTAIN))
        ground = height * (0.7 if water else 0.78)
        if town or not water:
            _town(draw, rng, size, foot=ground)
        if water:
            _water(draw, rng, size, top=ground)
        else:
            _street(draw, rng, size, top=ground, people=rng.randrange(5, 12))
    shaded = ImageChops.multiply(picture, noise(rng, size, grain=26, low=222))
    return shaded.filter(ImageFilter.GaussianBlur(1.3))


def engraved(picture: Image.Image, rng: random.Random) -> Image.Image:
    """The picture as lines of a burin: the darker the place, the wider the line; gives the coverage of the ink."""
    width, height = picture.size
    wave = [abs((at % 7) - 3) * 70 + 16 for at in range(height * 2)]
    lines = Image.frombytes("L", (1, height), bytes(min(wave[at], 226) for at in range(height))).resize(
        (width, height), Image.Resampling.NEAREST
    )
    swept = lines.rotate(rng.uniform(-1.5, 1.5), resample=Image.Resampling.BICUBIC, fillcolor=160)
    difference = ImageChops.subtract(swept, picture.filter(ImageFilter.UnsharpMask(4, 140, 2)))
    return difference.point([min(255, value * 9) for value in range(256)])


def toned(picture: Image.Image, *, dark: str, light: str) -> Image.Image:
    """A picture in greys, printed in the tones of an old photograph."""
    return Image.composite(Image.new("RGB", picture.size, light), Image.new("RGB", picture.size, dark), picture)

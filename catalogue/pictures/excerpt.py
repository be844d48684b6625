"""A part cut out of a picture that its server gives whole only; what cannot be read is given as it came."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image

QUALITY = 84
MOST_PIXELS = 40_000_000  # decoded at once: 120 megabytes


def cut(data: bytes, part: tuple[float, float, float, float], *, width: int) -> bytes:
    """The part (left, top, width, height, in hundredths) as JPEG, ``width`` pixels wide at most; ``data`` where nobody can read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _cut(data, part, width)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return data


def _cut(data: bytes, part: tuple[float, float, float, float], width: int) -> bytes:
    with Image.open(BytesIO(data)) as whole:
        wide, tall = whole.size
        if wide * tall > MOST_PIXELS:
            return data
        left, top = round(wide * part[0] / 100), round(tall * part[1] / 100)
        box = (left, top, min(left + max(round(wide * part[2] / 100), 1), wide), min(top + max(round(tall * part[3] / 100), 1), tall))
        piece = whole.crop(box).convert("RGB")
    if piece.width > width:
        piece = piece.resize((width, max(round(piece.height * width / piece.width), 1)), Image.Resampling.LANCZOS)
    made = BytesIO()
    piece.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()

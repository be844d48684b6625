"""Type: the site's own fonts where the set-up fetched them, DejaVu where the system has it, else the font inside Pillow."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont, features
from PIL.ImageFont import FreeTypeFont

from runtime.paths import var_dir

# face: files of the front-end packages, of DejaVu, the weight of the variable fonts (0: not variable)
FACES: dict[str, tuple[str, str, int]] = {
    "roman": ("source-serif-4-latin-wght-normal.woff2", "DejaVuSerif.ttf", 420),
    "bold": ("source-serif-4-latin-wght-normal.woff2", "DejaVuSerif-Bold.ttf", 700),
    "fat": ("source-serif-4-latin-wght-normal.woff2", "DejaVuSerif-Bold.ttf", 900),
    "italic": ("source-serif-4-latin-wght-italic.woff2", "DejaVuSerif-Italic.ttf", 400),
    "sans": ("atkinson-hyperlegible-latin-400-normal.woff2", "DejaVuSans.ttf", 0),
    "sans-bold": ("atkinson-hyperlegible-latin-700-normal.woff2", "DejaVuSans-Bold.ttf", 0),
    "oriental": ("", "DejaVuSans.ttf", 0),
}
_LATIN_END, _PUNCTUATION = "\u0100", ("\u2010", "\u203a")  # what the front-end's Latin fonts cover, with œ and Œ
_RIGHT_TO_LEFT = ("\u0590", "\u08ff")
_ARABIC = "\u0600"


def _open(name: str, size: int) -> FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


@cache
def face(name: str, size: int) -> FreeTypeFont | None:
    """The face of that name at ``size`` pixels; None for ``oriental`` where no font of this machine has those scripts."""
    fetched, installed, weight = FACES[name]
    found = _open(str(Path(var_dir()) / "vendor" / "fonts" / fetched), size) if fetched else None
    if found is not None and weight:
        found.set_variation_by_axes([weight])
    found = found or _open(installed, size)
    if found is None and name != "oriental":
        default = ImageFont.load_default(size=size)
        return default if isinstance(default, FreeTypeFont) else None
    return found


def right_to_left(text: str) -> bool:
    """Whether a line has letters written from right to left."""
    return any(_RIGHT_TO_LEFT[0] <= char <= _RIGHT_TO_LEFT[1] for char in text)


def _covered(text: str) -> bool:
    return all(char < _LATIN_END or char in "œŒ" or _PUNCTUATION[0] <= char <= _PUNCTUATION[1] for char in text)


def setting(text: str, *, face_name: str, size: int) -> tuple[str, FreeTypeFont] | None:
    """The text in the order in which it is set, and its font; None where this machine cannot write it (then it is left blank)."""
    if not right_to_left(text):
        font = face(face_name if _covered(text) else "oriental", size) or face(face_name, size)
        return (text, font) if font else None
    font = face("oriental", size)
    shaped = features.check("raqm") and features.check("fribidi")
    if font is None or (not shaped and any(char >= _ARABIC for char in text)):
        return None
    return (text if shaped else text[::-1], font)

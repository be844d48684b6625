"""A deposited file as plain pixels: upright, in sRGB, eight bits a colour, and nothing else of what the file held.

What a file is, its bytes tell, never its name. Of what Pillow can read, four kinds of photographs alone are let in; what else a file
carries (place, camera, thumbnails, scripts, a second file behind the first) goes no further, since the pixels are written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from catalogue.pictures.refusals import Refused

FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP")
MILLION: Final = 1_000_000
MOST_PIXELS: Final = 100 * MILLION  # 300 MB once decoded: an A1 sheet at 300 points an inch has 70 million
LONGEST_SIDE: Final = 40_000
SHORTEST_SIDE: Final = 16
HEAD: Final = 1024
_SIGNATURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
# What is handed in by mistake, told by its first bytes.
_OTHERS: Final = (
    (b"%PDF-", "PDF"), (b"GIF8", "GIF"), (b"BM", "BMP"), (b"PK\x03\x04", "ZIP"), (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"II+\x00", "BigTIFF"), (b"MM\x00+", "BigTIFF"), (b"8BPS", "PSD"), (b"MZ", "EXE"),
)  # fmt: skip
_ONE_PICTURE: Final = frozenset({"JPEG", "MPO"})  # telephones put a second, smaller picture behind the first (CIPA DC-007)
_PLAIN: Final = frozenset({"RGB", "L", "1", "P"})
_SRGB: Final = ImageCms.createProfile("sRGB")


def read(path: Path, *, before_heavy: Callable[[], None] = lambda: None) -> Image.Image:
    """The pixels of a file, mode "RGB" or "L". Raises Refused; what Pillow raises of a hostile file besides is the caller's to catch.

    ``before_heavy`` is called before one that takes twice the memory of its pixels is decoded.
    """
    _look_at_the_head(path)
    Image.MAX_IMAGE_PIXELS = None  # looked at below, with a sentence
    try:
        opened: Any = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refused("picture_damaged") from error
    with opened:
        _look_at_the_size(*opened.size)
        frames = 1 if opened.format in _ONE_PICTURE else getattr(opened, "n_frames", 1)
        if frames > 1:
            raise Refused("picture_animated", count=frames)
        if opened.info.get("progressive") or opened.mode not in _PLAIN:  # coefficients of every pixel, or a second picture beside it
            before_heavy()
        opened.load()
        return _plain(_upright(opened))


def _look_at_the_head(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refused("picture_empty")
    if head.startswith(_SIGNATURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return
    if head[4:8] == b"ftyp":
        raise Refused("picture_is", kind="HEIC" if head[8:11] in (b"hei", b"mif", b"hev") else "AVIF/MP4")
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(b"<"):
        raise Refused("picture_is", kind="SVG" if b"<svg" in text else "HTML" if b"<html" in text else "XML")
    kind = next((name for signature, name in _OTHERS if head.startswith(signature)), "")
    raise Refused("picture_is", kind=kind) if kind else Refused("picture_wrong_type")


def _look_at_the_size(width: int, height: int) -> None:
    if min(width, height) < SHORTEST_SIDE:
        raise Refused("picture_too_small", width=width, height=height)
    if max(width, height) > LONGEST_SIDE:
        raise Refused("picture_too_long", side=max(width, height), most=LONGEST_SIDE)
    if width * height > MOST_PIXELS:
        raise Refused("picture_too_large", megapixels=-(-width * height // MILLION), most=MOST_PIXELS // MILLION)


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held; a note of it that cannot be read turns nothing."""
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        return image
    return ImageOps.exif_transpose(image) if orientation in range(2, 9) else image


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB on white, eight bits a colour."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        image = _eight_bits(image)
    elif image.has_transparency_data:
        image = _on_white(image)
    elif image.mode in ("RGB", "CMYK", "L", "LAB") and profile:
        image = _in_srgb(image, profile)
    if image.mode in ("RGB", "L"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Of greys in sixteen bits or more: the darkest of what the file can say stays black, the lightest white."""
    extrema: Any = image.getextrema()
    low, high = float(extrema[0]), float(extrema[1])
    if image.mode != "F" and low >= 0 and high <= 65_535:
        low, high = 0.0, 65_535.0 if high > 255 else 255.0
    scale = 255.0 / (high - low) if high > low else 0.0
    return image.point(lambda value: value * scale + (-low * scale)).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    with_alpha = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return ground


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """By the profile that the file brings; without it where it is damaged or of another kind of colours."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        if image.mode == "RGB" and "srgb" in ImageCms.getProfileDescription(given).lower():
            return image
        return ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB", inPlace=image.mode == "RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image

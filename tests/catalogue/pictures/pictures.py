"""Files as libraries hand them in, drawn here: small, of every kind of colours, and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

WIDE, TALL = 90, 60
RED, BLUE = (200, 30, 40), (20, 40, 190)


def drawn(mode: str = "RGB", size: tuple[int, int] = (WIDE, TALL)) -> Image.Image:
    """Red on the left, blue on the right, so that one sees how it is turned."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def photograph(size: tuple[int, int] = (WIDE, TALL)) -> bytes:
    return saved(drawn(size=size))


def turned() -> bytes:
    """Held on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Appareil de Mme Durand"
    exif.get_ifd(0x8825)[2] = (45.0, 45.0, 50.0)
    return saved(drawn(), exif=exif)


def sixteen_bits() -> bytes:
    """Grey in sixteen bits: black on the left, nearly white on the right."""
    line = struct.pack(f"<{WIDE}H", *(60_000 if x >= WIDE // 2 else 0 for x in range(WIDE)))
    image = Image.frombytes("I;16", (WIDE, TALL), line * TALL)
    return saved(image, "PNG")


def animated(kind: str = "PNG") -> bytes:
    return saved(drawn(), kind, save_all=True, append_images=[drawn().rotate(90), drawn().rotate(180)])


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG of these measures, whatever its data."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Thirty kilobytes that would be ten thousand million pixels."""
    return png(39_000, 39_000, zlib.compress(bytes(30_000_000), 9))


def hostile() -> dict[str, tuple[bytes, str]]:
    """Each by the case that it shows, with the code of the sentence that it ends in."""
    whole = photograph((400, 300))
    return {
        "empty": (b"", "picture_empty"),
        "text": ("Ceci n’est pas une image".encode(), "picture_wrong_type"),
        "svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "picture_is"),
        "html": (b"<html><body><script>alert(1)</script>", "picture_is"),
        "pdf": (b"%PDF-1.7\n%\xe2\xe3", "picture_is"),
        "zip": (b"PK\x03\x04" + bytes(40), "picture_is"),
        "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40), "picture_is"),
        "gif": (saved(drawn("P"), "GIF"), "picture_is"),
        "truncated": (whole[: len(whole) // 2], "picture_damaged"),
        "head_alone": (b"\xff\xd8\xff\xe0" + bytes(30), "picture_damaged"),
        "bomb": (bomb(), "picture_too_large"),
        "long": (png(100_000, 20), "picture_too_long"),
        "tiny": (png(3, 3), "picture_too_small"),
        "data_missing": (png(200, 200, zlib.compress(b"\x00" * 10)), "picture_damaged"),
        "apng": (animated("PNG"), "picture_animated"),
        "webp_animated": (animated("WEBP"), "picture_animated"),
        "tiff_of_pages": (animated("TIFF"), "picture_animated"),
    }

"""A picture cut into its files: tiles at each scale and the whole where it is not too large, as JPEG without a word about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PIL import Image

from catalogue.pictures.layout import Layout

QUALITY: Final = 85


def cut(image: Image.Image, folder: Path) -> dict[str, Any]:
    """Write the files of a picture under ``folder``; its width and height in pixels, the bytes of all files together."""
    image.info.clear()
    layout = Layout(*image.size)
    total, factor = 0, 1
    for part in layout.parts():
        while factor < part.factor:
            image, factor = image.reduce(2), factor * 2
        target = folder / part.name
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = part.box == (0, 0, *image.size)
        (image if whole else image.crop(part.box)).save(target, "JPEG", quality=QUALITY, subsampling="4:2:0")
        total += target.stat().st_size
    return {"width": layout.width, "height": layout.height, "bytes": total}

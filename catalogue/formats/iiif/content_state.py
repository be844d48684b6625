"""A view of a document that a link carries to any viewer: an annotation of the IIIF Content State API 1.0, and its form in an address."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from urllib.parse import quote

from catalogue.formats.iiif.collection import CONTEXT
from catalogue.formats.iiif.values import Json

PARAMETER = "iiif-content"
_UNTOUCHED = "!'()*-._~"  # by JavaScript's encodeURIComponent, on which §6.1 of the standard stands


def content_state(name: str, *, manifest: str, canvas: str, region: tuple[int, int, int, int] | None = None) -> Json:
    """The annotation at the address ``name``: a canvas of a manifest, or a ``region`` of it in its pixels (left, top, width, height)."""
    fragment = f"#xywh={','.join(map(str, region))}" if region else ""
    target = {"id": f"{canvas}{fragment}", "type": "Canvas", "partOf": [{"id": manifest, "type": "Manifest"}]}
    return {"@context": CONTEXT, "id": name, "type": "Annotation", "motivation": ["contentState"], "target": target}


def in_pixels(part: tuple[float, float, float, float], width: int, height: int) -> tuple[int, int, int, int]:
    """A part in hundredths of a canvas in its pixels, at least one each way."""
    left, top, wide, tall = part
    return round(width * left / 100), round(height * top / 100), max(round(width * wide / 100), 1), max(round(height * tall / 100), 1)


def encoded(state: Json) -> str:
    """The value of the parameter of an address: percent signs first, so that what decodes base64 sees no letter beyond ASCII."""
    text = quote(json.dumps(state, ensure_ascii=False, separators=(",", ":")), safe=_UNTOUCHED)
    return urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")

"""Manifests of the digitised pages: IIIF Presentation 3, and Presentation 2.1 from the partner whose software is older."""

from __future__ import annotations

from functools import cache
from typing import Any

from demonstration.facsimiles.sheet import LABEL
from demonstration.iiif.tiles import THUMBNAIL_FACTOR, reduced
from demonstration.notices import Notice
from demonstration.records import all_records
from demonstration.writers.wording import RIGHTS, digital_address, image_address, manifest_address, thumbnail_address

OLDER_PARTNERS = frozenset({"loire"})
_RIGHTS_PAGE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


@cache
def _partners() -> dict[str, str]:
    return {record.notice.slug: record.source.slug for record in all_records() if record.first and record.notice}


def version(notice: Notice) -> int:
    """2 or 3: the version of the APIs of the partner that digitised the document."""
    return 2 if _partners().get(notice.slug) in OLDER_PARTNERS else 3


def manifest(notice: Notice, *, base: str, size: tuple[int, int]) -> dict[str, Any]:
    """The manifest of the one page, of ``size`` pixels; ``base`` is the server's address, without a final slash."""
    return _second(notice, base, size) if version(notice) == 2 else _third(notice, base, size)


def _third(notice: Notice, base: str, size: tuple[int, int]) -> dict[str, Any]:
    here, (width, height) = f"{base}/iiif/{notice.slug}", size
    service = {"id": image_address(notice, base=base), "type": "ImageService3", "profile": "level0"}
    picture = {
        "id": f"{digital_address(notice, base=base)}/1.jpg",
        "type": "Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": [service],
    }
    painting = {
        "id": f"{here}/canvas/1/painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": picture,
        "target": f"{here}/canvas/1",
    }
    canvas = {
        "id": f"{here}/canvas/1",
        "type": "Canvas",
        "width": width,
        "height": height,
        "label": {"fr": ["Première page"]},
        "items": [{"id": f"{here}/canvas/1/page", "type": "AnnotationPage", "items": [painting]}],
    }
    thumbnail = {
        "id": thumbnail_address(notice, base=base),
        "type": "Image",
        "format": "image/jpeg",
        "width": reduced(width, THUMBNAIL_FACTOR),
        "height": reduced(height, THUMBNAIL_FACTOR),
    }
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": manifest_address(notice, base=base),
        "type": "Manifest",
        "label": {"fr": [notice.get("title")]},
        "summary": {"fr": [LABEL]},
        "requiredStatement": {"label": {"fr": ["Mention"]}, "value": {"fr": [f"{LABEL}. {RIGHTS}"]}},
        "thumbnail": [thumbnail],
        "homepage": [{"id": digital_address(notice, base=base), "type": "Text", "format": "text/html", "label": {"fr": ["Document"]}}],
        "items": [canvas],
    }


def _second(notice: Notice, base: str, size: tuple[int, int]) -> dict[str, Any]:
    here, (width, height) = f"{base}/iiif/{notice.slug}", size
    service = {
        "@context": "http://iiif.io/api/image/2/context.json",
        "@id": image_address(notice, base=base),
        "profile": "http://iiif.io/api/image/2/level0.json",
    }
    resource = {
        "@id": f"{digital_address(notice, base=base)}/1.jpg",
        "@type": "dctypes:Image",
        "format": "image/jpeg",
        "width": width,
        "height": height,
        "service": service,
    }
    image = {"@type": "oa:Annotation", "motivation": "sc:painting", "resource": resource, "on": f"{here}/canvas/1"}
    canvas = {
        "@id": f"{here}/canvas/1",
        "@type": "sc:Canvas",
        "label": "Première page",
        "width": width,
        "height": height,
        "images": [image],
    }
    return {
        "@context": "http://iiif.io/api/presentation/2/context.json",
        "@id": manifest_address(notice, base=base),
        "@type": "sc:Manifest",
        "label": notice.get("title"),
        "description": LABEL,
        "attribution": f"{LABEL}. {RIGHTS}",
        "license": _RIGHTS_PAGE,
        "thumbnail": {"@id": thumbnail_address(notice, base=base)},
        "related": {"@id": digital_address(notice, base=base), "format": "text/html"},
        "sequences": [{"@type": "sc:Sequence", "canvases": [canvas]}],
    }

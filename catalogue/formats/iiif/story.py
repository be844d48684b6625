"""A story told on pages of documents, as a manifest of IIIF Presentation 3.0 with annotations, which viewers of stories open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from catalogue.formats.iiif.collection import CONTEXT, FRENCH
from catalogue.formats.iiif.collection import Page as Homepage

_ENDINGS = ((".png", "image/png"), (".webp", "image/webp"), (".gif", "image/gif"))


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a canvas, or of a part of it in hundredths (left, top, width, height)."""

    title: str
    text: str
    part: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Canvas:
    """A page of a document: its size in pixels, its image ``service`` of that ``version`` or its ``picture``, who must be named with it,
    the page for readers of the document (``homepage``), what is told of it.
    """

    label: str
    width: int
    height: int
    service: str
    version: int
    picture: str
    credit: str
    homepage: Homepage
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of the whole. ``rights``: the address of a licence of Creative Commons, "" for any other."""

    id: str
    label: str
    summary: str
    statement: str
    rights: str
    homepage: Homepage
    provider: Homepage


def story(head: Head, canvases: Sequence[Canvas]) -> dict[str, Any]:
    """The manifest, for JSON."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": head.id,
        "type": "Manifest",
        "label": _said(head.label),
        "requiredStatement": {"label": _said("Crédits"), "value": _said(head.statement)},
        "homepage": [_homepage(head.homepage)],
        "provider": [
            {"id": head.provider.id, "type": "Agent", "label": _said(head.provider.label), "homepage": [_homepage(head.provider)]}
        ],
    }
    if head.summary:
        made["summary"] = _said(head.summary)
    if head.rights:
        made["rights"] = head.rights
    return made | {"items": [_canvas(f"{head.id}/{number}", one) for number, one in enumerate(canvases, 1)]}


def _said(text: str) -> dict[str, list[str]]:
    return {FRENCH: [text]}


def _homepage(page: Homepage) -> dict[str, Any]:
    return {"id": page.id, "type": "Text", "label": _said(page.label), "format": "text/html"}


def _canvas(name: str, one: Canvas) -> dict[str, Any]:
    painted = {"id": f"{name}/image", "type": "Annotation", "motivation": "painting", "body": _image(one), "target": name}
    return {
        "id": name,
        "type": "Canvas",
        "label": _said(one.label),
        "width": one.width,
        "height": one.height,
        "requiredStatement": {"label": _said("Crédit"), "value": _said(one.credit)},
        "homepage": [_homepage(one.homepage)],
        "items": [{"id": f"{name}/page", "type": "AnnotationPage", "items": [painted]}],
        "annotations": [
            {
                "id": f"{name}/recit",
                "type": "AnnotationPage",
                "items": [_annotation(f"{name}/recit/{number}", told, one, name) for number, told in enumerate(one.told, 1)],
            }
        ],
    }


def _image(one: Canvas) -> dict[str, Any]:
    whole = f"{one.service}/full/{'max' if one.version == 3 else 'full'}/0/{'native' if one.version == 1 else 'default'}.jpg"
    address = one.picture or whole
    made: dict[str, Any] = {
        "id": address,
        "type": "Image",
        "format": next((kind for ending, kind in _ENDINGS if address.lower().endswith(ending)), "image/jpeg"),
        "width": one.width,
        "height": one.height,
    }
    if one.service and one.version == 3:
        made["service"] = [{"id": one.service, "type": "ImageService3", "profile": "level0"}]
    elif one.service:
        made["service"] = [
            {
                "@id": one.service,
                "@type": f"ImageService{one.version or 2}",
                "profile": f"http://iiif.io/api/image/{one.version or 2}/level0.json",
            }
        ]
    return made


def _annotation(name: str, told: Told, one: Canvas, canvas: str) -> dict[str, Any]:
    lines = [f"<p><b>{escape(told.title)}</b></p>"] if told.title else []
    lines += [f"<p>{escape(line)}</p>" for line in told.text.splitlines() if line.strip()]
    body = {"type": "TextualBody", "value": "".join(lines), "format": "text/html", "language": FRENCH}
    return {"id": name, "type": "Annotation", "motivation": "describing", "body": body, "target": f"{canvas}{_fragment(told, one)}"}


def _fragment(told: Told, one: Canvas) -> str:
    if told.part is None:
        return ""
    left, top, width, height = told.part
    pixels = (one.width * left / 100, one.height * top / 100, one.width * width / 100, one.height * height / 100)
    return "#xywh=" + ",".join(str(max(round(value), 0)) for value in pixels)

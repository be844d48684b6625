"""Manifests of IIIF Presentation 3.0 as we write them, of pictures that we give ourselves: one page a view, parts as ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from catalogue.formats.iiif.collection import CONTEXT, Page

Words = Mapping[str, Sequence[str]]


class View(NamedTuple):
    """A page: ``image`` is the address of its image service; ``picture`` and ``small`` those of the whole of it in one file, each with its
    width and height. ``part``: the title of the part that begins with it.
    """

    id: str
    label: Words
    width: int
    height: int
    image: str
    picture: tuple[str, int, int]
    small: tuple[str, int, int]
    part: str = ""


class Whole(NamedTuple):
    """A document: its address without a slash at the end, what it is called, the page that shows it, who gives it under which rights."""

    id: str
    label: str
    homepage: Page
    provider: Page
    statement: tuple[Words, Words]
    rights: str
    facts: Sequence[tuple[Words, Words]]


def manifest(whole: Whole, views: Sequence[View]) -> dict[str, Any]:
    """The manifest of a document, for JSON."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"{whole.id}/manifest.json",
        "type": "Manifest",
        "label": {"none": [whole.label]},
        "metadata": [{"label": name, "value": value} for name, value in whole.facts],
        "requiredStatement": {"label": whole.statement[0], "value": whole.statement[1]},
        "homepage": [_page(whole.homepage)],
        "provider": [
            {
                "id": whole.provider.id,
                "type": "Agent",
                "label": {"none": [whole.provider.label]},
                "homepage": [_page(whole.provider)],
            }
        ],
        "behavior": ["paged" if len(views) > 2 else "individuals"],
        "items": [_canvas(view) for view in views],
    }
    if whole.rights:
        made["rights"] = whole.rights
    if views:
        made["thumbnail"] = [_picture(*views[0].small)]
    if parts := list(_parts(whole.id, views)):
        made["structures"] = parts
    return made


def _page(page: Page) -> dict[str, Any]:
    return {"id": page.id, "type": "Text", "label": {"none": [page.label]}, "format": "text/html"}


def _picture(address: str, width: int, height: int) -> dict[str, Any]:
    return {"id": address, "type": "Image", "format": "image/jpeg", "width": width, "height": height}


def _canvas(view: View) -> dict[str, Any]:
    body = _picture(*view.picture) | {"service": [{"id": view.image, "type": "ImageService3", "profile": "level0"}]}
    painted = {
        "id": f"{view.id}/painting/1",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": view.id,
    }
    return {
        "id": view.id,
        "type": "Canvas",
        "label": view.label,
        "width": view.width,
        "height": view.height,
        "thumbnail": [_picture(*view.small)],
        "items": [{"id": f"{view.id}/painting", "type": "AnnotationPage", "items": [painted]}],
    }


def _parts(document: str, views: Iterable[View]) -> Iterator[dict[str, Any]]:
    """A range for each part that is named: from its first page to that before the next."""
    open_part: dict[str, Any] | None = None
    number = 0
    for view in views:
        if view.part:
            if open_part:
                yield open_part
            number += 1
            open_part = {"id": f"{document}/parts/{number}", "type": "Range", "label": {"none": [view.part]}, "items": []}
        if open_part:
            open_part["items"].append({"id": view.id, "type": "Canvas"})
    if open_part:
        yield open_part

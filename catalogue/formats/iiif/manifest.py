"""Manifests: the pages of a document in order, each with its image service or its picture (IIIF Presentation 2.1 and 3.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.formats.iiif.values import Json, NotIiif, identity, length, listed, objects, read, words

MOST_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its label, its size in pixels (0 where unknown), its image ``service`` of that ``version`` (0: none), its ``picture``."""

    label: str
    width: int
    height: int
    service: str = ""
    version: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A document: its label, the statement that must be shown with it, its pages, the version of its manifest (2 or 3)."""

    label: str
    statement: str
    pages: tuple[Page, ...]
    version: int


def read_manifest(data: bytes, *, language: str = "fr") -> Manifest:
    """Read a manifest; raises NotIiif for what is none, or shows no page."""
    found = read(data)
    if found.get("type") == "Manifest":
        manifest = _third(found, language)
    elif found.get("@type") == "sc:Manifest":
        manifest = _second(found, language)
    else:
        raise NotIiif("not a manifest")
    if not manifest.pages:
        raise NotIiif("no page")
    return manifest


def _third(found: Json, language: str) -> Manifest:
    pages = []
    for canvas in objects(found.get("items"))[:MOST_PAGES]:
        annotations = [one for page in objects(canvas.get("items")) for one in objects(page.get("items"))]
        body = next((body for one in annotations if (body := _body(one.get("body")))), None)
        if body is not None:
            pages.append(_page(canvas, body, words(canvas.get("label"), language=language)))
    required = found.get("requiredStatement")
    statement = words(required.get("value"), language=language) if isinstance(required, dict) else ""
    return Manifest(words(found.get("label"), language=language), statement, tuple(pages), 3)


def _second(found: Json, language: str) -> Manifest:
    pages = []
    for sequence in objects(found.get("sequences"))[:1]:
        for canvas in objects(sequence.get("canvases"))[:MOST_PAGES]:
            body = next((body for one in objects(canvas.get("images")) if (body := _body(one.get("resource")))), None)
            if body is not None:
                pages.append(_page(canvas, body, words(canvas.get("label"), language=language)))
    return Manifest(words(found.get("label"), language=language), words(found.get("attribution"), language=language), tuple(pages), 2)


def _body(value: Any) -> Json | None:
    """The picture of an annotation; the first of a choice."""
    for one in objects(value):
        if one.get("type") == "Choice":
            return _body(one.get("items"))
        if one.get("@type") == "oa:Choice":
            return _body(one.get("default"))
        if one.get("type", "Image") == "Image" and one.get("@type", "dctypes:Image") in ("dctypes:Image", "dcterms:Image"):
            return one
    return None


def _page(canvas: Json, body: Json, label: str) -> Page:
    service = next((one for one in objects(body.get("service")) if identity(one)), None)
    return Page(
        label=label,
        width=length(body.get("width")) or length(canvas.get("width")),
        height=length(body.get("height")) or length(canvas.get("height")),
        service=identity(service).rstrip("/") if service else "",
        version=service_version(service) if service else 0,
        picture=identity(body),
    )


def service_version(service: Json) -> int:
    """1, 2 or 3: what an image service says of itself in its type, its context or its profile; 2 where it says nothing."""
    kind = str(service.get("type") or service.get("@type") or "")
    said = " ".join(str(one) for key in ("@context", "profile") for one in listed(service.get(key)))
    if kind == "ImageService3" or "/image/3/" in said:
        return 3
    if kind == "ImageService1" or "/image/1/" in said or "image-api/1" in said or "api/image/1" in said or "compliance.html" in said:
        return 1
    return 2

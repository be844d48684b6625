"""Manifests: the pages of a document in order, each with its image service or its picture (IIIF Presentation 2.1 and 3.0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from catalogue.formats.iiif.values import Json, NotIiif, identity, kinds, length, listed, objects, read, words

MOST_PAGES = 5000
_DEEPEST = 4  # a choice of parts of images, and no more
_SOUND = frozenset({"Sound", "Audio", "Video", "MovingImage"})
_NO_PAGE = frozenset({"Range", "AnnotationPage", "AnnotationList", "AnnotationCollection", "Layer", "Manifest", "Collection"})
_NO_IMAGE_SERVICE = ("Auth", "Search", "AutoComplete", "Probe")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its label, its size in pixels (0 where unknown), its image ``service`` of that ``version`` (0: none), its ``picture``.

    A page without service nor picture is blank: it was not photographed, or not given, and keeps its place among the others. ``canvas`` is
    its address, "" where it has none; ``canvas_size`` its width and its height, in which parts of it are told.
    """

    label: str
    width: int
    height: int
    service: str = ""
    version: int = 0
    picture: str = ""
    canvas: str = ""
    canvas_size: tuple[int, int] = (0, 0)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing of it to show."""
        return not self.service and not self.picture


@dataclass(frozen=True, slots=True)
class Manifest:
    """A document: its label, the statement that must be shown with it, its pages, the version of its manifest (2 or 3)."""

    label: str
    statement: str
    pages: tuple[Page, ...]
    version: int


def read_manifest(data: bytes, *, language: str = "fr") -> Manifest:
    """Read a manifest, or the one page of it that was given as such; raises NotIiif, which says what else came.

    ``language``: of labels and statements, where they are in several. Real manifests leave their type out, or write it as they like:
    what they hold tells them.
    """
    found = read(data)
    said = kinds(found)
    if "Collection" in said or ("manifests" in found and "sequences" not in found):
        raise _collection(found)
    canvases = _canvases(found, said)
    if canvases is None:
        raise NotIiif("not a manifest")
    pages = tuple(_page(canvas, language=language) for canvas in canvases[:MOST_PAGES])
    if all(page.is_blank for page in pages):
        _without_picture(canvases)
    required = found.get("requiredStatement")
    statement = required.get("value") if isinstance(required, dict) else found.get("attribution")
    version = 3 if any("items" in one for one in (found, *canvases[:1])) else 2
    return Manifest(words(found.get("label"), language=language), words(statement, language=language), pages, version)


def _canvases(found: Json, said: tuple[str, ...]) -> list[Json] | None:
    """The pages of a manifest of either version, of its first sequence that holds any, or the one page that came alone; None for anything
    else. What stands among pages and says that it is no page (a table of contents) is left out.
    """
    if "Canvas" in said:
        return [found]
    if "sequences" in found:
        sequences = (objects(sequence.get("canvases")) for sequence in objects(found["sequences"]))
        return _of_pages(next(filter(None, sequences), []))
    if "canvases" in found:
        return _of_pages(objects(found["canvases"]))
    return _of_pages(objects(found["items"])) if "items" in found and (not said or "Manifest" in said) else None


def _of_pages(held: list[Json]) -> list[Json]:
    return [one for one in held if not _NO_PAGE & set(kinds(one))]


def _collection(found: Json) -> NotIiif:
    named = ("items", "manifests", "collections", "members")
    inside = {identity(one) for key in named for one in objects(found.get(key))}
    total = found.get("total")
    return NotIiif("a collection", shape="collection", count=total if isinstance(total, int) and total > 0 else len(inside))


def _without_picture(canvases: list[Json]) -> NoReturn:
    """What a document is of which no page has a picture: recordings, or nothing."""
    sounds = any(_SOUND & set(kinds(body)) for canvas in canvases for body in _bodies(canvas))
    raise NotIiif("no picture", shape="sound" if sounds else "empty")


def _page(canvas: Json, *, language: str) -> Page:
    """A page by the first picture that covers it whole: others are laid upon a part of it (a miniature that was cut out and found)."""
    label, size = words(canvas.get("label"), language=language), (length(canvas.get("width")), length(canvas.get("height")))
    drawn = [(annotation, body) for annotation in _annotations(canvas) if (body := _picture(annotation)) is not None]
    body = next((body for annotation, body in drawn if _is_whole(annotation)), drawn[0][1] if drawn else None)
    if body is None:
        return Page(label, *size, canvas=identity(canvas), canvas_size=size)
    service = _service(body)
    return Page(
        label=label,
        width=length(body.get("width")) or size[0],
        height=length(body.get("height")) or size[1],
        service=identity(service).rstrip("/") if service else "",
        version=service_version(service) if service else 0,
        picture=identity(body),
        canvas=identity(canvas),
        canvas_size=size,
    )


def _annotations(canvas: Json) -> list[Json]:
    """What is painted on a page: ``images`` in version 2; ``items`` of its pages of annotations in version 3, but for transcriptions."""
    held = [*objects(canvas.get("images")), *(one for page in objects(canvas.get("items")) for one in objects(page.get("items")))]
    return [one for one in held if not listed(one.get("motivation")) or any("painting" in str(why) for why in listed(one["motivation"]))]


def _is_whole(annotation: Json) -> bool:
    target = annotation.get("target", annotation.get("on"))
    for one in listed(target):
        if isinstance(one, dict) and ("selector" in one or "SpecificResource" in kinds(one)):
            return False
        if "#xywh=" in identity(one):
            return False
    return True


def _picture(annotation: Json) -> Json | None:
    return next((body for body in _of_annotation(annotation) if _is_picture(body)), None)


def _bodies(canvas: Json) -> list[Json]:
    return [body for annotation in _annotations(canvas) for body in _of_annotation(annotation)]


def _of_annotation(annotation: Json) -> list[Json]:
    return _unwrapped(annotation.get("body", annotation.get("resource")), depth=0)


def _unwrapped(value: Any, *, depth: int) -> list[Json]:
    """The resources that stand in a body: those of a choice in its order, what a part is a part of, an address alone as a picture."""
    found: list[Json] = []
    for one in listed(value):
        if isinstance(one, str):
            found += [{"id": one}] if one.startswith("http") else []
        elif isinstance(one, dict) and depth < _DEEPEST:
            said = kinds(one)
            if "Choice" in said:
                inside = [*listed(one.get("default")), *listed(one.get("items", one.get("item")))]
                found += _unwrapped(inside, depth=depth + 1)
            elif "SpecificResource" in said:
                found += _unwrapped(one.get("source", one.get("full")), depth=depth + 1)
            else:
                found.append(one)
    return found


def _is_picture(body: Json) -> bool:
    """Whether a body is an image: it says so, or says nothing else and has an address."""
    said, media = kinds(body), body.get("format")
    if said and "Image" not in said and "StillImage" not in said:
        return False
    return bool(identity(body)) and not (isinstance(media, str) and not media.startswith("image/") and "/" in media)


def _service(body: Json) -> Json | None:
    """The image service of a picture, that of the latest version where it has several; log-ins and searches are services too."""
    offered = [one for one in objects(body.get("service")) if identity(one) and _serves_images(one)]
    return max(offered, key=service_version, default=None)


def _serves_images(service: Json) -> bool:
    context = " ".join(str(one) for one in listed(service.get("@context")))
    return not any(one.startswith(_NO_IMAGE_SERVICE) for one in kinds(service)) and "/auth/" not in context and "/search/" not in context


def service_version(service: Json) -> int:
    """1, 2 or 3: what an image service says of itself in its type, its context or its profile; 2 where it says nothing."""
    said_kinds = kinds(service)
    said = " ".join(str(one) for key in ("@context", "profile") for one in listed(service.get(key)))
    if "ImageService3" in said_kinds or "/image/3/" in said:
        return 3
    if "ImageService1" in said_kinds or any(mark in said for mark in ("/image/1/", "image-api/1", "api/image/1", "compliance.html")):
        return 1
    return 2

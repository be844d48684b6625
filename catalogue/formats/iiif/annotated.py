"""A manifest of Presentation 3.0 whose pages bear annotations, read as a story: what is told of each page, in the order it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin

from catalogue.formats.iiif.markup import plain
from catalogue.formats.iiif.values import Json, NotIiif, identity, kinds, length, listed, objects, read, words

MOST_CANVASES, MOST_NOTES = 500, 500
LONGEST = 20_000  # characters of a note
_XYWH = re.compile(r"xywh=(?:(pixel|percent):)?(-?[\d.]{1,12}),(-?[\d.]{1,12}),([\d.]{1,12}),([\d.]{1,12})")
_TOLD = ("describing", "commenting", "tagging", "highlighting", "identifying", "contextualizing", "supplementing", "linking")
_PARAGRAPH = re.compile(r"</(?:p|div|li|h\d)>|<br\s*/?>", re.IGNORECASE)


class Share(NamedTuple):
    """A part of a picture, in hundredths of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Note:
    """What is told of a page (``page``: from 1) or of a part of it. ``addresses``: where the page and its document may be found again.

    ``elsewhere``: the address of a page that this manifest does not hold; empty for one of its own.
    """

    label: str
    text: str
    page: int
    region: Share | None
    addresses: tuple[str, ...]
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """The story: whose it is (``statement``), under which ``rights``, its notes in their order.

    ``unread``: how many of its lists of annotations are an address alone, which nobody asks for them.
    """

    id: str
    label: str
    summary: str
    statement: str
    rights: str
    notes: tuple[Note, ...]
    unread: int = 0


def read_annotated(data: bytes, *, language: str = "fr") -> Annotated:
    """Read it; raises NotIiif for anything but a manifest of version 3 that bears annotations of text."""
    found = read(data)
    if "Manifest" not in kinds(found) or not objects(found.get("items")):
        raise NotIiif("not a manifest of version 3")
    notes = tuple(note for _, note in zip(range(MOST_NOTES), _notes(found, language), strict=False))
    if not notes:
        raise NotIiif("no annotation", shape="empty")
    required = found.get("requiredStatement")
    return Annotated(
        id=identity(found)[:500],
        label=words(found.get("label"), language=language),
        summary=words(found.get("summary"), language=language),
        statement=words(required.get("value") if isinstance(required, dict) else None, language=language),
        rights=str(found.get("rights") or "")[:300] if isinstance(found.get("rights"), str) else "",
        notes=notes,
        unread=sum("items" not in page for holder in (*objects(found["items"]), found) for page in objects(holder.get("annotations"))),
    )


def _notes(found: Json, language: str) -> Iterator[Note]:
    """Those that each canvas holds, then those that the manifest holds."""
    canvases = objects(found["items"])[:MOST_CANVASES]
    numbers = {_folded(identity(canvas)): number for number, canvas in reversed(list(enumerate(canvases, 1)))}
    for held, holder in enumerate((*canvases, found), 1):
        for annotation in _annotations(holder):
            title, text = _told(annotation, language)
            if not title and not text:
                continue
            said = _source(annotation, holder)
            itself = _folded(said) in (_folded(identity(found)), _folded(identity(holder)))
            number = (held if held <= len(canvases) else 1) if itself else numbers.get(_folded(said), 0)
            if number:
                canvas = canvases[number - 1]
                yield Note(title, text, number, _region(annotation, canvas), tuple(_addresses(canvas, found)))
            else:
                yield Note(title, text, 1, None, (), said[:1000])


def _told(annotation: Json, language: str) -> tuple[str, str]:
    """The title and the text of an annotation."""
    text = "\n".join(_texts(annotation, language))[:LONGEST]
    title = words(annotation.get("label"), language=language)
    if not title and "\n" in text and len(text.split("\n", 1)[0]) < 120:
        title, text = text.split("\n", 1)
    return title, text


def _source(annotation: Json, holder: Json) -> str:
    """The address of the page that an annotation stands on: its holder's where it says none."""
    target = next(iter(listed(annotation.get("target"))), None)
    if isinstance(target, dict):
        source = next(iter(listed(target.get("source"))), None)
        target = source if isinstance(source, str | dict) else target
    said = identity(target).partition("#")[0].strip() if isinstance(target, str | dict) else ""
    with suppress(ValueError):  # an address that is none
        return urljoin(identity(holder), said)
    return said


def _folded(address: str) -> str:
    """An address without what manifests write now so, now otherwise."""
    return address.partition("#")[0].strip().partition("://")[2].rstrip("/") or address


def _annotations(canvas: Json) -> list[Json]:
    held = [one for page in objects(canvas.get("annotations")) for one in objects(page.get("items"))]
    return [one for one in held if any(str(why).rpartition(":")[2] in _TOLD for why in listed(one.get("motivation")) or ["describing"])]


def _texts(annotation: Json, language: str) -> Iterator[str]:
    for body in listed(annotation.get("body")):
        if isinstance(body, str):
            continue
        if isinstance(body, dict) and isinstance(body.get("value"), str) and body.get("purpose") != "tagging":
            lines = (plain(line) for line in _PARAGRAPH.sub("\n", body["value"]).splitlines())
            if text := "\n".join(line for line in lines if line):
                yield text


def _region(annotation: Json, canvas: Json) -> Share | None:
    target = next(iter(listed(annotation.get("target"))), None)
    said = identity(target) if isinstance(target, str | dict) else ""
    if isinstance(target, dict):
        said = " ".join([said, *(str(one.get("value") or "") for one in objects(target.get("selector")))])
    written = _XYWH.search(said)
    wide, tall = length(canvas.get("width")), length(canvas.get("height"))
    if not written or not (written[1] == "percent" or (wide and tall)):
        return None
    try:
        left, top, width, height = (float(number) for number in written.groups()[1:])
    except ValueError:
        return None
    across, down = (1.0, 1.0) if written[1] == "percent" else (100 / wide, 100 / tall)
    return _inside(left * across, top * down, width * across, height * down)


def _inside(left: float, top: float, width: float, height: float) -> Share | None:
    """The part that lies in the picture, None where none does."""
    begin, above = min(max(left, 0.0), 100.0), min(max(top, 0.0), 100.0)
    end, below = min(left + width, 100.0), min(top + height, 100.0)
    if end - begin < 0.1 or below - above < 0.1:
        return None
    return Share(round(begin, 2), round(above, 2), round(end - begin, 2), round(below - above, 2))


def _addresses(canvas: Json, found: Json) -> Iterator[str]:
    held: list[Any] = [canvas, *(one for name in ("homepage", "seeAlso", "partOf") for one in objects(canvas.get(name)))]
    for one in held:
        if address := identity(one):
            yield address[:1000]
    for one in (*objects(found.get("homepage")), *objects(found.get("partOf"))):
        if len(objects(found["items"])) == 1 and (address := identity(one)):
            yield address[:1000]

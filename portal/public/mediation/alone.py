"""An exhibition or a path as one file: its pictures and its style stand in it, and nothing is asked of anybody to read it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from catalogue.pictures.excerpt import cut
from catalogue.pictures.layout import FULL, MAX
from catalogue.selectors.deposits import tile
from harvest.pictures import NotGiven
from portal.public import addresses
from portal.public.digital import copies as digital
from portal.public.mediation.presenters import Page
from portal.shown.deposits import AMONG_TEXTS
from portal.shown.mediation.pictures import Picture
from portal.shown.mediation.pieces import Laid

MOST_PICTURES = 40
MOST_BYTES = 16_000_000  # of all pictures together, before they are written as text


@dataclass(slots=True)
class _Room:
    """What the file may still hold."""

    pictures: int = MOST_PICTURES
    size: int = MOST_BYTES


def written(page: Page, *, site: str) -> str:
    """The file. A picture that its server does not give, or for which no room is left, is told by its credit."""
    room = _Room()
    pieces = tuple(_with_pictures(piece, room) for piece in page.pieces)
    context = {
        "page": replace(page, pieces=pieces),
        "site": site,
        "address": f"{site}{addresses.permanent(page.ark)}",
        "style": style(),
    }
    return render_to_string("public/mediation/alone.html", context)


@lru_cache(maxsize=1)
def style() -> SafeString:
    """The sheet of such a file, which is ours."""
    return SafeString((Path(settings.ROOT) / "static" / "css" / "alone.css").read_text(encoding="utf-8"))


def _with_pictures(piece: Laid, room: _Room) -> Laid:
    parts = tuple(replace(part, picture=_inside(part.picture, room)) if part.picture else part for part in piece.parts)
    return replace(piece, pictures=tuple(_all_inside(piece.pictures, room)), parts=parts)


def _all_inside(pictures: tuple[Picture, ...], room: _Room) -> Iterator[Picture]:
    for picture in pictures:
        yield _inside(picture, room)


def _inside(picture: Picture, room: _Room) -> Picture:
    """The picture itself in its address."""
    given = _given(picture) if picture.url and room.pictures > 0 else None
    if given is None or len(given.data) > room.size:
        return replace(picture, url="")
    room.pictures -= 1
    room.size -= len(given.data)
    return replace(picture, url=f"data:{given.type};base64,{base64.b64encode(given.data).decode('ascii')}")


def _given(picture: Picture) -> digital.Picture | None:
    if picture.work.notice is None:
        return None
    if picture.work.deposit:
        return _deposited(picture)
    try:
        page = digital.page(digital.find(picture.work.notice.ark, picture.work.copy), picture.page - 1)
        return digital.detail(page, picture.part)
    except (digital.Missing, digital.NotShown, NotGiven):
        return None


def _deposited(picture: Picture) -> digital.Picture | None:
    """What lies here already, cut where a part of it is told."""
    deposit, view = picture.work.deposit, picture.view
    if deposit is None or view is None:
        return None
    name = view.layout.named(FULL, MAX) if picture.part else view.layout.preview(AMONG_TEXTS)
    try:
        content = tile(deposit.id, view.id, name)
    except OSError:
        return None
    return digital.Picture(cut(content, picture.part, width=AMONG_TEXTS) if picture.part else content, "image/jpeg")

"""The digital copies of stored records, page by page: nothing is asked for but what a record names and where its manifest leads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from catalogue.core.description import DigitalCopy
from catalogue.core.rules.copies import copy_key
from catalogue.formats.iiif.image import PREVIEW, SMALL, TAKEN_AWAY, Grid, read_info
from catalogue.formats.iiif.manifest import Manifest, Page, read_manifest
from catalogue.formats.iiif.values import NotIiif, Shape
from catalogue.pictures.excerpt import cut
from catalogue.selectors import local_interest, notices
from catalogue.selectors.memory import memory
from catalogue.selectors.notices import ShownNotice
from harvest.pictures import DOCUMENT, PICTURE, TILE, Kind, NotGiven, fetch, image_type
from portal.shown.deposits import AMONG_TEXTS
from portal.shown.gallica import KEPT_OF_EDITION
from portal.shown.links import can_be_shown, host, is_picture, manifest_address, web_address

SECONDS = 300


class Missing(LookupError):
    """No shown record has this copy, this copy no such page, this page no such tile."""


class NotShown(Exception):
    """The server at ``host`` answered, and gave no document of pages with pictures: ``shape`` and ``count`` as NotIiif has them."""

    def __init__(self, host: str, *, shape: Shape, count: int = 0) -> None:
        self.host, self.shape, self.count = host, shape, count
        super().__init__(f"{host}: {shape}")


class Unknown(Missing):
    """No notice has this ark now."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to give to a reader, and its media type."""

    data: bytes
    type: str


def find(ark: str, key: str) -> DigitalCopy:
    """The copy of a key in the notice of an ark, where it is shown; raises Missing, and Unknown where the ark names no notice now."""
    kept = f"digital-{ark}-{key}"
    found: DigitalCopy | None = memory.get(kept)
    if found is None:
        notice = notices.by_ark(ark)
        if notice is None:
            raise Unknown
        copies = () if notice.is_withdrawn else _copies(notice)
        found = next((copy for copy in copies if copy_key(copy) == key and can_be_shown(copy)), None)
        if found is None:
            raise Missing
        memory.set(kept, found, SECONDS)
    return found


def _copies(notice: ShownNotice) -> Iterator[DigitalCopy]:
    """Those that its records name, then those of its edition that curators kept of Gallica, looked for where the first do not do."""
    yield from notice.description.digital_copies
    for kept in local_interest.kept_of_edition(notice.description, most=KEPT_OF_EDITION):
        yield from kept.description.digital_copies


def manifest(copy: DigitalCopy) -> Manifest:
    """The manifest that the copy names, or one page where it names a picture; raises Missing, NotGiven, NotShown."""
    address = manifest_address(copy)
    if not address:
        if not is_picture(copy.url):
            raise Missing
        return Manifest("", copy.rights, (Page("", 0, 0, picture=copy.url),), 0)
    key = f"digital-manifest-{get_language()}-{hashlib.sha256(address.encode()).hexdigest()}"
    found: Manifest | None = memory.get(key)
    if found is None:
        try:
            found = read_manifest(fetch(address, kind=DOCUMENT), language=get_language() or "fr")
        except NotIiif as error:
            raise _not_shown(address, error) from error
        memory.set(key, found, SECONDS)
    return found


def page(copy: DigitalCopy, number: int) -> Page:
    """One page of a copy, the first being 0; raises Missing, NotGiven, NotShown."""
    pages = manifest(copy).pages
    if number >= len(pages):
        raise Missing
    return pages[number]


def grid(found: Page) -> Grid | None:
    """The tiles of a page, None where its server gives none; raises NotGiven, NotShown."""
    if not web_address(found.service):
        return None
    try:
        return read_info(fetch(f"{found.service}/info.json", kind=DOCUMENT), version=found.version)
    except NotIiif as error:
        raise _not_shown(found.service, error) from error


def _not_shown(address: str, error: NotIiif) -> NotShown:
    return NotShown(host(address), shape=error.shape, count=error.count)


def tile(found: Page, *, region: str, size: str) -> Picture:
    """A tile of a page, region and size as version 3 writes them; raises Missing for what is no tile of its grid, NotGiven, NotShown."""
    tiles = grid(found)
    path = tiles.tile(region, size) if tiles else ""
    if not path:
        raise Missing
    return _picture(f"{found.service}/{path}", kind=TILE)


def whole(found: Page) -> Picture:
    """The picture of a page as one file; raises Missing, NotGiven, NotShown."""
    if not web_address(found.picture):
        raise Missing
    return _picture(found.picture, kind=PICTURE)


def small(found: Page) -> Picture:
    """A page as a small picture among others; raises Missing where its server gives it whole only, NotGiven, NotShown."""
    tiles = grid(found)
    path = tiles.preview(SMALL) if tiles else ""
    if not path:
        raise Missing
    return _picture(f"{found.service}/{path}", kind=TILE)


def taken_away(found: Page) -> Picture:
    """A page as one picture to keep, as large as its server gives it in one go; raises Missing, NotGiven, NotShown."""
    tiles = grid(found)
    path = tiles.preview(TAKEN_AWAY) if tiles else ""
    return _picture(f"{found.service}/{path}", kind=PICTURE) if path else whole(found)


def detail(found: Page, part: tuple[float, float, float, float] | None) -> Picture:
    """A page, or a part of it in hundredths, as a picture among texts; raises Missing, NotGiven, NotShown."""
    tiles = grid(found)
    path = ""
    if tiles:
        path = tiles.part(part, width=AMONG_TEXTS) if part else tiles.preview(AMONG_TEXTS)
    if path:
        return _picture(f"{found.service}/{path}", kind=PICTURE)
    whole_ = taken_away(found)
    return Picture(cut(whole_.data, part, width=AMONG_TEXTS), "image/jpeg") if part else whole_


def thumbnail(copy: DigitalCopy) -> Picture:
    """A small picture of the copy: its thumbnail, else its preview; raises Missing, NotGiven, NotShown."""
    return _picture(copy.thumbnail, kind=TILE) if web_address(copy.thumbnail) else preview(copy)


def preview(copy: DigitalCopy, *, width: int = PREVIEW) -> Picture:
    """The first page, ``width`` pixels wide or about; the thumbnail where nothing larger can be had. Raises Missing, NotGiven, NotShown."""
    try:
        return _first_page(copy, width)
    except (Missing, NotGiven, NotShown):
        if not web_address(copy.thumbnail):
            raise
    return _picture(copy.thumbnail, kind=TILE)


def _first_page(copy: DigitalCopy, width: int) -> Picture:
    first = next(page for page in manifest(copy).pages if not page.is_blank)
    tiles = grid(first)
    path = tiles.preview(width) if tiles else ""
    return _picture(f"{first.service}/{path}", kind=TILE) if path else whole(first)


def _picture(address: str, *, kind: Kind) -> Picture:
    data = fetch(address, kind=kind)
    return Picture(data, image_type(data))

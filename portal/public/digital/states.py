"""A page of a digital copy, or a part of it, as a state that viewers open; ours opens it on the page of the notice."""

from __future__ import annotations

from catalogue.core.description import DigitalCopy
from catalogue.formats.iiif.content_state import content_state, in_pixels
from catalogue.formats.iiif.manifest import Page
from catalogue.formats.iiif.values import Json
from portal.public import addresses
from portal.public.digital import copies as digital
from portal.shown.links import manifest_address, web_address

Part = tuple[float, float, float, float]


def state_of(copy: DigitalCopy, number: int, part: Part | None, *, name: str) -> Json | None:
    """The annotation at the address ``name``; None where the partner's manifest does not name its pages.

    Raises Missing, NotGiven, NotShown.
    """
    page = digital.page(copy, number)
    manifest = manifest_address(copy)
    if not manifest or not web_address(page.canvas):
        return None
    return content_state(name, manifest=manifest, canvas=page.canvas, region=_pixels(page, part))


def part_of(region: str) -> Part | None:
    """The part that an address asks for; None for the whole. Raises Missing for what is no part of a picture."""
    try:
        return addresses.part_of(region)
    except ValueError as error:
        raise digital.Missing from error


def _pixels(page: Page, part: Part | None) -> tuple[int, int, int, int] | None:
    """A part in hundredths in pixels of the canvas; None for the whole, and where nobody knows how large it is."""
    if part is None:
        return None
    wide, tall = page.canvas_size
    if not (wide and tall):
        grid = None if page.width and page.height else digital.grid(page)
        wide, tall = (grid.width, grid.height) if grid else (page.width, page.height)
    if not (wide and tall):
        return None
    return in_pixels(part, wide, tall)

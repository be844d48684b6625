"""The block of an exhibition or of a path: what it is about, for whom, its pieces."""

from __future__ import annotations

from django.utils.translation import gettext

from portal.pages.selectors import Shown
from portal.public import addresses
from portal.public.embedding.blocks import Block, Item, Part
from portal.public.mediation.presenters import Page, minutes, present
from portal.shown import scripts, words
from portal.shown.cover import Cover


def block_of_page(found: Shown, *, site: str, most: int) -> Block:
    """Its summary and the titles of its first pieces, each leading to its place in the page."""
    page = present(found, site=site)
    address = f"{site}{addresses.of_ark(found.ark)}"
    named = [piece for piece in page.pieces if piece.title or page.is_path]
    items = tuple(Item(scripts.words(piece.name), f"{address}#{piece.anchor}") for piece in named[:most])
    facts = (
        (gettext("For whom"), page.level),
        (gettext("Duration"), page.duration or minutes(page.minutes)),
        (gettext("Steps"), words.number(len(page.pieces)) if page.is_path else ""),
    )
    return Block(
        kind=page.kind_name,
        title=scripts.words(found.page.title),
        url=address,
        frame="",
        way=gettext("Follow the path") if page.is_path else gettext("See the exhibition"),
        lead=scripts.words(found.page.summary),
        facts=tuple((label, value) for label, value in facts if value),
        parts=(Part(gettext("Steps") if page.is_path else gettext("In this exhibition"), items),) if items else (),
        cover=_cover(page),
        source=page.authors,
        licence=found.page.licence_name,
        licence_url=found.page.licence_address,
    )


def _cover(page: Page) -> Cover | None:
    return page.cover.cover if page.cover else None

"""The block of an exhibition, a path or an article: what it is about, for whom, when, its pieces."""

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
    occasion = page.occasion
    facts = (
        (gettext("When"), occasion.said if occasion else ""),
        (gettext("Where"), occasion.where if occasion else ""),
        (gettext("For whom"), page.level),
        (gettext("Duration"), page.duration or ("" if occasion else minutes(page.minutes))),
        (gettext("Steps"), words.number(len(page.pieces)) if page.is_path else ""),
    )
    return Block(
        kind=page.kind_name,
        title=scripts.words(found.page.title),
        url=address,
        frame="",
        way=_way(page),
        lead=scripts.words(found.page.summary),
        facts=tuple((label, value) for label, value in facts if value),
        parts=(Part(_heading(page), items),) if items else (),
        cover=_cover(page),
        source=page.authors,
        licence=found.page.licence_name,
        licence_url=found.page.licence_address,
    )


def _cover(page: Page) -> Cover | None:
    return page.cover.cover if page.cover else None


def _way(page: Page) -> str:
    if page.article:
        return gettext("See the event") if page.occasion else gettext("Read it")
    return gettext("Follow the path") if page.is_path else gettext("See the exhibition")


def _heading(page: Page) -> str:
    if page.article:
        return gettext("On this page")
    return gettext("Steps") if page.is_path else gettext("In this exhibition")

"""A picture where a page shows it: whole or in part, with its description, its credit, and what stands for it where it is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.core.rules.reuse import Use
from catalogue.selectors.deposits import ShownView
from portal.pages.reading import Region, region
from portal.public import addresses
from portal.shown.deposits import AMONG_TEXTS
from portal.shown.deposits import picture as picture_of
from portal.shown.mediation.works import Shelf, Work


@dataclass(frozen=True, slots=True)
class Picture:
    """``page`` is counted from 1; ``part`` None for the whole. ``url`` is "" where nothing can be shown: then the work stands for it."""

    work: Work
    page: int
    part: Region | None
    url: str
    alt: str
    decorative: bool
    caption: str

    @property
    def view(self) -> ShownView | None:
        """The view of a deposit that this page is; None of other pictures, and past the last."""
        views = self.work.deposit.views if self.work.deposit else ()
        return views[self.page - 1] if self.page <= len(views) else None

    @property
    def link(self) -> str:
        """Where one sees the whole document."""
        return self.work.url

    @property
    def seen(self) -> str:
        """Where one looks closely at this page, or at this part of it; "" where no partner says which page it is."""
        work, view = self.work, self.view
        if self.url and work.deposit and view:
            return addresses.deposited_seen(work.deposit.id, view.id, self.part)
        if not self.url or work.notice is None or not work.manifest:
            return ""
        return addresses.seen(work.notice.ark, work.copy, self.page - 1, self.part)

    @property
    def spoken(self) -> str:
        """What is read aloud for it: nothing of what is decorative; its caption or its title where nobody described it."""
        return "" if self.decorative else self.alt or self.caption or self.work.title.text


def picture(value: Mapping[str, Any] | None, shelf: Shelf) -> Picture | None:
    """The picture that fields ask for; None where they name no record."""
    value = value or {}
    work = shelf.of(str(value.get("ark") or ""))
    if work is None:
        return None
    number, part = max(int(value.get("page") or 1), 1), region(value)
    alt, caption = str(value.get("alt") or ""), str(value.get("caption") or "")
    bare = Picture(work, number, part, "", alt, bool(value.get("decorative")), caption)
    return replace(bare, url=_address(bare))


def part_of(whole: Picture, value: Mapping[str, Any]) -> Picture:
    """The part of a picture that a stage tells."""
    part = replace(whole, part=region(value), alt=str(value.get("alt") or value.get("title") or ""), decorative=False, caption="")
    return replace(part, url=_address(part))


def _of_deposit(one: Picture, part: Region | None) -> str:
    view = one.view
    if one.work.deposit is None or view is None:
        return ""
    return addresses.deposited_detail(one.work.deposit.id, view.id, part) if part else picture_of(one.work.deposit, view, width=AMONG_TEXTS)


def _address(one: Picture) -> str:
    work = one.work
    part = one.part if work.use is Use.FREE else None
    if work.deposit and work.use is not Use.LINK:
        return _of_deposit(one, part)
    if work.notice is None or not work.copy or work.use is Use.LINK:
        return ""
    return addresses.detail(work.notice.ark, work.copy, one.page - 1, part)

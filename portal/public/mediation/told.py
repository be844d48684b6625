"""A page of ours as a story for IIIF viewers: its pictures as canvases, what it tells of each as annotations."""

from __future__ import annotations

from typing import Any

from catalogue.formats.iiif.collection import Page as Homepage
from catalogue.formats.iiif.manifest import Page as Leaf
from catalogue.formats.iiif.story import Canvas, Head, Told, story
from catalogue.pictures.layout import FULL, MAX
from catalogue.selectors.deposits import ShownDeposit, ShownView
from harvest.pictures import NotGiven
from portal.pages.mediation import Licence
from portal.pages.reading import plain
from portal.public import addresses
from portal.public.digital import copies as digital
from portal.public.mediation.presenters import Page
from portal.shown.links import web_address
from portal.shown.mediation.pictures import Picture
from portal.shown.mediation.pieces import Laid, Part

# The form that Presentation 3.0 asks of the addresses of these licences ("rights").
_RIGHTS = {
    Licence.BY: "http://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "http://creativecommons.org/licenses/by-sa/4.0/",
    Licence.ZERO: "http://creativecommons.org/publicdomain/zero/1.0/",
}
_Key = tuple[str, str, int]


def manifest_of(page: Page, *, site: str) -> dict[str, Any] | None:
    """The manifest; None where no partner gives the size of any picture. A piece without picture is told of the one before it."""
    leaves: dict[_Key, tuple[Picture, Leaf]] = {}
    told: dict[_Key, list[Told]] = {}
    here: _Key | None = None
    waiting: list[Told] = []
    for piece in page.pieces:
        first: _Key | None = None
        for picture in piece.pictures:
            found = _leaf(picture, site)
            if found is None:
                continue
            key = _key(picture)
            leaves.setdefault(key, (picture, found))
            first = first or key
            told.setdefault(key, []).extend(waiting)
            waiting = []
        here, said = first or here, _said(piece)
        if here is None:
            waiting += said
        else:
            told[here] += said
    if not leaves:
        return None
    canvases = [_canvas(picture, leaf, tuple(told[key]), site) for key, (picture, leaf) in leaves.items()]
    return story(_head(page, site), canvases)


def _key(picture: Picture) -> _Key:
    return (picture.work.ark, picture.work.copy, picture.page)


def _leaf(picture: Picture, site: str) -> Leaf | None:
    """The page of the partner's manifest, where it gives its size and a picture; of a deposit, its own."""
    if not picture.url or picture.work.notice is None:
        return None
    deposit, view = picture.work.deposit, picture.view
    if deposit is not None:
        return _view(deposit, view, site) if view else None
    try:
        found = digital.page(digital.find(picture.work.notice.ark, picture.work.copy), picture.page - 1)
        grid = digital.grid(found) if not (found.width and found.height) else None
    except (digital.Missing, digital.NotShown, NotGiven):
        return None
    if grid is not None:
        found = Leaf(found.label, grid.width, grid.height, found.service, grid.version, found.picture)
    shown = web_address(found.service) or web_address(found.picture)
    return found if shown and found.width and found.height else None


def _view(deposit: ShownDeposit, view: ShownView, site: str) -> Leaf:
    image = f"{site}{addresses.of_deposited_view(deposit.id, view.id, '')}".removesuffix("/")
    return Leaf(view.label, view.width, view.height, image, 3, f"{image}/{view.layout.named(FULL, MAX)}")


def _said(piece: Laid) -> list[Told]:
    """What a piece tells: of its picture, then of each part of it; a question without its answer."""
    picture = piece.pictures[0] if piece.pictures else None
    lines = [piece.plain, plain(str(piece.more.get("question") or "")), str(piece.more.get("name") or "") if piece.title else ""]
    lines += [*piece.more.get("lines", ()), str(piece.more.get("transcript") or "")]
    lines += [work.told for work in piece.works]
    text = "\n".join(line for line in lines if line)
    whole = Told(piece.name, text, picture.part if picture else None)
    return [whole, *(_part(part) for part in piece.parts)]


def _part(part: Part) -> Told:
    region = part.picture.part if part.picture else None
    title = " – ".join(filter(None, (part.label, part.title)))
    return Told(title, plain(str(part.text)), region)


def _canvas(picture: Picture, leaf: Leaf, told: tuple[Told, ...], site: str) -> Canvas:
    work = picture.work
    return Canvas(
        label=", ".join(filter(None, (work.title.text, leaf.label))),
        width=leaf.width,
        height=leaf.height,
        service=leaf.service,
        version=leaf.version,
        picture=leaf.picture,
        credit=" – ".join(filter(None, (work.credit, work.rights_address))),
        homepage=Homepage(f"{site}{addresses.permanent(work.notice.ark if work.notice else work.ark)}", work.title.text),
        told=told,
    )


def _head(page: Page, site: str) -> Head:
    keeper = page.keeper
    provider = Homepage(f"{site}{page.keeper_url}", keeper.placed) if keeper else Homepage(f"{site}/", "Traboule")
    return Head(
        id=f"{site}{addresses.of_page('manifest', page.ark)}",
        label=page.page.title,
        summary=page.page.summary,
        statement=f"{page.authors}, {page.page.licence_name}",
        rights=_RIGHTS.get(Licence(page.page.licence), ""),
        homepage=Homepage(f"{site}{addresses.permanent(page.ark)}", page.page.title),
        provider=provider,
    )

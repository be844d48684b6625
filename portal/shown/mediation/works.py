"""A record where a page names it: a card that follows the record, with who keeps it and what may be done with its picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext

from catalogue.core.rules.copies import copy_key
from catalogue.core.rules.reuse import Use
from catalogue.formats.iiif.image import PREVIEW
from catalogue.selectors import institutions
from catalogue.selectors.deposits import ShownDeposit
from catalogue.selectors.notices import ShownNotice
from portal.pages import works
from portal.public import addresses
from portal.shown import deposits as deposited
from portal.shown import scripts
from portal.shown.cover import Cover
from portal.shown.links import manifest_address, web_address
from portal.shown.notice import Notice, present_all


@dataclass(frozen=True, slots=True)
class Work:
    """``ark`` is the one that the page gives. Of a record that readers do not see any more, ``gone`` is true and ``title`` what it was.

    ``copy`` is the key of the digital copy that pictures are taken from, "" without any, ``deposit`` what a library deposited in its place;
    ``rights`` what is said of them.
    """

    ark: str
    title: scripts.Words
    url: str
    gone: bool = False
    notice: ShownNotice | None = None
    type: str = ""
    people: str = ""
    imprint: str = ""
    where: str = ""
    call_number: str = ""
    copy: str = ""
    manifest: str = ""
    rights: str = ""
    use: Use = Use.FREE
    cover: Cover | None = None
    deposit: ShownDeposit | None = None

    @property
    def thumbnail(self) -> str:
        """The path of a small picture of it, "" where there is none or its rights do not let it be shown."""
        if self.deposit:
            return "" if self.use is Use.LINK else addresses.deposited("front", self.deposit.id)
        named = addresses.Of(self.notice.ark) if self.notice else None
        return addresses.digital("thumbnail", named, self.copy) if named and self.copy and self.use is not Use.LINK else ""

    @property
    def preview(self) -> str:
        """The path of its first page."""
        if self.deposit:
            return "" if self.use is Use.LINK else deposited.picture(self.deposit, self.deposit.views[0], width=PREVIEW)
        named = addresses.Of(self.notice.ark) if self.notice else None
        return addresses.digital("preview", named, self.copy) if named and self.copy and self.use is not Use.LINK else ""

    @property
    def told(self) -> str:
        """Who made it, what it is, where and when it was published, in one line."""
        return ". ".join(filter(None, (self.people, self.title.text, self.imprint)))

    @property
    def credit(self) -> str:
        """What stands under its pictures: the record, who keeps it, its call number, its rights. Computed; no page can leave it out."""
        kept = ", ".join(filter(None, (self.where, self.call_number)))
        said = [self.told, kept, "" if web_address(self.rights) else self.rights]
        return " – ".join(filter(None, said))

    @property
    def rights_address(self) -> str:
        """The page of the statement of rights, "" where it is not given as an address."""
        return web_address(self.rights)

    @property
    def rights_name(self) -> str:
        """What a link to the statement says."""
        return self.rights_address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records of a page, by the ark that it gives them."""

    works: Mapping[str, Work] = field(default_factory=dict)

    def of(self, name: str) -> Work | None:
        """The work of an ark, None where none is given."""
        return self.works.get(name) if name else None

    def all(self, names: Iterable[str]) -> tuple[Work, ...]:
        """Those of some arks, in their order."""
        return tuple(self.works[name] for name in names if name in self.works)


def shelf(names: Iterable[str]) -> Shelf:
    """Everything that a page names, in nine statements at most, however much it is."""
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return Shelf()
    found = works.found(wanted)
    notices = {one.notice.key: one.notice for one in found.values() if one.notice is not None}
    pages = {page.shown.key: page for page in present_all(notices.values())}
    return Shelf({name: _work(name, one, pages[one.notice.key] if one.notice else None) for name, one in found.items()})


def _work(name: str, one: works.Found, page: Notice | None) -> Work:
    if page is None or one.notice is None:
        said = one.said or gettext("A record that is not in the catalogue")
        return Work(name, scripts.words(said), addresses.of_ark(name), gone=True)
    copy = works.copy_of(one.notice)
    cards = page.cards.all
    first = cards[0] if cards else None
    return Work(
        ark=name,
        title=page.title,
        url=page.url,
        notice=one.notice,
        type=page.type,
        people=" ; ".join(person.name.text for person in page.people[:3]),
        imprint=next((line.text for line in page.imprints), page.date),
        where=first.placed if first else page.keeper.placed,
        call_number=next((held.call_number for held in first.copies if held.call_number), "") if first else "",
        copy=copy_key(copy) if copy else "",
        manifest=manifest_address(copy) if copy else "",
        rights=_deposited_rights(one.deposit) if one.deposit else next(iter(works.rights_of(one.notice, copy)), ""),
        use=one.use,
        cover=page.cover,
        deposit=one.deposit,
    )


def _deposited_rights(deposit: ShownDeposit) -> str:
    """Under what a library lets its own pictures be reused, and who is to be thanked."""
    return " – ".join(filter(None, (deposited.right_in_words(deposit), deposit.credit)))


def known(shelf_: Shelf) -> Mapping[str, institutions.KnownInstitution]:
    """The institutions of the copies of every record, by code; one statement."""
    return institutions.by_code(code for work in shelf_.works.values() if work.notice for code in work.notice.rcrs)

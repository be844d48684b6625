"""Deposited pictures as a page shows them: the addresses that the viewer asks, who gives them, under which rights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import override as in_language

from catalogue.formats.iiif.image import PREVIEW, SMALL
from catalogue.selectors.deposits import ShownDeposit, ShownView
from portal.public import addresses

AMONG_TEXTS = 1200  # width in pixels of a picture among texts


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of one deposit, in the words of ``portal.shown.notice.Digital``, so that the same viewer shows them.

    ``number``: its place on the page, which tells the viewers of one page apart.
    """

    deposit: ShownDeposit
    number: int = 0

    @property
    def anchor(self) -> str:
        """What names it on its page."""
        return anchor(self.deposit)

    @property
    def title(self) -> str:
        """What its librarian called it."""
        return self.deposit.title

    @property
    def pages(self) -> str:
        """The path of the list of its pages, for the viewer."""
        return addresses.deposited("pages", self.deposit.id)

    @property
    def preview(self) -> str:
        """The path of its first view, as large as a reading page shows it."""
        return picture(self.deposit, self.deposit.views[0], width=PREVIEW)

    @property
    def manifest(self) -> str:
        """The path of its manifest; a viewer elsewhere wants it with the name of the site before it."""
        return addresses.deposited("manifest", self.deposit.id)

    @property
    def giver(self) -> str:
        """The institution."""
        return self.deposit.keeper

    @property
    def rights(self) -> str:
        """Under what it may be reused, and who is to be thanked."""
        return required_statement(self.deposit)

    @property
    def rights_page(self) -> str:
        """The address of the text of the licence; "" where there is none."""
        return self.deposit.right.address

    @property
    def is_sheet(self) -> bool:
        """One enlarges a sheet, where one leafs through others."""
        return len(self.deposit.views) == 1


def anchor(deposit: ShownDeposit) -> str:
    """What names a deposit on the page that shows it."""
    return f"images-{deposit.id}"


def albums(deposits: Iterable[ShownDeposit]) -> tuple[Album, ...]:
    """Those of a page, in order."""
    return tuple(Album(deposit, number) for number, deposit in enumerate(deposits, 1))


def picture(deposit: ShownDeposit, view: ShownView, *, width: int = SMALL) -> str:
    """The path of a view about so wide."""
    return addresses.of_deposited_view(deposit.id, view.id, view.layout.preview(width))


def right_in_words(deposit: ShownDeposit, *, language: str = "") -> str:
    """Under what a deposit may be reused, in a language, or in that of the page."""
    if not language:
        return gettext(deposit.right.label)
    with in_language(language):
        return gettext(deposit.right.label)


def required_statement(deposit: ShownDeposit, *, language: str = "") -> str:
    """What is to be shown with its pictures: who gives them, under which rights, who made them or lets them be shown."""
    return " – ".join(filter(None, (deposit.keeper, right_in_words(deposit, language=language), deposit.credit)))

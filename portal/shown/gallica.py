"""Documents of Gallica that curators look at or kept, as a line of a page: what, when, who keeps it, where it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.urls import reverse

from catalogue.core.description import Description
from catalogue.core.rules.copies import copy_key
from catalogue.core.text import fold
from catalogue.selectors.local_interest import KeptDocument, Thumbnail
from portal.public import addresses
from portal.shown.dates import in_words
from portal.shown.links import manifest_address, web_address
from portal.shown.notice import SHEETS

KEPT_OF_EDITION: Final = 6  # documents of Gallica with the notice of their edition
_BNF: Final = "bibliotheque nationale de france"


class KeptCopy(NamedTuple):
    """The first document that a notice without a copy of its own opens in the viewer, in the words of ``portal.shown.notice.Digital``.

    ``named``: the notice; ``thumbnail``: the picture that is kept here. Gallica is asked of its pages once a reader opens them, and of
    nothing by a page that is read.
    """

    named: addresses.Named
    copy: str
    manifest: str
    thumbnail: Thumbnail
    is_sheet: bool
    giver: str
    number: int = 0

    @property
    def pages(self) -> str:
        """The path of the list of its pages, for the viewer."""
        return addresses.digital("pages", self.named, self.copy)

    @property
    def preview(self) -> str:
        """The path of its thumbnail."""
        return reverse("public:kept-thumbnail", args=[self.thumbnail.number])


class GallicaLine(NamedTuple):
    """A document: ``when`` and ``by`` in words, ``keeper`` as Gallica writes it, ``url`` on Gallica's own site ("" where it has none);
    ``picture``: its thumbnail, where it is kept here.
    """

    title: str
    by: str
    when: str
    keeper: str
    url: str
    picture: Thumbnail | None = None

    @property
    def credit(self) -> str:
        """Who is to be named with its picture, in the words that the BnF asks for."""
        keeper = self.keeper.partition(",")[0].strip()
        return f"gallica.bnf.fr / {'BnF' if not keeper or fold(keeper).startswith(_BNF) else keeper}"

    @property
    def said(self) -> str:
        """By whom and when."""
        return ", ".join(filter(None, (self.by, self.when)))

    @property
    def beside(self) -> str:
        """What stands after its title where it has one line: by whom and when, then who keeps it."""
        return " · ".join(filter(None, (self.said, self.keeper)))


def kept_copy(notice: addresses.Named, documents: Iterable[KeptDocument]) -> KeptCopy | None:
    """What the viewer opens of documents kept with a notice: the first that has pages, and its picture kept here; None where none has."""
    for kept in documents:
        for copy in kept.description.digital_copies:
            if kept.thumbnail and (manifest := manifest_address(copy)):
                is_sheet = kept.description.document_type in SHEETS
                return KeptCopy(notice, copy_key(copy), manifest, kept.thumbnail, is_sheet, giver=kept_line(kept).credit)
    return None


def beside(opened: KeptCopy | None, documents: Iterable[KeptDocument]) -> list[GallicaLine]:
    """A line for each document; the picture of the one that is opened above them is not shown twice."""
    shown = opened.thumbnail if opened else None
    return [one._replace(picture=None) if shown and one.picture == shown else one for one in map(kept_line, documents)]


def kept_line(kept: KeptDocument) -> GallicaLine:
    """What a kept document says in one line, with its picture."""
    return line(kept.description)._replace(picture=kept.thumbnail)


def line(description: Description) -> GallicaLine:
    """What a description says in one line."""
    published = [date for date in description.dates if date.kind == "publication"] or list(description.dates)
    copies = [copy.url for copy in description.digital_copies if copy.url]
    return GallicaLine(
        title=description.title,
        by=next((agent.name for agent in description.agents), ""),
        when=in_words(published[0]) if published else "",
        keeper=next((held.institution_name for held in description.holdings if held.institution_name), ""),
        url=web_address(copies[0]) if copies else "",
    )

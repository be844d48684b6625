"""Documents of Gallica that curators look at or kept, as a line of a page: what, when, who keeps it, where it is read."""

from __future__ import annotations

from typing import Final, NamedTuple

from catalogue.core.description import Description
from catalogue.core.text import fold
from catalogue.selectors.local_interest import KeptDocument, Thumbnail
from portal.shown.dates import in_words
from portal.shown.links import web_address

_BNF: Final = "bibliotheque nationale de france"


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

"""A partner in memory: a list of records served page by page, with faults played where a test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from harvest.protocols.base import Checkpoint, Item, Page, Protocol, ProtocolError, ServerFacts, Slice

NOTICE = (
    '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam  2200000   450 </leader>'
    '<controlfield tag="001">{number}</controlfield>'
    '<datafield tag="100" ind1=" " ind2=" "><subfield code="a">20200101d1789    m  y0frey0103    ba</subfield></datafield>'
    '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">{title}</subfield></datafield>'
    '<datafield tag="995" ind1=" " ind2=" "><subfield code="b">{rcr}</subfield><subfield code="k">{cote}</subfield></datafield></record>'
)


def unimarc(number: int | str, *, title: str = "", rcr: str = "693836101", cote: str = "Rés 100 001") -> bytes:
    """A small UNIMARC notice in XML."""
    return NOTICE.format(number=number, title=title or f"Histoire de Lyon, tome {number}", rcr=rcr, cote=cote).encode()


def item(number: int, **changes: str) -> Item:
    """A served notice of this number."""
    return Item(identifier=f"oai:partner:{number}", datestamp="2026-01-01T00:00:00Z", data=unimarc(number, **changes), position=number)


def gone(number: int) -> Item:
    """A header that says the notice was deleted."""
    return Item(identifier=f"oai:partner:{number}", datestamp="2026-02-01T00:00:00Z", deleted=True, position=number)


@dataclass
class Partner:
    """What is served. ``before_page`` is called with the page's number before it is given, ``before_facts`` before the partner says who
    it is, and both may raise; ``supposed`` is what to go on with when it does not say; ``spent``: requests, and seconds waited.
    """

    items: list[Item]
    page_size: int = 10
    facts: ServerFacts = field(
        default_factory=lambda: ServerFacts(
            granularity="second",
            deletions="persistent",
            earliest=datetime(2020, 1, 1, tzinfo=UTC),
            response_date=datetime(2026, 3, 1, tzinfo=UTC),
        )
    )
    before_page: Callable[[int], None] = lambda number: None
    before_facts: Callable[[], None] = lambda: None
    supposed: ServerFacts | None = None
    spent: tuple[int, float] = (0, 0.0)
    total: int | None = None
    asked: list[tuple[Slice, Checkpoint | None]] = field(default_factory=list)

    def serve(self, slice_: Slice, checkpoint: Checkpoint | None) -> Iterator[Page]:
        """The pages of the list from a checkpoint on."""
        self.asked.append((slice_, checkpoint))
        at = checkpoint["at"] if checkpoint else 0
        while True:
            self.before_page(at // self.page_size)
            items = tuple(self.items[at : at + self.page_size])
            at += self.page_size
            more = at < len(self.items)
            yield Page(items=items, checkpoint={"at": at} if more else None, total=self.total, response_date=self.facts.response_date)
            if not more:
                return


class PartnerProtocol(Protocol):
    """The protocol client that speaks to a :class:`Partner`."""

    name = "partner"
    partner: Partner

    def facts(self) -> ServerFacts:
        """The partner's own."""
        self.partner.before_facts()
        return self.partner.facts

    def supposed(self, error: ProtocolError) -> ServerFacts | None:
        """What the test supposes."""
        return self.partner.supposed

    @property
    def spent(self) -> tuple[int, float]:
        """What the test says."""
        return self.partner.spent

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """The partner's pages."""
        return self.partner.serve(slice_, checkpoint)

"""Replay: what was received, page by page, as if a partner served it again."""

from __future__ import annotations

from collections.abc import Iterator

from harvest.models import QuarantinedRecord, RawRecord
from harvest.protocols.base import Checkpoint, EndpointConfig, Item, Page, Protocol, ServerFacts, Slice

PAGE = 500


class Replay(Protocol):
    """The stored bytes of one source: first the good records, then those in quarantine."""

    name = "replay"
    remote = False

    def __init__(self, config: EndpointConfig, *, source_id: int) -> None:
        super().__init__(config)
        self.source_id = source_id

    def facts(self) -> ServerFacts:
        """Nobody to ask."""
        return ServerFacts(name="replay", granularity="none", deletions="no")

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """Keyset pages of the two tables; the checkpoint names the table and the last key."""
        state = checkpoint or {"table": "raw", "after": 0}
        while True:
            items, after = self._page(state)
            yield Page(items=items, checkpoint=after)
            if after is None:
                return
            state = after

    def _page(self, state: Checkpoint) -> tuple[tuple[Item, ...], Checkpoint | None]:
        if state["table"] == "raw":
            rows = list(
                RawRecord.objects.filter(source_id=self.source_id, state=RawRecord.State.ACTIVE, pk__gt=state["after"]).order_by("pk")[
                    :PAGE
                ]
            )
            items = tuple(
                Item(identifier=row.identifier, datestamp=row.datestamp, sets=tuple(row.sets), data=bytes(row.data), position=place)
                for place, row in enumerate(rows, start=1)
            )
            more = {"table": "raw", "after": rows[-1].pk} if len(rows) == PAGE else {"table": "quarantine", "after": 0}
            return items, more
        held = list(QuarantinedRecord.objects.filter(source_id=self.source_id, pk__gt=state["after"]).order_by("pk")[:PAGE])
        items = tuple(
            Item(identifier=row.identifier, datestamp=row.datestamp, data=bytes(row.data), position=row.position)
            for row in held
            if row.identifier
        )
        return items, {"table": "quarantine", "after": held[-1].pk} if len(held) == PAGE else None

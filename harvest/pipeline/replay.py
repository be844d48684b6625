"""Replay: what was received, page by page, as if a partner served it again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import close_old_connections, connection

from harvest.models import QuarantinedRecord, RawRecord
from harvest.protocols.base import Checkpoint, EndpointConfig, Item, Page, Protocol, ServerFacts, Slice

PAGE = 500


class Replay(Protocol):
    """The stored bytes of one source: first the good records, then those in quarantine."""

    name = "replay"

    def __init__(self, config: EndpointConfig, *, source_id: int) -> None:
        super().__init__(config)
        self.source_id = source_id

    def facts(self) -> ServerFacts:
        """Nobody to ask."""
        return ServerFacts(name="replay", granularity="none", deletions="no")

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """Keyset pages of the two tables; the checkpoint names the table and the last key. Runs in a thread of its own."""
        try:
            state = checkpoint or {"table": "raw", "after": 0}
            while state:
                items, next_state = self._page(state)
                yield Page(items=items, checkpoint=next_state)
                if next_state is None:
                    return
                state = next_state
        finally:
            connection.close()
            close_old_connections()

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

"""The bytes received for a record, for the page that shows them."""

from __future__ import annotations

from harvest.models import RawRecord


def of(source_id: int, identifier: str) -> RawRecord | None:
    """The last good version that a source sent of a record, or None where none is kept."""
    return RawRecord.objects.filter(source_id=source_id, identifier=identifier).only("data", "received_at", "datestamp").first()

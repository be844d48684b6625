"""What a partner sent, by source and identifier: the bytes, and what its server said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery

from catalogue.selectors.disseminated import SHOWN, Beside
from harvest.models import Endpoint, RawRecord

_OAI_PMH = Endpoint.Protocol.OAI_PMH.value
# One look in the index for each, whatever the planner believes of the table.
_FOUND = """
    SELECT wanted.source, wanted.identifier, raw.data, raw.datestamp, raw.received_at, endpoint.url, endpoint.protocol
    FROM unnest(%s::bigint[], %s::text[]) AS wanted (source, identifier)
    JOIN LATERAL (SELECT data, datestamp, received_at FROM harvest_rawrecord
                  WHERE source_id = wanted.source AND identifier = wanted.identifier OFFSET 0) AS raw ON true
    LEFT JOIN harvest_endpoint AS endpoint ON endpoint.source_id = wanted.source
"""
# The same, read with the records themselves.
BESIDE = Beside(
    "raw.data, raw.datestamp, raw.received_at, endpoint.url, endpoint.protocol",
    f"""LEFT JOIN LATERAL (SELECT data, datestamp, received_at FROM harvest_rawrecord AS came
                           WHERE came.source_id = record.source_id AND came.identifier = record.identifier
                           AND {SHOWN} OFFSET 0) AS raw ON true
    LEFT JOIN harvest_endpoint AS endpoint ON endpoint.source_id = record.source_id""",  # noqa: S608 - a condition of ours
)


class Original(NamedTuple):
    """``data`` as it came at ``received``; ``datestamp`` as the partner wrote it, "" where its protocol has none; ``address`` of its
    OAI-PMH server, "" where it came otherwise.
    """

    data: bytes
    datestamp: str
    received: datetime
    address: str


def of(wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Original]:
    """The originals of some records (source, identifier); those that nobody harvested are not there. One statement, none for none."""
    if not wanted:
        return {}
    sources, identifiers = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [list(sources), list(identifiers)])
        return {(source, identifier): _original(*columns) for source, identifier, *columns in cursor.fetchall()}


def beside(columns: Sequence[Any]) -> Original | None:
    """What was read of a record by :data:`BESIDE`; None for one that nobody harvested."""
    return _original(*columns) if columns and columns[0] is not None else None


def annotated() -> dict[str, Any]:
    """The same as annotations of a queryset of records, for :func:`of_annotated`."""
    raw = RawRecord.objects.filter(source=OuterRef("source"), identifier=OuterRef("identifier"))
    endpoint = Endpoint.objects.filter(source=OuterRef("source"))
    found = {f"raw_{name}": Subquery(raw.values(name)[:1]) for name in ("data", "datestamp", "received_at")}
    return found | {f"raw_{name}": Subquery(endpoint.values(name)[:1]) for name in ("url", "protocol")}


def of_annotated(record: Any) -> Original | None:
    """What was read of a record by :func:`annotated`; None for one that nobody harvested."""
    return beside((record.raw_data, record.raw_datestamp, record.raw_received_at, record.raw_url, record.raw_protocol))


def _original(data: bytes, datestamp: str, received: datetime, address: str | None, protocol: str | None) -> Original:
    return Original(bytes(data), datestamp, received, address or "" if protocol == _OAI_PMH else "")

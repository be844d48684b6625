"""What a partner sent, by source and identifier: the bytes, and what its server said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from harvest.models import Endpoint

_OAI_PMH = Endpoint.Protocol.OAI_PMH.value
# One look in the index for each, whatever the planner believes of the table.
_FOUND = """
    SELECT wanted.source, wanted.identifier, raw.data, raw.datestamp, raw.received_at, endpoint.url, endpoint.protocol
    FROM unnest(%s::bigint[], %s::text[]) AS wanted (source, identifier)
    JOIN LATERAL (SELECT data, datestamp, received_at FROM harvest_rawrecord
                  WHERE source_id = wanted.source AND identifier = wanted.identifier OFFSET 0) AS raw ON true
    LEFT JOIN harvest_endpoint AS endpoint ON endpoint.source_id = wanted.source
"""


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
        return {
            (source, identifier): Original(bytes(data), datestamp, received, address if protocol == _OAI_PMH else "")
            for source, identifier, data, datestamp, received, address, protocol in cursor.fetchall()
        }

"""Dates of the protocols: what servers write, and what they want to be sent. OAI-PMH 2.0 §3.3.1 (UTCdatetime)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

SECOND, DAY, NONE = "second", "day", "none"
GRANULARITIES = frozenset({SECOND, DAY})
# Before it there was no computer to put a date on a record: where a server says less, or nothing, its period begins here.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN = {SECOND: "YYYY-MM-DDThh:mm:ssZ", DAY: "YYYY-MM-DD"}

DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE | re.ASCII)


def parse(text: str) -> datetime | None:
    """A server's date in UTC: with Z, with an offset, with neither (taken as UTC), or a day alone; None when it is none of these."""
    found = DATE.fullmatch(text.strip())
    if found is None:
        return None
    *numbers, zone = found.groups()
    try:
        moment = datetime(*(int(number or 0) for number in numbers), tzinfo=UTC)  # type: ignore[misc,arg-type]
        if zone and zone.upper() != "Z":
            sign = -1 if zone[0] == "-" else 1
            offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * sign
            moment = moment.replace(tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def parse_http(text: str | None) -> datetime | None:
    """An HTTP date (RFC 9110 §5.6.7) in UTC, or None."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def written(moment: datetime, *, granularity: str) -> str:
    """``moment`` as OAI-PMH wants it, in UTC; the year has four digits always, which the C library does not warrant."""
    day, _, time = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds").partition("T")
    return day if granularity == DAY else f"{day}T{time}Z"

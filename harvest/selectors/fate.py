"""What became of a record: found by its identifier, or the end of it, among what a source sent and what waits in quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from django.db import OperationalError, connection, transaction
from django.db.models import Q

from catalogue.models import Source
from catalogue.selectors import received
from catalogue.selectors.received import Received
from harvest.models import QuarantinedRecord, RawRecord

MOST = 50
ENDS_SECONDS = 3


class Fate(StrEnum):
    """Where a record is now."""

    SHOWN = auto()
    HIDDEN = auto()
    """With the whole of its source."""
    WITHDRAWN = auto()
    QUARANTINED = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a source. ``ark``: of the notice that readers see, "" where there is none; ``run`` brought it as it is;
    ``quarantined``: its number in quarantine, where its last version could not be read.
    """

    source: Source
    identifier: str
    title: str
    fate: Fate
    at: datetime
    run: int | None
    ark: str
    quarantined: QuarantinedRecord | None


def find(sources: Iterable[Source], text: str) -> list[Found]:
    """The records of these sources that have this identifier, or end in it; at most :data:`MOST`. Some statements, whatever is found.

    Raises TimeoutError where none has exactly this one and the ends of all of them could not be looked at in time.
    """
    wanted = {source.pk: source for source in sources}
    text = text.strip()
    if not text or not wanted:
        return []
    named = Q(identifier=text)
    if not (
        RawRecord.objects.filter(named, source__in=wanted).exists() or QuarantinedRecord.objects.filter(named, source__in=wanted).exists()
    ):
        named = Q(identifier__endswith=text)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{ENDS_SECONDS}s"])
            raw = list(RawRecord.objects.filter(named, source__in=wanted).defer("data").order_by("source_id", "identifier")[:MOST])
            held = list(QuarantinedRecord.objects.filter(named, source__in=wanted).defer("data").order_by("-pk")[:MOST])
    except OperationalError as error:
        if not connection.is_usable():
            raise
        raise TimeoutError from error
    return _told(wanted, raw, {(one.source_id, one.identifier): one for one in held})


def _told(sources: dict[int, Source], raw: list[RawRecord], held: dict[tuple[int, str], QuarantinedRecord]) -> list[Found]:
    records = received.of_sources(sources, [one.identifier for one in raw])
    found = []
    for one in raw:
        key = (one.source_id, one.identifier)
        record, aside = records.get(key), held.pop(key, None)
        fate = _fate(one, record)
        title, ark = (record.title, record.ark if fate is Fate.SHOWN else "") if record is not None else ("", "")
        found.append(Found(sources[one.source_id], one.identifier, title, fate, one.received_at, one.run_id, ark, aside))
    found += [
        Found(sources[one.source_id], one.identifier, one.title, Fate.QUARANTINED, one.last_seen_at, one.run_id, "", one)
        for one in held.values()
    ]
    return found[:MOST]


def _fate(raw: RawRecord, record: Received | None) -> Fate:
    if raw.state == RawRecord.State.TOMBSTONE or record is None or not (record.shown or record.hidden):
        return Fate.WITHDRAWN
    return Fate.HIDDEN if record.hidden else Fate.SHOWN

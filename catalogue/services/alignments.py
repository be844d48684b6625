"""Alignments with national catalogues: taken from a file, laid over the records of a source, withdrawn, and found again by harvests."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from catalogue.core import aligning
from catalogue.core.description import Description
from catalogue.core.messages import Message
from catalogue.core.serialization import to_json
from catalogue.formats import bibliostratus
from catalogue.formats.messages import BadRecord
from catalogue.models import Alignment, AlignmentFile, Record, Source
from catalogue.services import intake
from catalogue.services.stored import digest_of

MOST_LINES: Final = 100_000
MOST_FAULTS: Final = 500
BATCH: Final = 500
_NUMBERS: Final = """
    SELECT identifier, description->>'identifier' AS number FROM catalogue_record WHERE source_id = %s AND state <> 'tombstone'
"""


class _Read(NamedTuple):
    """What a file says: the alignment of each record by its identifier, with the number it was named by; what is wrong; empty lines."""

    found: dict[str, tuple[str, aligning.Alignment]]
    faults: list[tuple[int, str, Message]]
    empty: int


def take(source: Source, data: bytes, *, name: str, author: str) -> AlignmentFile:
    """Keep what a table says of the records of a source; a worker lays it over them within a minute. Raises BadRecord for what is no
    table of alignments, or is too long.
    """
    lines = list(bibliostratus.read(data))
    if len(lines) > MOST_LINES:
        raise BadRecord("alignment_too_long", limit=MOST_LINES)
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source.pk)  # two files at once would both stand
        read = _matched(source.pk, lines)
        file = AlignmentFile.objects.create(
            source=source,
            name=name[:300],
            author=author,
            taken=len(read.found),
            empty=read.empty,
            refused=sum(message.code not in ("alignment_twice", "alignment_other") for _line, _number, message in read.faults),
            faults=[[line, number[:100], message.as_json()] for line, number, message in read.faults[:MOST_FAULTS]],
        )
        Alignment.objects.filter(source=source, identifier__in=list(read.found), current=True).update(current=False, laid=True)
        Alignment.objects.bulk_create(
            (
                Alignment(file=file, source=source, identifier=identifier, number=number, ark=one.ark, frbnf=one.frbnf, ppn=one.ppn)
                for identifier, (number, one) in read.found.items()
            ),
            batch_size=2_000,
        )
    return file


def _matched(source_id: int, lines: Sequence[bibliostratus.Line]) -> _Read:
    """Each line with the record that its number names: the identifier under which it came, or the number that it gives itself."""
    known: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [source_id])
        for identifier, number in cursor.fetchall():
            known[identifier] = identifier
            known.setdefault(number or identifier, identifier)
    read = _Read({}, [], sum(not line.found for line in lines))
    for line in lines:
        if not line.found:
            continue
        if len(line.found) > 1:
            told = ", ".join(one.ark or one.ppn for one in line.found)
            read.faults.append((line.line, line.number, Message("alignment_several", {"found": told[:200]})))
        elif (identifier := known.get(line.number)) is None:
            read.faults.append((line.line, line.number, Message("alignment_unknown")))
        else:
            if identifier in read.found:
                read.faults.append((line.line, line.number, Message("alignment_twice")))
            read.found[identifier] = line.number, line.found[0]
    read.faults.extend(_others(source_id, read.found))
    read.faults.sort(key=lambda fault: fault[0])
    return read


def _others(source_id: int, found: Mapping[str, tuple[str, aligning.Alignment]]) -> list[tuple[int, str, Message]]:
    """Records that give another ark of the BnF themselves."""
    told = []
    identifiers = list(found)
    for start in range(0, len(identifiers), BATCH):
        for record in Record.objects.filter(source=source_id, identifier__in=identifiers[start : start + BATCH]):
            number, one = found[record.identifier]
            own = aligning.own_ark(record.as_description)
            if own and one.ark and own != one.ark:
                told.append((0, number, Message("alignment_other", {"ark": own})))
    return told


def withdraw(file: AlignmentFile, *, author: str) -> None:
    """Take back what a file said; records say again what their library wrote, within a minute."""
    with transaction.atomic():
        Alignment.objects.filter(file=file, current=True).update(current=False, laid=False)
        AlignmentFile.objects.filter(pk=file.pk).update(withdrawn_by=author)


def of(source_id: int, identifiers: Sequence[str]) -> dict[str, aligning.Alignment]:
    """What stands for some records of a source, by their identifiers; one statement."""
    rows = Alignment.objects.filter(source=source_id, identifier__in=identifiers, current=True)
    return {identifier: aligning.Alignment(*numbers) for identifier, *numbers in rows.values_list("identifier", "ark", "frbnf", "ppn")}


def lay_over(*, budget_seconds: float) -> int:
    """Bring the records after the alignments that were taken or withdrawn, for about that long; how many were changed."""
    deadline, changed = time.monotonic() + budget_seconds, 0
    while time.monotonic() < deadline:
        with transaction.atomic():
            rows = list(Alignment.objects.select_for_update(skip_locked=True).filter(laid=False).order_by("pk")[:BATCH])
            if not rows:
                return changed
            for source_id in sorted({row.source_id for row in rows}):
                changed += _lay(source_id, [row.identifier for row in rows if row.source_id == source_id])
            Alignment.objects.filter(pk__in=[row.pk for row in rows]).update(laid=True)
    return changed


def _lay(source_id: int, identifiers: list[str]) -> int:
    wanted = of(source_id, identifiers)
    arrivals = []
    records = Record.objects.select_for_update().filter(source=source_id, identifier__in=identifiers).exclude(state=Record.State.TOMBSTONE)
    for record in records.order_by("pk"):
        description = record.as_description
        laid = aligning.laid_over(description, wanted.get(record.identifier))
        if laid is not description:
            arrivals.append(_arrival(record, laid))
    intake.store(source_id, arrivals, now=timezone.now())
    return len(arrivals)


def _arrival(record: Any, description: Description) -> intake.Arrival:
    data = to_json(description)
    return intake.Arrival(
        identifier=record.identifier,
        format=record.format,
        charset=record.charset,
        digest=digest_of(data),
        description=data,
        holdings=description.holdings,
        record_id=record.pk,
    )

"""Sort: what each item of a page is for us (new, changed, unchanged, deleted, refused), before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import structlog

from catalogue.core.aligning import Alignment, laid_over
from catalogue.core.messages import Message
from catalogue.core.serialization import to_json
from catalogue.formats.base import Reading
from catalogue.formats.reading import read_item
from catalogue.services import alignments
from catalogue.services.stored import Known, digest_of, stored
from harvest.models import Endpoint, HarvestRun
from harvest.pipeline import inventories, local, twice
from harvest.pipeline.storable import storable, storable_json
from harvest.protocols import dates
from harvest.protocols.base import Item, Page

IDENTIFIER_LIMIT = 1000
RAW_TABLE = "harvest_rawrecord"
logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Accepted:
    """An item that became a description, or is a finding aid, whose reading has none. ``known`` and ``record`` are None when the
    identifier is new.

    ``description`` is its JSON, ``description_digest`` the hash of it: bytes may change and say the same.
    """

    item: Item
    digest: bytes
    reading: Reading
    description: bytes
    description_digest: bytes
    known: Known | None
    record: Known | None = None

    @property
    def says_the_same(self) -> bool:
        """True when the stored description is already this one."""
        return self.record is not None and self.record.active and self.record.digest == self.description_digest


@dataclass(slots=True)
class Refused:
    """An item that goes to quarantine, and why."""

    item: Item
    reason: Message
    known: Known | None = None


@dataclass(slots=True)
class Note:
    """A message about a record or the page: severity "info", "warning" or "error"."""

    severity: str
    message: Message
    identifier: str = ""
    position: int = 0
    file: str = ""

    @classmethod
    def of(cls, item: Item, severity: str, message: Message) -> Note:
        """About a record."""
        return cls(severity, message, item.identifier, item.position, item.file)


class Coming(NamedTuple):
    """An item to read, what is known of it, its digest, and what is laid over what it says."""

    item: Item
    known: Known | None
    digest: bytes
    aligned: Alignment | None


@dataclass(slots=True)
class Sorted:
    """A page's items by what must be done with them; ``counters`` add up to ``read``, which leaves out those that were ``let_go``.

    ``readable`` names what came in a version that can be read, changed or not: it leaves quarantine.
    """

    accepted: list[Accepted] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    deleted: list[tuple[Item, Known | None]] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)  # numbers of raw records
    notes: list[Note] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    readable: list[str] = field(default_factory=list)


def make_storable(items: tuple[Item, ...]) -> None:
    """Make identifiers and datestamps storable; one look at the page is enough when all of it is plain."""
    plain = "".join([item.identifier + item.datestamp for item in items])
    if plain.isascii() and "\x00" not in plain:
        return
    for item in items:
        item.identifier = storable(item.identifier)
        item.datestamp = storable(item.datestamp)


def last_of_each(page: Page, result: Sorted) -> list[Item]:
    """The items to work on: of those that share an identifier, that of the latest datestamp (the last, of two alike); the others count
    as unchanged.
    """
    make_storable(page.items)
    last: dict[str, Item] = {}
    for item in page.items:
        other = last.get(item.identifier)
        if item.identifier and (other is None or _moment(item) >= _moment(other)):
            last[item.identifier] = item
    unnamed = [item for item in page.items if not item.identifier]
    if len(last) + len(unnamed) < len(page.items):
        for item in page.items:
            if item.identifier and last[item.identifier] is not item:
                result.counters["unchanged"] += 1
                result.notes.append(Note.of(item, "warning", Message("identifier_twice")))
    return [*last.values(), *unnamed]


def _moment(item: Item) -> str:
    """The datestamp in a form that can be compared: servers mix days, seconds, fractions and offsets."""
    moment = dates.parse(item.datestamp)
    return moment.isoformat() if moment else item.datestamp


def sort_page(run: HarvestRun, page: Page) -> Sorted:
    """Sort every item of a page. Writes nothing; reads the known identifiers in one query; maps what changed."""
    result = Sorted(counters=dict.fromkeys((*HarvestRun.NAMES, "let_go"), 0))
    result.counters["read"] = len(page.items)
    result.notes.extend(Note("warning", message) for message in page.messages)
    items = last_of_each(page, result)
    known = stored(run.endpoint.source_id, [item.identifier for item in items if item.identifier], table=RAW_TABLE)
    replay = run.kind == HarvestRun.Kind.REPLAY
    coming: list[tuple[Item, Known | None, bytes]] = []
    if run.endpoint.source.curated and not replay:
        items = _of_interest(items, known, result)
    for item in items:
        seen = known.get(item.identifier)
        if item.deleted or item.refusal is not None or not item.data or len(item.identifier) > IDENTIFIER_LIMIT:
            _set_aside(item, seen, result)
            continue
        digest = digest_of(item.data)
        if seen is not None and seen.digest == digest and seen.active and not replay:
            result.unchanged.append(seen.id)
        else:
            coming.append((item, seen, digest))
    _take(run, coming, alignments.of(run.endpoint.source_id, [item.identifier for item, _, _ in coming]) if coming else {}, result)
    result.counters["unchanged"] += len(result.unchanged)
    aside = {item.identifier for item, _ in result.deleted} | {refused.item.identifier for refused in result.refused}
    result.readable = [item.identifier for item in items if item.identifier not in aside]
    _compare_descriptions(run, result)
    if replay:
        said_again = sum(accepted.says_the_same for accepted in result.accepted)
        result.counters["changed"] -= said_again
        result.counters["unchanged"] += said_again
    return result


def _of_interest(items: list[Item], known: Mapping[str, Known], result: Sorted) -> list[Item]:
    """Those that a rule keeps, or that are there already; the others are counted and nothing else."""
    judged = [item for item in items if item.identifier not in known and not item.deleted and item.data]
    chosen = local.of_interest(judged)
    let_go = {id(item) for place, item in enumerate(judged) if place not in chosen}
    kept = [item for item in items if id(item) not in let_go and (item.identifier in known or not item.deleted)]
    result.counters["let_go"] = len(items) - len(kept)
    result.counters["read"] -= result.counters["let_go"]
    return kept


def _take(run: HarvestRun, coming: list[tuple[Item, Known | None, bytes]], aligned: Mapping[str, Alignment], result: Sorted) -> None:
    """Read what is new or changed, but for older versions of what this run has met already; ``aligned``: what is laid over them."""
    again = [(item, seen) for item, seen, _ in coming if seen is not None] if run.kind != HarvestRun.Kind.REPLAY else []
    older = twice.overtaken(run, again)
    for item, seen, digest in coming:
        if seen is not None and seen.id in older:
            result.unchanged.append(seen.id)
            result.notes.append(Note("warning", Message("identifier_twice"), item.identifier, item.position))
        else:
            _read(run, Coming(item, seen, digest, aligned.get(item.identifier)), result)


def look_again(run: HarvestRun, result: Sorted) -> None:
    """A curator took in a document of this page after it was sorted: what was new to us is known now."""
    known = stored(run.endpoint.source_id, [entry.item.identifier for entry in result.accepted], table=RAW_TABLE)
    for entry in result.accepted:
        if entry.known is None and (seen := known.get(entry.item.identifier)) is not None:
            entry.known = seen
            result.counters["new"] -= 1
            result.counters["changed"] += 1
    _compare_descriptions(run, result)


def _compare_descriptions(run: HarvestRun, result: Sorted) -> None:
    again = [accepted for accepted in result.accepted if accepted.known is not None]
    described = stored(run.endpoint.source_id, [accepted.item.identifier for accepted in again])
    for accepted in again:
        accepted.record = described.get(accepted.item.identifier)


def _set_aside(item: Item, known: Known | None, result: Sorted) -> None:
    if len(item.identifier) > IDENTIFIER_LIMIT:
        reason = Message("identifier_too_long", {"length": len(item.identifier), "limit": IDENTIFIER_LIMIT})
        item.identifier = ""
        _refuse(result, Refused(item, reason))
    elif item.refusal is not None:
        _refuse(result, Refused(item, item.refusal if item.data else Message("record_of_no_bytes"), known))
    elif item.deleted:
        _delete(result, item, known)
    else:
        _refuse(result, Refused(item, Message("record_of_no_bytes"), known))


def read_of(item: Item, *, format: str, aligned: Alignment | None) -> tuple[Reading, bytes]:
    """The reading of an item and its description's JSON, ``aligned`` laid over it; an error of our own readers refuses this record, and
    not the run.
    """
    try:
        if format == Endpoint.Format.EAD:
            return inventories.read(item), b""
        reading = read_item(item.data, format=format, identifier=item.identifier, position=item.position)
        if reading.description is None:
            return reading, b""
        described = laid_over(reading.description, aligned) if aligned else reading.description
        return reading, storable_json(to_json(described))
    except Exception as error:
        logger.exception("reader_failed", identifier=item.identifier, position=item.position)
        reason = Message("reader_failed", {"error": type(error).__name__})
        return Reading(position=item.position, status="refused", identifier=item.identifier, reason=reason), b""


def _read(run: HarvestRun, coming: Coming, result: Sorted) -> None:
    item, known, digest, aligned = coming
    reading, description = read_of(item, format=run.endpoint.format, aligned=aligned)
    result.notes.extend(Note.of(item, "warning", warning) for warning in reading.warnings)
    if reading.status == "refused":
        _refuse(result, Refused(item, reading.reason or Message("unreadable"), known))
    elif not item.identifier:
        _refuse(result, Refused(item, Message("no_identifier")))
    elif reading.description is None:
        _accept(result, Accepted(item, digest, reading, b"", b"", known))
    elif reading.description.deleted:
        result.notes.append(Note.of(item, "info", Message("record_withdrawn_by_itself")))
        _delete(result, item, known)
    elif not reading.description.titles:
        _refuse(result, Refused(item, Message("nothing_to_show"), known))
    else:
        _accept(result, Accepted(item, digest, reading, description, digest_of(description), known))


def _accept(result: Sorted, accepted: Accepted) -> None:
    result.accepted.append(accepted)
    result.counters["new" if accepted.known is None else "changed"] += 1


def _refuse(result: Sorted, refused: Refused) -> None:
    result.refused.append(refused)
    result.counters["refused"] += 1
    result.notes.append(Note.of(refused.item, "error", refused.reason))


def _delete(result: Sorted, item: Item, known: Known | None) -> None:
    already = known is not None and not known.active
    result.deleted.append((item, known))
    result.counters["unchanged" if already else "deleted"] += 1

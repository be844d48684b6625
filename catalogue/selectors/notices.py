"""Notices as every face shows them, read in a statement however many, and one more where records of one edition stand together: what pages,
feeds, files and pictures know of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from catalogue.clustering.merging.merged import merged
from catalogue.clustering.merging.told import Told, Value
from catalogue.core.description import Description, Holding
from catalogue.core.keys import LARGEST_ID, DocumentKey, Kind
from catalogue.core.serialization import from_dict
from catalogue.models import Record, Source
from catalogue.selectors import arks, deposits, editions
from catalogue.selectors.institutions import KnownInstitution, of_source

# Of a name that another replaces nothing is shown: its address leads on.
_NAMED = f"""
    SELECT record.id FROM catalogue_ark AS ark
    JOIN catalogue_source AS source ON source.slug = ark.namespace
    JOIN catalogue_record AS record ON record.source_id = source.id AND record.identifier = ark.identifier
    WHERE ark.kind = {int(Kind.NOTICE)} AND ark.replaced_by_id IS NULL AND ark.name = ANY(%s)
"""  # noqa: S608 - a number of ours


class State(StrEnum):
    """A notice is shown, or what it was is: every source that described the document withdrew it."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One source's own description of the document. ``record`` is its number here, ``ark`` its name, ``identifier`` its number at the
    source.
    """

    source: Source
    record: int
    ark: str = ""
    identifier: str
    format: str
    description: Description
    received: datetime
    changed: datetime


class ShownNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document: ``description`` is what ``members`` say together, ``keeper`` the institution to which copies are
    ascribed for which no source names one. ``ark`` is the name in its address, "" before one is minted; ``received``: when the first
    member came, ``changed``: when the last one did. ``merged``: how the description was made of several; ``edition``: the ark of the notice
    that holds this record with others of the same edition, "" where this is that notice; ``judged``: whether it was found near another;
    ``deposited``: whether a library deposited pictures of it (``selectors.deposits``).
    """

    key: DocumentKey
    ark: str = ""
    description: Description
    members: tuple[Member, ...]
    keeper: KnownInstitution
    state: State
    received: datetime
    changed: datetime
    merged: Mapping[str, Value] = {}
    edition: str = ""
    judged: bool = False
    deposited: bool = False

    @property
    def is_withdrawn(self) -> bool:
        """Whether only what it was is left."""
        return self.state is State.WITHDRAWN

    @property
    def copies(self) -> tuple[Holding, ...]:
        """Every copy that a member names."""
        return self.description.holdings

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who says it, each once."""
        return tuple({member.source.pk: member.source for member in self.members}.values())

    @property
    def rcrs(self) -> set[str]:
        """The institutions that its copies are at, for those who need facts of them."""
        return {holding.institution for holding in self.copies if holding.institution}


def alone(notice: ShownNotice) -> ShownNotice:
    """The record under which an edition is shown as its own library wrote it, which leads to the edition; another notice as it is."""
    if len(notice.members) < 2:
        return notice
    own = notice.members[0]
    return msgspec.structs.replace(
        notice, description=own.description, members=(own,), received=own.received, changed=own.changed, merged={}, judged=False,
        edition=notice.ark,
    )  # fmt: skip


def key_of(number: int) -> DocumentKey:
    """The key of the notice that a number names in an address, a cookie or an index."""
    return DocumentKey(Kind.NOTICE, number)


def by_key(key: DocumentKey) -> ShownNotice | None:
    """The notice, shown or withdrawn; None where there is none. One statement."""
    return by_keys((key,)).get(key)


def by_ark(name: str) -> ShownNotice | None:
    """The notice of an ark ("NAAN/name"), shown or withdrawn; None where it names none, or another replaces it. One statement."""
    return by_arks((name,)).get(name)


def by_arks(names: Iterable[str]) -> dict[str, ShownNotice]:
    """Those of some notices that there are, shown or withdrawn, by ark and in the order asked; one statement for any number."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    found = {notice.ark: notice for notice in _read(_records().filter(pk__in=RawSQL(_NAMED, [wanted])))}  # noqa: S611 - a statement of ours
    return {name: found[name] for name in wanted if name in found}


def by_keys(keys: Iterable[DocumentKey]) -> dict[DocumentKey, ShownNotice]:
    """Those of some notices that there are, shown or withdrawn, by key and in the order asked; one statement for any number."""
    wanted = _numbers(keys)
    if not wanted:
        return {}
    stored = {notice.key: notice for notice in _read(_records().filter(pk__in=wanted))}
    return {key: stored[key] for key in map(key_of, wanted) if key in stored}


def latest(count: int) -> tuple[ShownNotice, ...]:
    """The ``count`` notices that came or changed last."""
    return _read(_shown().order_by("-updated_at", "-id")[:count])


class Arrival(NamedTuple):
    """A place in the order of arrival: the moment, and the number that tells apart those that one page of a harvest brought."""

    received: datetime
    number: int


def arrived(count: int, *, before: Arrival | None = None) -> tuple[ShownNotice, ...]:
    """The ``count`` notices shown that were received last, before the place ``before`` where one is given; one statement."""
    shown = _shown().order_by("-created_at", "-pk")
    if before is not None:
        earlier = Q(created_at__lt=before.received) | Q(pk__lt=before.number)
        shown = shown.filter(earlier, created_at__lte=before.received)
    return _read(shown[:count])


def arrival_of(key: DocumentKey) -> Arrival | None:
    """The place of a notice in the order of arrival; None where there is none. One statement."""
    found = dates((key,)).get(key)
    return Arrival(found[0], key.id) if found else None


def one_from(number: int) -> ShownNotice | None:
    """The notice that a number of any size leads to: the next one on from there, round the catalogue; None in an empty catalogue."""
    last = last_number()
    if not last:
        return None
    found = _read(_shown().filter(pk__gte=number % last + 1).order_by("pk")[:1]) or _read(_shown().order_by("pk")[:1])
    return found[0] if found else None


def last_number() -> int:
    """The highest number given to a notice, 0 in an empty catalogue."""
    return Record.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def descriptions(keys: Iterable[DocumentKey]) -> dict[DocumentKey, Description]:
    """What some notices say, without who says it; one statement."""
    wanted = _numbers(keys)
    rows = Record.objects.filter(pk__in=wanted).values_list("pk", "description") if wanted else ()
    return {key_of(number): from_dict(stored) for number, stored in rows}


def dates(keys: Iterable[DocumentKey]) -> dict[DocumentKey, tuple[datetime, datetime]]:
    """When each notice was first received and last changed; one statement."""
    wanted = _numbers(keys)
    rows = Record.objects.filter(pk__in=wanted).values_list("pk", "created_at", "updated_at") if wanted else ()
    return {key_of(number): (received, changed) for number, received, changed in rows}


def last_change(keys: Iterable[DocumentKey]) -> tuple[datetime, str] | None:
    """When the last changed of some notices came, and the name of its source; None without any."""
    wanted = _numbers(keys)
    if not wanted:
        return None
    return Record.objects.filter(pk__in=wanted).order_by("-updated_at").values_list("updated_at", "source__name").first()


def _numbers(keys: Iterable[DocumentKey]) -> list[int]:
    return list(dict.fromkeys(key.id for key in keys if key.kind is Kind.NOTICE and 0 < key.id <= LARGEST_ID))


def _records() -> QuerySet[Record]:
    """Of a source that is being prepared nothing was ever shown: nothing of it is told."""
    return described(Record.objects.exclude(source__standing=Source.Standing.PREPARED))


def described(records: QuerySet[Record]) -> QuerySet[Record]:
    """Records with all that their notices are made of."""
    told = records.select_related("source__institution").annotate(ark=arks.of_a_record(), keeper_ark=arks.of_its_keeper())
    return told.annotate(cluster=F("membership__cluster"), size=editions.size(), judged=editions.judged(), deposited=deposits.of_a_record())


def _shown() -> QuerySet[Record]:
    """The records under which editions are shown."""
    return _records().filter(state=Record.State.ACTIVE).exclude(editions.older())


def _read(records: QuerySet[Record]) -> tuple[ShownNotice, ...]:
    """Their notices, in order: of an edition the one that all its records make, under the oldest; of another of its records its own."""
    read: list[Any] = list(records)
    crowded = {record.cluster for record in read if record.size > 1}
    together: dict[int, list[Any]] = {}
    if crowded:
        for mate in _records().filter(state=Record.State.ACTIVE, membership__cluster__in=crowded).order_by("pk"):
            together.setdefault(_cluster(mate), []).append(mate)
    return tuple(of_edition(record, together.get(record.cluster, [record])) for record in read)


def _cluster(record: Any) -> int:
    return record.cluster


def of_edition(record: Any, mates: list[Any]) -> ShownNotice:
    """The notice of a record of :func:`described`. ``mates``: the records of its edition that readers see, the oldest first."""
    own, first = _notice(record), mates[0]
    if record.state != Record.State.ACTIVE or len(mates) == 1:
        return own
    if record.pk != first.pk:
        return msgspec.structs.replace(own, edition=first.ark or "")
    members = tuple(_member(mate) for mate in mates)
    made = merged(Told(one.record, one.description, one.source.trust, one.source.institution.code) for one in members)
    return msgspec.structs.replace(
        own,
        description=made.description,
        members=members,
        received=min(one.received for one in members),
        changed=max(one.changed for one in members),
        merged=made.values,
        judged=True,
        deposited=any(mate.deposited for mate in mates),
    )


def _member(record: Any) -> Member:
    return Member(
        source=record.source,
        record=record.pk,
        ark=record.ark or "",
        identifier=record.identifier,
        format=record.format,
        description=record.as_description,
        received=record.created_at,
        changed=record.updated_at,
    )


def _notice(record: Any) -> ShownNotice:
    member = _member(record)
    description = member.description
    return ShownNotice(
        key=key_of(record.pk),
        ark=record.ark or "",
        description=description,
        members=(member,),
        keeper=of_source(record.source.institution, ark=record.keeper_ark or ""),
        state=State.SHOWN if record.state == Record.State.ACTIVE else State.WITHDRAWN,
        received=member.received,
        changed=member.changed,
        judged=record.judged,
        deposited=record.deposited,
    )

"""Holdings: the rows of who keeps what, written beside the records, and what follows a change of the institution that keeps it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from catalogue.core.call_numbers import sorting_key
from catalogue.core.description import Holding
from catalogue.core.keys import Kind
from catalogue.models import Record, Source
from catalogue.services import consumers, sql
from catalogue.services.consumers import Origin
from catalogue.services.mark_statements import HELD_BY, INVENTORIED_BY, KEPT_BY, SENT_BY

COLUMNS = (
    "record_id", "position", "institution", "institution_name", "collection", "call_number", "call_number_key", "ascribed", "shown",
)  # fmt: skip
TYPES = ("int8", "int4", "text", "text", "text", "text", "text", "bool", "bool")
COPY_HOLDING = f"COPY catalogue_holding ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)"
# Harvesters of either institution's set hear of it: the records changed now, and were the other's before.
_ASCRIBE_AGAIN = f"""
    WITH moved AS MATERIALIZED (
        SELECT holding.record_id, holding.position, holding.institution
        FROM catalogue_record AS record JOIN catalogue_holding AS holding ON holding.record_id = record.id
        WHERE record.source_id = %(source)s AND holding.ascribed AND holding.institution <> %(code)s
    ),
    former AS (
        INSERT INTO catalogue_formertrait (aspect, value, record_id)
        SELECT DISTINCT 'institution', institution, record_id FROM moved WHERE institution <> '' ON CONFLICT DO NOTHING
    ),
    told AS (
        UPDATE catalogue_record SET updated_at = now()
        WHERE id IN (SELECT record_id FROM moved) AND state <> '{Record.State.TOMBSTONE.value}'
    )
    UPDATE catalogue_holding AS holding SET institution = %(code)s
    FROM moved WHERE holding.record_id = moved.record_id AND holding.position = moved.position
"""  # noqa: S608 - a word of ours
_TRUE, _FALSE = b"\x01", b"\x00"
_NUL, _REPLACEMENT = b"\x00", "\ufffd".encode()
_int4 = struct.Struct(">i").pack
_NO_COPY = Holding()


class Held(NamedTuple):
    """The copies of one record, in the order of its description."""

    record_id: int
    holdings: Sequence[Holding]


class Keeper(NamedTuple):
    """The code of the institution that copies without one are ascribed to; whether readers see what the source sends."""

    code: str
    shown: bool


def keeper_of(source_id: int) -> Keeper:
    """What holds for every record of a source; it stays so until the caller's transaction ends."""
    locked = Source.objects.select_for_update(of=("self",), no_key=True).select_related("institution")
    source = locked.only("institution", "standing").get(pk=source_id)
    return Keeper(source.institution.code, source.is_shown)


def write(held: Iterable[Held], *, keeper: Keeper) -> None:
    """Store the copies of records that have none stored, inside the caller's transaction: one COPY, in PostgreSQL's binary format."""
    rows = [row for one in held for row in _rows(one, keeper.code)]
    if not rows:
        return
    record_ids, positions, ascribed, copies = zip(*rows, strict=True)
    sql.copy_columns(
        COPY_HOLDING,
        (
            [sql.int8(record_id) for record_id in record_ids],
            [_int4(position) for position in positions],
            [_text(keeper.code if is_ascribed else copy.institution) for is_ascribed, copy in zip(ascribed, copies, strict=True)],
            [_text(copy.institution_name) for copy in copies],
            [_text(copy.collection) for copy in copies],
            [_text(copy.call_number) for copy in copies],
            [sorting_key(copy.call_number).encode() if copy.call_number else b"" for copy in copies],
            [_TRUE if is_ascribed else _FALSE for is_ascribed in ascribed],
            _TRUE if keeper.shown else _FALSE,
        ),
    )


def codes_of(held: Iterable[Held], *, keeper: Keeper) -> list[tuple[int, str]]:
    """The institutions that :func:`write` names of each record, by their codes."""
    rows = (row for one in held for row in _rows(one, keeper.code))
    told = ((record_id, keeper.code if ascribed else _text(copy.institution).decode()) for record_id, _, ascribed, copy in rows)
    return list(dict.fromkeys(one for one in told if one[1]))


def _rows(held: Held, keeper: str) -> list[tuple[int, int, bool, Holding]]:
    """(record, position, whether it is ascribed to the source's institution, the copy) for each copy."""
    if not held.holdings:
        return [(held.record_id, 0, True, _NO_COPY)] if keeper else []
    return [
        (held.record_id, position, not (copy.institution or copy.institution_name), copy)
        for position, copy in enumerate(held.holdings, start=1)
    ]


def _text(value: str) -> bytes:
    """Text that PostgreSQL takes, whatever a partner's bytes held: no NUL, no lone surrogate."""
    return value.encode("utf-8", "replace").replace(_NUL, _REPLACEMENT)


def ascribe_again(source_id: int) -> int:
    """The source answers to another institution: what is ascribed to its institution follows, is marked, and has changed for harvesters;
    how many records. Inside the caller's transaction. Writes two rows for each: minutes for a million.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASCRIBE_AGAIN, {"code": keeper_of(source_id).code, "source": source_id})
        if not cursor.rowcount:
            return 0
    return _mark(SENT_BY, source=source_id)


def mark_held_by(code: str) -> int:
    """Mark what an institution holds, what is ascribed to it among it (its name or its department has changed): notices, fonds, the
    descriptions of its finding aids; how many.

    One statement for each, from an index: some tenths of a second for a hundred thousand copies. Inside the caller's transaction.
    """
    of_kinds = ((Kind.NOTICE, HELD_BY), (Kind.FONDS, KEPT_BY), (Kind.COMPONENT, INVENTORIED_BY))
    return sum(_mark(statement, kind, code=code) for kind, statement in of_kinds)


def _mark(statement: str, kind: Kind = Kind.NOTICE, **condition: str | int) -> int:
    told: dict[str, int | str | list[str]] = {"kind": kind.value, "consumers": consumers.wanting(kind, Origin.INSTITUTION)}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**told, **condition})
        return cursor.fetchone()[0]

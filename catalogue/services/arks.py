"""Arks: minted once for each target and for ever, withdrawn with what they name, led on to what replaces it.

Inside the caller's transaction, so that a notice and its ark are there together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from catalogue.core import ark
from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.models import Ark, Record
from catalogue.models.ark import ISIL
from catalogue.services import sql

SLICE = 2000  # records looked at by a sweep: some twenty milliseconds
LOOKED_AT_ALL = -1

SAID = """jsonb_build_object(
    'who', coalesce(description #>> '{agents,0,name}', ''),
    'what', coalesce(description #>> '{titles,0,value}', ''),
    'when', coalesce(description #>> '{dates,0,display}', '')
)"""
"""What an ark keeps of a description when the notice is withdrawn, in PostgreSQL: the first three elements of an ERC."""

# The last name is read with the numbers: where the table was kept and the sequence was not, numbers may be names already.
TAKE = """
    SELECT ARRAY(SELECT nextval('catalogue_ark_number') FROM generate_series(1, %s::int)),
           (SELECT name FROM catalogue_ark WHERE name >= %s AND name < %s ORDER BY name DESC LIMIT 1)
"""
MINT = """
    INSERT INTO catalogue_ark (name, kind, namespace, identifier)
    SELECT name, %s::smallint, %s::text, identifier FROM unnest(%s::text[], %s::text[]) AS given (name, identifier)
    ON CONFLICT (kind, namespace, identifier) DO NOTHING
"""
MINT_OF_A_SOURCE = """
    INSERT INTO catalogue_ark (name, kind, namespace, identifier)
    SELECT name, %s::smallint, (SELECT slug FROM catalogue_source WHERE id = %s), identifier
    FROM unnest(%s::text[], %s::text[]) AS given (name, identifier)
    ON CONFLICT (kind, namespace, identifier) DO NOTHING
"""
BEYOND = "SELECT setval('catalogue_ark_number', greatest(%s::bigint, (SELECT last_value FROM catalogue_ark_number)))"
OF_RECORDS = """
    FROM catalogue_record AS record JOIN catalogue_source AS source ON source.id = record.source_id
    WHERE record.id = ANY(%s::bigint[]) AND ark.kind = 1 AND ark.namespace = source.slug AND ark.identifier = record.identifier
"""
REVIVE = f"UPDATE catalogue_ark AS ark SET state = 'active', said = NULL, replaced_by_id = NULL {OF_RECORDS} AND ark.state = 'tombstone'"  # noqa: S608
# Of a record that came back meanwhile the name stands for itself: its state is looked at again under the lock of its row.
INHERIT = """
    UPDATE catalogue_ark AS ark SET replaced_by_id = heir.name
    FROM unnest(%s::bigint[], %s::bigint[]) AS given (gone, heir)
    JOIN catalogue_record AS was ON was.id = given.gone JOIN catalogue_source AS was_of ON was_of.id = was.source_id
    JOIN catalogue_record AS lives ON lives.id = given.heir JOIN catalogue_source AS lives_of ON lives_of.id = lives.source_id
    JOIN catalogue_ark AS heir ON heir.kind = 1 AND heir.namespace = lives_of.slug AND heir.identifier = lives.identifier
    WHERE ark.kind = 1 AND ark.namespace = was_of.slug AND ark.identifier = was.identifier AND ark.state = 'tombstone'
"""
REVIVE_NAMED = """
    UPDATE catalogue_ark SET state = 'active', said = NULL
    WHERE kind = %s AND namespace = %s AND identifier = ANY(%s::text[]) AND state = 'tombstone' AND replaced_by_id IS NULL
"""
RETIRE_NAMED = """
    UPDATE catalogue_ark AS ark SET state = 'tombstone', said = jsonb_build_object('what', given.title)
    FROM unnest(%s::text[], %s::text[]) AS given (identifier, title)
    WHERE ark.kind = %s AND ark.namespace = %s AND ark.identifier = given.identifier AND ark.state = 'active'
"""
RETIRE = f"UPDATE catalogue_ark AS ark SET state = 'tombstone', said = {SAID} {OF_RECORDS}"  # noqa: S608
WITHOUT = """
    SELECT source_id, array_agg(identifier) FROM catalogue_record AS record
    WHERE id = ANY(%s::bigint[]) AND NOT EXISTS (
        SELECT FROM catalogue_ark AS ark JOIN catalogue_source AS source ON source.slug = ark.namespace
        WHERE ark.kind = 1 AND source.id = record.source_id AND ark.identifier = record.identifier)
    GROUP BY source_id
"""
INSTITUTIONS_WITHOUT = f"""
    SELECT isil FROM catalogue_registerentry AS entry
    WHERE (met OR EXISTS (SELECT FROM catalogue_institution AS page WHERE page.isil = entry.isil)) AND NOT EXISTS (
        SELECT FROM catalogue_ark WHERE kind = {int(Kind.INSTITUTION)} AND namespace = '{ISIL}' AND identifier = entry.isil)
    LIMIT %s
"""  # noqa: S608 - a number and a word of ours


class Circular(Exception):
    """An ark cannot be replaced by one that leads back to it."""


def mint_notices(source_id: int, identifiers: Sequence[str]) -> None:
    """An ark for each notice of a source that has none: two statements for a page of a harvest, whatever its length."""
    if identifiers:
        with sql.cursor() as cursor:
            names = sql.text_array(_names(cursor, len(identifiers)))
            cursor.execute(MINT_OF_A_SOURCE, [int(Kind.NOTICE), source_id, names, sql.text_array(identifiers)])


def mint_missing(record_ids: Sequence[int]) -> int:
    """An ark for each of these records that has none, as those that another version of the code stored; how many."""
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT, [list(record_ids)])
        lacking = cursor.fetchall()
    for source_id, identifiers in lacking:
        mint_notices(source_id, identifiers)
    return sum(len(identifiers) for _, identifiers in lacking)


def mint_some(*, after: int, most: int) -> int:
    """Arks for those of the next ``most`` records after the number ``after`` that have none, and for as many institutions that records
    name; the number of the last record looked at, 0 where none is left.

    A release that minted no arks may have stored records while this one began: what comes of it is made good, a slice at a time.
    """
    with connection.cursor() as cursor:
        cursor.execute(INSTITUTIONS_WITHOUT, [most])
        mint_institutions([number for (number,) in cursor.fetchall()])
    ids = list(Record.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])
    mint_missing(ids)
    return ids[-1] if ids else 0


def sweep() -> None:
    """One slice of :func:`mint_some`, where the last one stopped; once through the catalogue each day, nothing for the rest of it."""
    key = f"arks-looked-at-{timezone.now():%Y-%m-%d}"
    after = cache.get(key, 0)
    if after != LOOKED_AT_ALL:
        cache.set(key, mint_some(after=after, most=SLICE) or LOOKED_AT_ALL, 2 * 86_400)


def of_institution(code: str) -> str:
    """The name of the ark of an institution, by its RCR or its ISIL; minted where it has none."""
    return named(Kind.INSTITUTION, namespace=ISIL, identifier=isil(code))


def mint_institutions(isils: Sequence[str]) -> None:
    """An ark for each of these institutions that has none: two statements, however many they are."""
    mint(Kind.INSTITUTION, namespace=ISIL, identifiers=isils)


def mint(kind: Kind, *, namespace: str, identifiers: Sequence[str]) -> None:
    """An ark for each of these targets that has none: two statements, however many they are."""
    if identifiers:
        with sql.cursor() as cursor:
            cursor.execute(MINT, [int(kind), namespace, sql.text_array(_names(cursor, len(identifiers))), sql.text_array(identifiers)])


def retire_named(kind: Kind, *, namespace: str, said: Mapping[str, str]) -> None:
    """Say that these targets are withdrawn, and keep what they were: ``said`` gives the title of each by its identifier."""
    if said:
        with sql.cursor() as cursor:
            cursor.execute(RETIRE_NAMED, [sql.text_array(said), sql.text_array(said.values()), int(kind), namespace])


def revive_named(kind: Kind, *, namespace: str, identifiers: Sequence[str]) -> None:
    """Say that these targets are shown, those that had been withdrawn too."""
    if identifiers:
        with sql.cursor() as cursor:
            cursor.execute(REVIVE_NAMED, [int(kind), namespace, sql.text_array(identifiers)])


def named(kind: Kind, *, namespace: str, identifier: str) -> str:
    """The name of the ark of one target, minted where it has none; two who ask at once are given the same."""
    target = Ark.objects.filter(kind=kind, namespace=namespace, identifier=identifier).values_list("name", flat=True)
    known = target.first()
    if known is not None:
        return known
    with transaction.atomic():
        with sql.cursor() as cursor:
            cursor.execute(MINT, [int(kind), namespace, sql.text_array(_names(cursor, 1)), sql.text_array([identifier])])
        return target.get()


def all_named(kind: Kind, *, namespace: str, identifiers: Sequence[str]) -> dict[str, str]:
    """The names of the arks of these targets by their identifiers, minted for those that have none; four statements."""
    mine = Ark.objects.filter(kind=kind, namespace=namespace, identifier__in=identifiers)
    known = dict(mine.values_list("identifier", "name"))
    if lacking := [one for one in dict.fromkeys(identifiers) if one not in known]:
        mint(kind, namespace=namespace, identifiers=lacking)
        known = dict(mine.values_list("identifier", "name"))
    return known


def _names(cursor: Any, count: int) -> list[str]:
    naan, shoulder = settings.ARK_NAAN, settings.ARK_SHOULDER
    asked = [count, f"{naan}/{shoulder}", f"{naan}/{shoulder}~"]  # "~" is after every character of a name
    cursor.execute(TAKE, asked, binary=True)
    numbers, last = cursor.fetchone()
    reached = ark.number_of(last, naan=naan, shoulder=shoulder) if last else None
    if reached is not None and reached >= numbers[0]:
        cursor.execute(BEYOND, [reached])
        cursor.execute(TAKE, asked, binary=True)
        numbers, _ = cursor.fetchone()
    return [ark.name_of(number, naan=naan, shoulder=shoulder) for number in numbers]


def revive(record_ids: Sequence[int]) -> None:
    """Say that records that had been withdrawn are shown again."""
    if record_ids:
        with sql.cursor() as cursor:
            cursor.execute(REVIVE, [sql.number_array(record_ids)])


def inherit(heirs: Mapping[int, int]) -> None:
    """The editions of withdrawn records live on: the ark of each leads to that of the record that shows its edition now."""
    if heirs:
        with sql.cursor() as cursor:
            cursor.execute(INHERIT, [sql.number_array(heirs), sql.number_array(heirs.values())])


def retire(record_ids: Sequence[int]) -> None:
    """Say that records are withdrawn, and keep what they were."""
    if record_ids:
        with sql.cursor() as cursor:
            cursor.execute(RETIRE, [sql.number_array(record_ids)])


def replace(name: str, *, by: str) -> None:
    """Say that what an ark names is now under another: its address leads there, through as many others as there are.

    Raises :class:`Circular` where the other leads back here, Ark.DoesNotExist for a name that was never minted.
    """
    with transaction.atomic():
        # One at a time: two that lead to each other, written at once, would each be right alone.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.arks.replace'))")
        old = Ark.objects.get(name=name)
        step: Ark | None = Ark.objects.get(name=by)
        while step is not None:
            if step.name == old.name:
                raise Circular(f"ark:/{by} leads to ark:/{name}")
            step = step.replaced_by
        Ark.objects.filter(name=name).update(replaced_by=by, state=Ark.State.TOMBSTONE)


def lead(code: str, *, to: str) -> None:
    """An institution has another number: what was said of the former one is found at the new one, also where it had it before."""
    with transaction.atomic():
        old, new = of_institution(code), of_institution(to)
        Ark.objects.filter(name=new).update(replaced_by=None, state=Ark.State.ACTIVE)
        replace(old, by=new)

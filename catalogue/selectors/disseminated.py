"""Records as machines harvest them: in the order of their last change, page by page, withdrawn ones with what they were.

The order is that of an index (last change, number), so that the last page of a million costs what the first one does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from catalogue.core.keys import Kind
from catalogue.models import Record, Source

# Of a source that is being prepared nothing is told. What readers no longer see is told as withdrawn.
# As a subquery, of which the planner takes half to remain: of "<> ALL" over few sources it would take nothing to, and sort the table.
_TOLD = f"record.source_id NOT IN (SELECT id FROM catalogue_source WHERE standing = '{Source.Standing.PREPARED.value}')"  # noqa: S608 - a word of ours
_ITEM = f"""
    SELECT record.id, record.updated_at, record.source_id, source.slug, record.identifier,
           record.state = '{Record.State.ACTIVE.value}' AS shown, record.format, record.charset, record.created_at,
           record.description ->> 'document_type' AS document_type, {{description}} AS description,
           ARRAY(SELECT DISTINCT institution FROM catalogue_holding AS held
                 WHERE held.record_id = record.id AND institution <> '' ORDER BY institution) AS institutions,
           coalesce((SELECT name FROM catalogue_ark WHERE kind = {int(Kind.NOTICE)} AND namespace = source.slug
                     AND identifier = record.identifier), '') AS ark,
           source.name, source.licence, source.licence_url, {{digitised_elsewhere}},
           (source.metadata_cc0 OR source.metadata_cc0_ended) AND {{digitised_elsewhere}}, source.metadata_cc0 {{columns}}
    FROM {{records}} AS record JOIN catalogue_source AS source ON source.id = record.source_id {{joins}}
"""  # noqa: S608 - words and numbers of ours
# Cut before anything is joined: the planner would else sort all that follows for the sake of a small table of sources.
_PAGE = """(
    SELECT * FROM catalogue_record AS record
    WHERE {told} AND (record.updated_at, record.id) > (%(after)s, %(number)s) AND record.updated_at < %(before)s AND {chosen}
    ORDER BY record.updated_at, record.id LIMIT %(size)s
)"""
# Those chosen, and those that were once: each from its own index.
_BOTH = "(SELECT * FROM ({parts}) AS record ORDER BY record.updated_at, record.id LIMIT %(size)s)"
_FORMER = """record.id IN (SELECT record_id FROM catalogue_formertrait WHERE aspect = %(aspect)s AND value = ANY(%(values)s))
    AND ({chosen}) IS NOT TRUE"""
_ORDER = "ORDER BY record.updated_at, record.id"
_COUNT = "(SELECT count(*) FROM catalogue_record AS record WHERE {told} AND record.updated_at >= %(after)s AND record.updated_at < {before} AND {chosen})"  # noqa: E501 - one statement
# What Gallica may take: it can be opened by anybody, and none of its copies is Gallica's own. The first test is that of an index.
DIGITISED_ELSEWHERE = """(record.description ? 'digital_copies'
    AND jsonb_path_exists(record.description, '$.digital_copies[*] ? (@.url != "")')
    AND NOT jsonb_path_exists(record.description,
                              '$.digital_copies[*] ? (@.url like_regex "gallica|12148" || @.ark like_regex "12148")'))"""
"""That a ``record`` can be opened by anybody elsewhere than in Gallica, in SQL."""
_CC0 = "record.source_id IN (SELECT id FROM catalogue_source WHERE metadata_cc0 OR metadata_cc0_ended)"
_CHOSEN = {
    "digitised_elsewhere": DIGITISED_ELSEWHERE,
    "europeana": f"{_CC0} AND {DIGITISED_ELSEWHERE}",
    "institution": "record.id IN (SELECT record_id FROM catalogue_holding WHERE institution = %(institution)s)",
    "document_type": "record.description ->> 'document_type' = %(document_type)s",
    "format": "record.format = ANY(%(format)s)",
}
_ONCE_CHOSEN = {**dict.fromkeys(_CHOSEN, _FORMER), "europeana": f"{_CC0} AND {_FORMER}"}
LAG = 2.0  # seconds: between the moment that a change bears and that at which its transaction is seen to write
_HORIZON = """
    SELECT date_trunc('second', least(now(), min(xact_start)) - make_interval(secs => %(lag)s)) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""
# Of the four sorts of things that are told; each is the beginning of an index.
_EARLIEST = """
    SELECT least((SELECT min(updated_at) FROM catalogue_record), (SELECT min(changed_at) FROM catalogue_edition),
                 (SELECT min(updated_at) FROM catalogue_findingaid), (SELECT min(changed_at) FROM catalogue_toldfonds))
"""
SHOWN = f"record.state = '{Record.State.ACTIVE.value}'"
"""That readers see a ``record``, in SQL."""
BEFORE = "%(before)s"
"""The moment before which things are counted, in a statement."""


class Item(NamedTuple):
    """A record on its way to a harvester; ``description`` is its JSON, "" where it was not asked for or the record is not ``shown``.

    ``europeana``: it is, or was once, one of those for Europeana; ``cc0``: its source consents now.
    """

    number: int
    changed: datetime
    source: int
    slug: str
    identifier: str
    shown: bool
    format: str
    charset: str
    received: datetime
    document_type: str
    description: str
    institutions: list[str]
    ark: str
    source_name: str
    licence: str
    licence_url: str
    digitised_elsewhere: bool
    europeana: bool
    cc0: bool
    beside: tuple[Any, ...] = ()


class Beside(NamedTuple):
    """What somebody else keeps of a ``record``, to be read with it: ``columns`` and ``joins`` of SQL."""

    columns: str = ""
    joins: str = ""


_NOTHING = Beside()
_OWN = len(Item._fields) - 1


class Place(NamedTuple):
    """A place in the order of changes."""

    changed: datetime
    number: int


def horizon() -> datetime:
    """The moment before which every change is there to be read: no transaction that writes began earlier, whenever it will end.

    What a list holds is bounded by it; a harvester that asks next time for what changed since then misses nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON, {"lag": LAG})
        moment: datetime = cursor.fetchone()[0]
        return moment


def begun(counting: str, since: datetime, *, until: datetime | None, **values: Any) -> tuple[datetime, int]:
    """Where a list begins: the horizon, and how many things changed since a moment, itself counted, before ``until`` and the horizon.

    ``counting`` is a statement of one number that leaves ``{before}`` open. One statement for both.
    """
    counted = counting.format(before="least(horizon.moment, %(before)s)")
    statement = f"WITH horizon (moment) AS MATERIALIZED ({_HORIZON}) SELECT horizon.moment, ({counted}) FROM horizon"  # noqa: S608 - statements of ours
    with connection.cursor() as cursor:
        cursor.execute(statement, {"after": since, "before": until, "lag": LAG, **values})
        moment, total = cursor.fetchone()
        return moment, total


def counting(chosen: Mapping[str, Any]) -> str:
    """The statement that counts records for :func:`begun`, with the values of :func:`asked`."""
    return " + ".join(_COUNT.format(told=_TOLD, before="{before}", chosen=condition) for condition in _conditions(chosen))


def asked(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a statement about those chosen, and about those that were once (``models.FormerTrait``)."""
    found: dict[str, Any] = dict(chosen)
    for name, value in chosen.items():
        aspect = "digitised_elsewhere" if value is True else name
        found |= {"aspect": aspect, "values": [""] if value is True else value if isinstance(value, list) else [value]}
    return found


def page(after: Place, *, before: datetime, size: int, chosen: Mapping[str, Any], described: bool, beside: Beside = _NOTHING) -> list[Item]:
    """At most ``size`` records that changed after a place and before a moment; ``chosen``: of an institution (its code), of a
    document type, of some formats, digitised elsewhere than in Gallica, of those for Europeana; one of these at most. Those that were
    so once and are no more are there too: what an item says tells them apart. One statement.
    """
    values = {"after": after.changed, "number": after.number, "before": before, "size": size, **asked(chosen)}
    parts = [_PAGE.format(told=_TOLD, chosen=condition) for condition in _conditions(chosen)]
    records = parts[0] if len(parts) == 1 else _BOTH.format(parts=" UNION ALL ".join(parts))
    return _items(records, _ORDER, values, described=described, beside=beside)


def count(since: datetime, *, before: datetime, chosen: Mapping[str, Any]) -> int:
    """How many records changed since a moment, itself counted, and before another. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counting(chosen).format(before=BEFORE)}", {"after": since, "before": before, **asked(chosen)})
        total: int = cursor.fetchone()[0]
        return total


def one(slug: str, identifier: str, *, described: bool = True, beside: Beside = _NOTHING) -> Item | None:
    """The record that a source gave this identifier; None where it gave none, or tells nothing yet. One statement."""
    if "\0" in slug or "\0" in identifier:
        return None
    named = f"WHERE {_TOLD} AND source.slug = %(slug)s AND record.identifier = %(identifier)s"
    found = _items("catalogue_record", named, {"slug": slug, "identifier": identifier}, described=described, beside=beside)
    return found[0] if found else None


def earliest() -> datetime | None:
    """When the thing changed that changed longest ago: a record, an edition, a finding aid or a fonds; None in an empty catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIEST)
        moment: datetime | None = cursor.fetchone()[0]
        return moment


def institutions() -> dict[str, str]:
    """The institutions that records are at, by code, with the names of their pages or of the register."""
    statement = """
        WITH RECURSIVE code AS (
            (SELECT institution FROM catalogue_holding WHERE shown AND institution <> '' ORDER BY institution LIMIT 1)
            UNION ALL
            SELECT (SELECT institution FROM catalogue_holding AS next WHERE shown AND institution <> ''
                    AND next.institution > code.institution ORDER BY institution LIMIT 1)
            FROM code WHERE code.institution IS NOT NULL
        )
        SELECT code.institution, coalesce(entry.name, '') FROM code
        LEFT JOIN catalogue_registerentry AS entry ON entry.isil IN (code.institution, 'FR-' || code.institution)
        WHERE code.institution IS NOT NULL ORDER BY code.institution
    """
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())


def _conditions(chosen: Mapping[str, Any]) -> list[str]:
    """That a record is one of those chosen, and that it was once; that it is any, where none are."""
    for name in chosen:
        return [_CHOSEN[name], _ONCE_CHOSEN[name].format(chosen=_CHOSEN[name])]
    return ["true"]


def _items(records: str, rest: str, values: Mapping[str, Any], *, described: bool, beside: Beside) -> list[Item]:
    asked = f"CASE WHEN record.state = '{Record.State.ACTIVE.value}' THEN record.description::text ELSE '' END" if described else "''"
    columns = f", {beside.columns}" if beside.columns else ""
    statement = _ITEM.format(
        description=asked, records=records, digitised_elsewhere=DIGITISED_ELSEWHERE, columns=columns, joins=beside.joins
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} {rest}", values)
        return [Item._make((*row[:_OWN], row[_OWN:])) for row in cursor.fetchall()]

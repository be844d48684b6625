"""Finding aids as machines harvest them, in the order of their last change; those that were withdrawn among them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from django.db import connection

from catalogue.core.keys import Kind
from catalogue.formats.ead.model import Component, Header, Unit
from catalogue.formats.ead.staff import for_readers
from catalogue.formats.ead.writing import write_ead
from catalogue.models import Source
from catalogue.selectors.disseminated import Place
from catalogue.selectors.statements import rows

AT_ONCE = 500  # components fetched
MOST_COMPONENTS = 20_000  # of the finding aids of a page but its first: the server keeps them until they are read

# A finding aid that is meant for staff was never told of, unless it was shown before: then it is told as withdrawn. So is what readers no
# longer see with its source; of a source that is being prepared nothing is told.
_TOLD = f"""NOT (aid.hidden AND aid.namespace = ANY(ARRAY(
    SELECT slug FROM catalogue_source WHERE standing = '{Source.Standing.PREPARED.value}')))"""  # noqa: S608 - a word of ours
_AIDS = f"""
    SELECT aid.id, aid.updated_at, NOT (whole.gone OR whole.internal OR aid.hidden) AS shown, ark.name, aid.institution {{more}}
    FROM catalogue_findingaid AS aid
    JOIN catalogue_component AS whole ON whole.finding_aid_id = aid.id AND whole.key = ''
    JOIN catalogue_ark AS ark ON ark.kind = {int(Kind.COMPONENT)} AND ark.namespace = aid.namespace
        AND ark.identifier = replace(replace(aid.eadid, '%%', '%%25'), '#', '%%23')
"""  # noqa: S608 - a number of ours
_PAGE = f"""WHERE {_TOLD} AND (aid.updated_at, aid.id) > (%(after)s, %(number)s) AND aid.updated_at < %(before)s
    ORDER BY aid.updated_at, aid.id LIMIT %(size)s
"""
_ONE = f"WHERE {_TOLD} AND ark.name = %(ark)s"
COUNT = f"SELECT count(*) FROM catalogue_findingaid AS aid WHERE {_TOLD} AND updated_at >= %(after)s AND updated_at < {{before}}"  # noqa: S608 - words of ours
# What the texts of a component point to, and the identifier of the whole, where a component of the file is called so.
_KNOWN = """ARRAY(
    SELECT target.key FROM catalogue_component AS target
    WHERE target.finding_aid_id = component.finding_aid_id AND target.key <> '' AND NOT target.gone AND NOT target.internal
    AND target.key = ANY(ARRAY(SELECT jsonb_path_query(component.unit, '$.notes[*].references[*].target') #>> '{}')
                         || CASE WHEN component.key = '' THEN component.unit ->> 'identifier' END)
)"""
_DESCRIBED = f"""
    WITH told AS ({_AIDS.format(more=", aid.namespace, aid.header, aid.components")} {{which}}), page AS MATERIALIZED (
        SELECT told.*, sum(components) OVER (ORDER BY updated_at, id) - components < {MOST_COMPONENTS} AS held,
               array_agg(institution) OVER () AS institutions
        FROM told
    )
    SELECT page.id, page.updated_at, page.shown, page.name, page.institution, page.namespace, page.header::text, page.held,
           page.institutions, component.key, component.first, component.last, component.parent, component.depth, component.internal,
           component.unit::text, {_KNOWN}
    FROM page LEFT JOIN catalogue_component AS component ON page.shown AND page.held AND component.finding_aid_id = page.id
        AND NOT component.gone AND NOT component.internal AND (%(whole)s OR component.key = '')
    ORDER BY page.updated_at, page.id, component.first
"""  # noqa: S608 - statements of ours
_unit = msgspec.json.Decoder(Unit)
_header = msgspec.json.Decoder(Header)


class ToldAid(NamedTuple):
    """A finding aid on its way to a harvester; ``institution``: RCR or ISIL of who keeps what it describes, "" where it is not said."""

    number: int
    changed: datetime
    shown: bool
    ark: str
    institution: str


class DescribedAid:
    """A finding aid that is being read: ``unit`` is its whole, :meth:`ead` its file; both before the next one is asked for.

    ``held``: whether it is on this page; it is not where those before it have too many components. ``institutions``: the codes of who
    keeps what the finding aids of the page describe. ``unit`` is None of one that is shown no more.
    """

    def __init__(self, lines: Iterator[tuple[Any, ...]]) -> None:
        first = next(lines)
        self.told = ToldAid(*first[:5])
        self.namespace: str = first[5]
        self.held: bool = first[7]
        self.institutions: list[str] = first[8]
        self._header: str = first[6]
        self._lines = chain((first,), lines)
        self.unit = None if first[9] is None else for_readers(_unit.decode(first[15]))

    def ead(self) -> Iterator[bytes]:
        """The file, in pieces."""
        known: set[str] = set()
        return write_ead(_header.decode(self._header), self._components(known), known=known.__contains__)

    def _components(self, known: set[str]) -> Iterator[Component]:
        for *_, key, first, last, parent, depth, internal, unit, pointed in self._lines:
            known.clear()
            known.update(pointed)
            unit = for_readers(_unit.decode(unit))
            yield Component(first=first, last=last, parent=parent, depth=depth, key=key, internal=internal, unit=unit)


def page(after: Place, *, before: datetime, size: int) -> list[ToldAid]:
    """At most ``size`` finding aids that changed after a place and before a moment. One statement."""
    values = {"after": after.changed, "number": after.number, "before": before, "size": size}
    return [ToldAid._make(row) for row in rows(f"{_AIDS.format(more='')} {_PAGE}", **values)]


def one(ark: str) -> ToldAid | None:
    """The finding aid of an ark ("NAAN/name"); None where it names none. One statement."""
    return next((ToldAid._make(row) for row in rows(f"{_AIDS.format(more='')} {_ONE}", ark=ark)), None)


def described(after: Place, *, before: datetime, size: int, whole: bool) -> Generator[DescribedAid]:
    """The same as :func:`page` with what they say, read as it is consumed; ``whole``: with every component, for its file.

    One statement, whatever their number and their length.
    """
    values = {"after": after.changed, "number": after.number, "before": before, "size": size, "whole": whole}
    return _read(_PAGE, values)


def described_one(ark: str, *, whole: bool) -> Generator[DescribedAid]:
    """The same of the finding aid of an ark; nothing where it names none. One statement."""
    return _read(_ONE, {"ark": ark, "whole": whole})


def _read(which: str, values: dict[str, Any]) -> Generator[DescribedAid]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_DESCRIBED.replace("{which}", which), values)
        for _, lines in groupby(chain.from_iterable(iter(lambda: cursor.fetchmany(AT_ONCE), [])), key=itemgetter(0)):
            yield DescribedAid(lines)

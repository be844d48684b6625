"""Finding aids given back as EAD: the whole of one, or what lies in one component, read a page at a time and written as it comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from django.db import connection
from msgspec.structs import replace

from catalogue.core.component_arks import identifier_of
from catalogue.formats.ead.model import Component, Header, Unit
from catalogue.formats.ead.staff import for_readers
from catalogue.formats.ead.writing import write_ead
from catalogue.selectors.finding_aids import ShownComponent, by_ark

__all__ = ["by_ark", "written"]

AT_ONCE: Final = 1000
_unit = msgspec.json.Decoder(Unit)
_PAGE = """
    SELECT key, first, last, parent, depth, internal, unit::text FROM catalogue_component
    WHERE finding_aid_id = %(aid)s AND NOT gone AND first > %(after)s AND first <= %(last)s AND (%(all)s OR NOT internal)
    ORDER BY first LIMIT %(most)s
"""
_THERE = """
    SELECT key FROM catalogue_component
    WHERE finding_aid_id = %(aid)s AND key = ANY(%(keys)s) AND NOT gone
    AND first > %(above)s AND first <= %(last)s AND (%(all)s OR NOT internal)
"""


def written(found: ShownComponent, *, with_internal: bool = False) -> Iterator[bytes]:
    """The file of a component and of all that lies in it, in pieces. ``with_internal``: what is meant for staff too.

    Two statements a thousand components; nothing is held from one page to the next.
    """
    return _Export(found, with_internal=with_internal).pieces()


class _Export:
    """One file; ``_known`` has the keys that the texts of the page being written point to, and that are in the file."""

    def __init__(self, found: ShownComponent, *, with_internal: bool) -> None:
        self._found = found
        self._known: set[str] = set()
        self._asked: dict[str, Any] = {"aid": found.aid.id, "last": found.line.last, "all": with_internal, "above": found.line.first}

    def pieces(self) -> Iterator[bytes]:
        """The bytes."""
        return write_ead(self._header(), self._components(), known=self._known.__contains__)

    def _header(self) -> Header:
        found = self._found
        header = found.aid.header
        if found.is_whole:
            return header
        return replace(header, eadid=identifier_of(found.aid.eadid, found.key), identifier="", title=found.line.title or header.title)

    def _components(self) -> Iterator[Component]:
        after, top = self._found.line.first - 1, self._found.line.first
        while rows := self._rows(_PAGE, after=after, most=AT_ONCE):
            units = [_unit.decode(row[-1]) for row in rows]
            if not self._asked["all"]:
                units = list(map(for_readers, units))
            self._known.clear()
            pointed = {each.target for unit in units for note in unit.notes for each in note.references if each.target}
            pointed |= {unit.identifier for unit in units[:1] if after < top}
            if pointed:
                self._known.update(key for (key,) in self._rows(_THERE, keys=sorted(pointed)))
            for (key, first, last, parent, depth, internal, _), unit in zip(rows, units, strict=True):
                yield Component(first=first, last=last, parent=parent, depth=depth, key=key, internal=internal, unit=unit)
            after = rows[-1][1]

    def _rows(self, statement: str, **values: Any) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(statement, self._asked | values)
            return cursor.fetchall()

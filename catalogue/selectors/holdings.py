"""What an institution holds, and what stands between two call numbers: looked up in the index of shelves, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from catalogue.core.call_numbers import sorting_range

MOST = 1000  # copies on a page
# The condition on shown and on the empty code are those of the index (models.holding): without them it is not used.
_SHELF = """
    SELECT record_id, position, institution, institution_name, collection, call_number, ascribed, call_number_key
    FROM catalogue_holding
    WHERE institution = %(institution)s AND shown AND institution <> ''
      AND call_number_key >= %(lowest)s AND call_number_key < %(above)s
      AND (call_number_key, record_id, position) > (%(key)s, %(record)s, %(position)s)
    ORDER BY call_number_key, record_id, position
    LIMIT %(size)s
"""
_OF_RECORDS = """
    SELECT record_id, position, institution, institution_name, collection, call_number, ascribed, call_number_key
    FROM catalogue_holding WHERE record_id = ANY(%s) ORDER BY record_id, position
"""
_COUNT = "SELECT count(*), count(DISTINCT record_id) FROM catalogue_holding WHERE institution = %s AND shown AND institution <> ''"


class Place(NamedTuple):
    """Where a page ended: the next one comes after it, whatever has been added or removed meanwhile."""

    key: str
    record_id: int
    position: int


class HeldCopy(NamedTuple):
    """A copy: of which record, the which of its copies (0: the record names none), where, under which call number."""

    record_id: int
    position: int
    institution: str
    institution_name: str
    collection: str
    call_number: str
    ascribed: bool
    key: str


class Shelf(NamedTuple):
    """A page of copies in the order of the shelf; ``next_after`` asks for the next one, None at the end."""

    copies: Sequence[HeldCopy]
    next_after: Place | None


BEGINNING = Place("", 0, -1)


def held_by(institution: str, *, after: Place | None = None, size: int = 50) -> Shelf:
    """What an institution (RCR or ISIL, as records name it) holds, in the order of its call numbers, those without one first."""
    return _page(institution, "", "\U0010ffff", after, size)


def between(institution: str, first: str, last: str, *, after: Place | None = None, size: int = 50) -> Shelf:
    """Its copies from call number ``first`` to ``last``, parts of the last included ("Ms 2", "Ms 10": "Ms 10/3" too).

    An empty end is open; a copy without a call number stands nowhere.
    """
    lowest, above = sorting_range(first, last)
    return _page(institution, lowest or "\x01", above, after, size)


def count_held_by(institution: str) -> tuple[int, int]:
    """(copies, records) that an institution holds. Counts the entries of the index: a tenth of a second for a hundred thousand."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [institution])
        return cursor.fetchone()


def of_records(record_ids: Sequence[int]) -> dict[int, list[HeldCopy]]:
    """The copies of each of these records, withdrawn ones too, in the order of their descriptions; one statement."""
    copies: dict[int, list[HeldCopy]] = {record_id: [] for record_id in record_ids}
    with connection.cursor() as cursor:
        cursor.execute(_OF_RECORDS, [list(record_ids)])
        for row in cursor.fetchall():
            copies[row[0]].append(HeldCopy(*row))
    return copies


def _page(institution: str, lowest: str, above: str, after: Place | None, size: int) -> Shelf:
    size = min(max(size, 1), MOST)
    place = after or BEGINNING
    values: dict[str, str | int] = {"institution": institution, "lowest": lowest, "above": above, "size": size + 1}
    with connection.cursor() as cursor:
        cursor.execute(_SHELF, {**values, "key": place.key, "record": place.record_id, "position": place.position})
        copies = [HeldCopy(*row) for row in cursor.fetchall()]
    last = copies[size - 1] if len(copies) > size else None
    return Shelf(copies[:size], Place(last.key, last.record_id, last.position) if last else None)

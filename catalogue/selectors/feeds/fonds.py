"""The feed of fonds: what librarians published of their collections as search documents, each with the titles above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Count, Max, Min
from treebeard.mp_tree import MP_Node

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.models import PublishedFonds
from catalogue.search.document import InstitutionFacts, SearchDocument
from catalogue.search.fonds import StandingFonds, document_of_fonds
from catalogue.selectors import institutions
from catalogue.selectors.feeds.base import Bounds, Documents, Feed, Row

_STEP: int = MP_Node.steplen  # characters of a path for each level of the tree
_ROW = f"""
    SELECT fonds.page_id, fonds.description::text, ARRAY(
        SELECT above.title FROM catalogue_publishedfonds AS above
        WHERE above.keeper = fonds.keeper AND above.path = ANY(ARRAY(
            SELECT left(fonds.path, size) FROM generate_series({_STEP}, length(fonds.path) - {_STEP}, {_STEP}) AS size
        )) ORDER BY above.path
    )
    FROM catalogue_publishedfonds AS fonds
"""  # noqa: S608 - a number of Wagtail's
_BY_ID = f"{_ROW} WHERE fonds.page_id = ANY(%s)"
_BETWEEN = f"{_ROW} WHERE fonds.page_id > %s AND fonds.page_id <= %s ORDER BY fonds.page_id"
_AFTER = f"{_ROW} WHERE fonds.page_id > %s ORDER BY fonds.page_id LIMIT %s"
_description = msgspec.json.Decoder(FondsDescription, strict=False)


class FondsDocuments(Documents):
    """Makes the search documents of fonds. Holds the institutions."""

    def __init__(self) -> None:
        self._institutions: Mapping[str, InstitutionFacts] = {
            code: InstitutionFacts(*known) for code, known in institutions.facts().items()
        }

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (page, description, titles above)."""
        for number, description, path in rows:
            yield document_of_fonds(StandingFonds(number, _description.decode(description), tuple(path)), institutions=self._institutions)


class Fonds(Feed):
    """The fonds that readers see, sous-fonds among them, by the keys of their pages."""

    kind = Kind.FONDS

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Those among these that are published."""
        return _fetched(_BY_ID, list(ids))

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return _fetched(_AFTER, after, limit)

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return _fetched(_BETWEEN, after, until)

    def bounds(self) -> Bounds:
        """In one statement."""
        found = PublishedFonds.objects.aggregate(first=Min("page_id"), last=Max("page_id"), count=Count("page_id"))
        return Bounds(found["first"] or 0, found["last"] or 0, found["count"])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones, without what they say."""
        return list(PublishedFonds.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])

    def documents(self) -> Documents:
        """With the institutions of this moment."""
        return FondsDocuments()


def _fetched(statement: str, *values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()

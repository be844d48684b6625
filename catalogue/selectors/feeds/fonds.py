"""The feed of fonds: what librarians published of their collections as search documents, each with the titles above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from django.db.models import QuerySet
from treebeard.mp_tree import MP_Node

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.models import PublishedFonds
from catalogue.search.document import SearchDocument
from catalogue.search.fonds import StandingFonds, document_of_fonds
from catalogue.selectors import institutions
from catalogue.selectors.feeds.base import Documents, Row
from catalogue.selectors.feeds.stated import StatedFeed

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
        self._institutions = institutions.facts()

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (page, description, titles above)."""
        for number, description, path in rows:
            yield document_of_fonds(StandingFonds(number, _description.decode(description), tuple(path)), institutions=self._institutions)


class Fonds(StatedFeed):
    """The fonds that readers see, sous-fonds among them, by the keys of their pages."""

    kind = Kind.FONDS
    by_id, after, between = _BY_ID, _AFTER, _BETWEEN

    def shown(self) -> QuerySet[PublishedFonds]:
        """Those that are published."""
        return PublishedFonds.objects.all()

    def documents(self) -> Documents:
        """With the institutions of this moment."""
        return FondsDocuments()

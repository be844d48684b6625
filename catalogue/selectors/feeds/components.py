"""The feed of components: the descriptions of finding aids as search documents, each with the titles above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from catalogue.core.keys import Kind
from catalogue.formats.ead.model import Unit
from catalogue.formats.ead.staff import for_readers
from catalogue.models import Component
from catalogue.search.component import Placed, document_of_component
from catalogue.search.document import InstitutionFacts, SearchDocument
from catalogue.selectors import institutions
from catalogue.selectors.feeds.base import Bounds, Documents, Feed, Row

_ARK = f"SELECT name FROM catalogue_ark WHERE kind = {int(Kind.COMPONENT)} AND namespace = aid.namespace AND identifier ="  # noqa: S608
_AID = "replace(replace(aid.eadid, '%%', '%%25'), '#', '%%23')"  # as ``core.component_arks`` writes it
_ROW = f"""
    SELECT component.id, component.unit::text, aid.institution, aid.namespace, extract(epoch FROM aid.created_at)::bigint,
           ({_ARK} {_AID} || CASE WHEN component.key = '' THEN '' ELSE '#' || component.key END), ({_ARK} {_AID}),
           ARRAY(
               WITH RECURSIVE above AS (
                   SELECT first, parent, title FROM catalogue_component AS up
                   WHERE up.finding_aid_id = component.finding_aid_id AND up.first = component.parent AND NOT up.gone
                   UNION ALL
                   SELECT up.first, up.parent, up.title FROM above JOIN catalogue_component AS up
                   ON up.finding_aid_id = component.finding_aid_id AND up.first = above.parent AND NOT up.gone
               ) SELECT title FROM above ORDER BY first
           )
    FROM catalogue_component AS component JOIN catalogue_findingaid AS aid ON aid.id = component.finding_aid_id
    WHERE NOT component.gone AND NOT component.internal AND NOT aid.hidden
"""  # noqa: S608 - statements of ours
_BY_ID = f"{_ROW} AND component.id = ANY(%s)"
_BETWEEN = f"{_ROW} AND component.id > %s AND component.id <= %s ORDER BY component.id"
_AFTER = f"{_ROW} AND component.id > %s ORDER BY component.id LIMIT %s"
_unit = msgspec.json.Decoder(Unit)


class ComponentDocuments(Documents):
    """Makes the search documents of components. Holds the institutions."""

    def __init__(self) -> None:
        self._institutions: Mapping[str, InstitutionFacts] = {
            code: InstitutionFacts(*known) for code, known in institutions.facts().items()
        }

    def of_rows(self, rows: Iterable[Row]) -> Iterator[SearchDocument]:
        """The documents of rows of (id, unit, institution, giver, seconds, ark, ark of the whole, titles above)."""
        for number, unit, institution, source, received, ark, whole, path in rows:
            placed = Placed(
                number=number,
                ark=ark or "",
                unit=for_readers(_unit.decode(unit)),
                path=tuple(path),
                aid=(whole or "").partition("/")[2],
                institution=institution,
                source=source,
                received=received,
            )
            yield document_of_component(placed, institutions=self._institutions)


class Components(Feed):
    """The components that the last version of their finding aid has, those kept from readers left out."""

    kind = Kind.COMPONENT

    def rows(self, ids: Sequence[int]) -> Sequence[Row]:
        """Those among these that are shown."""
        return _fetched(_BY_ID, list(ids))

    def rows_after(self, after: int, *, limit: int) -> Sequence[Row]:
        """The next ones."""
        return _fetched(_AFTER, after, limit)

    def rows_between(self, after: int, until: int) -> Sequence[Row]:
        """Those of a range."""
        return _fetched(_BETWEEN, after, until)

    def bounds(self) -> Bounds:
        """In one statement."""
        found = _shown().aggregate(first=Min("id"), last=Max("id"), count=Count("id"))
        return Bounds(found["first"] or 0, found["last"] or 0, found["count"])

    def ids_after(self, after: int, *, limit: int) -> Sequence[int]:
        """The next ones, without what they say."""
        return list(_shown().filter(id__gt=after).order_by("id").values_list("id", flat=True)[:limit])

    def documents(self) -> Documents:
        """With the institutions of this moment."""
        return ComponentDocuments()


def _shown() -> QuerySet[Component]:
    return Component.objects.filter(gone=False, internal=False, finding_aid__hidden=False)


def _fetched(statement: str, *values: Any) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()

"""The feed of components: the descriptions of finding aids as search documents, each with the titles above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from django.db.models import QuerySet

from catalogue.core.keys import Kind
from catalogue.formats.ead.model import Unit
from catalogue.formats.ead.staff import for_readers
from catalogue.models import Component
from catalogue.search.component import Placed, document_of_component
from catalogue.search.document import SearchDocument
from catalogue.selectors import institutions
from catalogue.selectors.feeds.base import Documents, Row
from catalogue.selectors.feeds.stated import StatedFeed

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
        self._institutions = institutions.facts()

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


class Components(StatedFeed):
    """The components that the last version of their finding aid has, those kept from readers left out."""

    kind = Kind.COMPONENT
    by_id, after, between = _BY_ID, _AFTER, _BETWEEN

    def shown(self) -> QuerySet[Component]:
        """Those of finding aids that readers see."""
        return Component.objects.filter(gone=False, internal=False, finding_aid__hidden=False)

    def documents(self) -> Documents:
        """With the institutions of this moment."""
        return ComponentDocuments()

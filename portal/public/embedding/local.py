"""What a block of a commune has beside the notices of the catalogue: the documents of Gallica that curators kept for it."""

from __future__ import annotations

from django.utils.translation import gettext

from catalogue.geography.communes import commune
from catalogue.selectors import local_interest
from portal.public.embedding.blocks import Item, Part
from portal.shown import gallica, scripts
from portal.shown.query import Query


def in_gallica(query: Query, *, most: int) -> tuple[Part, ...]:
    """Those of the one commune that a search is of; () for any other search. One statement at most, and nothing is asked of Gallica."""
    alone = query.changed(digital=False, sort="relevance") == Query(filters=query.filters) and len(query.filters) == 1
    code = next(iter(query.values("commune")), "") if alone else ""
    found = commune(code) if code else None
    if found is None:
        return ()
    kept = local_interest.kept_of_communes(found.codes, most=most)
    items = tuple(_item(gallica.line(one.description)) for one in kept)
    return (Part(gettext("In Gallica"), items),) if items else ()


def _item(line: gallica.GallicaLine) -> Item:
    return Item(scripts.words(line.title), line.url, beside=line.beside, digital=True)

"""Grids of fonds: those of one's institutions that were handed in, and what stands under an institution as a grid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from catalogue.formats.fonds_grid.columns import ABOVE, KEEPER, KEY, PUBLISHED, cells_of
from catalogue.models import FondsBatch, Institution
from catalogue.selectors.fonds_standing import StandingFonds, said_by
from catalogue.selectors.statements import slices


def batches_of(institutions: Iterable[int], *, author: str) -> QuerySet[FondsBatch]:
    """The grids that concern no institution but these, and those of this person that concern none, the last first."""
    mine = FondsBatch.objects.filter(institutions__contained_by=list(institutions))
    return mine.exclude(institutions=[]).union(FondsBatch.objects.filter(institutions=[], author=author)).order_by("-received_at")


def grid_of(keepers: Iterable[Institution]) -> Iterator[dict[str, str]]:
    """The cells of every fonds of some institutions, drafts as their last version says, by their places; some statements a page."""
    standing = StandingFonds(keepers)
    listed = sorted(standing.by_number.values(), key=lambda one: one.path)
    for page in slices(listed):
        said = said_by(page)
        for one in page:
            parent = standing.parent_of(one)
            places = {KEY: one.number, KEEPER: standing.keeper_of(one.number).isil, ABOVE: parent.number if parent else ""}
            yield cells_of({**said[one.number], **places, PUBLISHED: one.shown})

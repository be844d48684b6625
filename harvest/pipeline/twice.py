"""Twice: of one identifier that comes in two versions in the pages of one run, the latest datestamp wins, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.services import sql
from catalogue.services.stored import Known
from harvest.models import HarvestRun
from harvest.protocols.base import Item

# What this run stored, or met unchanged.
MET = "(raw.run_id = %(run)s OR raw.id IN (SELECT unnest(raw_ids) FROM harvest_seenpage WHERE run_id = %(run)s))"
STORED_HERE = "raw.run_id = %(run)s"
NEWER = """
    SELECT raw.id FROM unnest(%(ids)s::bigint[], %(datestamps)s::text[]) AS coming (id, datestamp)
    JOIN harvest_rawrecord AS raw ON raw.id = coming.id
    WHERE raw.state = 'active' AND raw.datestamp > coming.datestamp COLLATE "C" AND {met}
"""
# A partner that loads everything again may date all of it in the past (wellcomecollection/platform issue 6426): more going back in one
# page than that is no list that repeats itself, and what was met need not be looked through page after page.
MOST_GOING_BACK = 10


def overtaken(run: HarvestRun, coming: Sequence[tuple[Item, Known]]) -> set[int]:
    """The numbers of the raw records of which this run has met a version that is newer than the one that comes now."""
    dated = {known.id: item.datestamp for item, known in coming if known.active and item.datestamp}
    if not dated:
        return set()
    going_back = _newer(run, dated, met="TRUE")
    if not going_back:
        return set()
    met = MET if len(going_back) <= MOST_GOING_BACK else STORED_HERE
    return _newer(run, {id_: dated[id_] for id_ in going_back}, met=met)


def _newer(run: HarvestRun, dated: dict[int, str], *, met: str) -> set[int]:
    with sql.cursor() as cursor:
        cursor.execute(NEWER.format(met=met), {"run": run.pk, "ids": list(dated), "datestamps": list(dated.values())})
        return {row[0] for row in cursor.fetchall()}

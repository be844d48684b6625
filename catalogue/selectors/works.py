"""The other editions of a work: who shares title and author with a notice, in order of time."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.keys import hashed
from catalogue.clustering.traits import Traits
from catalogue.clustering.works import keys_of_work, same_work
from catalogue.models import Record
from catalogue.selectors import notices
from catalogue.selectors.notices import ShownNotice
from catalogue.selectors.statements import rows

MOST = 24  # editions
MOST_MET = 400  # records that share a key, looked at
_UNDATED = 10_000
_TRAITS = msgspec.json.Decoder(Traits)
# Each record with the oldest that readers see of its group, under which the edition is shown.
_MET = f"""
    SELECT member.record_id, member.traits, (
        SELECT min(mate.record_id) FROM catalogue_clustermember AS mate
        JOIN catalogue_record AS shown ON shown.id = mate.record_id AND shown.state = '{Record.State.ACTIVE.value}'
        WHERE mate.cluster = member.cluster)
    FROM catalogue_clustermember AS member
    WHERE member.keys && %(keys)s::bigint[]
      AND member.cluster <> coalesce((SELECT cluster FROM catalogue_clustermember WHERE record_id = %(own)s), 0)
    LIMIT %(most)s
"""  # noqa: S608 - a word of ours


class Editions(NamedTuple):
    """``notices``: the editions of a work beside the one asked of, oldest first, each once; ``more``: how many there are beyond."""

    notices: tuple[ShownNotice, ...]
    more: int


NONE = Editions((), 0)


def other_editions(notice: ShownNotice) -> Editions:
    """The other editions of the work of a notice; one statement, two more where there are any."""
    own = traits_of(notice.description)
    wanted = [hashed(key) for key in keys_of_work(own)]
    if not wanted or notice.is_withdrawn:
        return NONE
    told = rows(_MET, keys=wanted, own=notice.key.id, most=MOST_MET)
    met = [(number, _TRAITS.decode(bytes(traits)), first) for number, traits, first in told if first is not None]
    years: dict[int, int] = {}
    for _number, traits, first in met:
        if same_work(own, traits):
            years[first] = min(years.get(first, _UNDATED), *(traits.years or traits.coded or traits.span or (_UNDATED,)))
    ordered = sorted(years, key=lambda first: (years[first], first))
    found = notices.by_keys(map(notices.key_of, ordered[:MOST])) if ordered else {}
    return Editions(tuple(other for other in found.values() if not other.is_withdrawn), max(len(ordered) - MOST, 0))

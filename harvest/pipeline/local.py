"""What a curated source lets go: of millions of documents, those that no rule of local interest keeps."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml
from catalogue.local_interest import Candidate, of_dublin_core
from catalogue.selectors.local_knowledge import ours, region
from harvest.protocols.base import Item


def of_interest(items: Iterable[Item]) -> set[int]:
    """The positions, in their order here, of the records of Dublin Core that a rule keeps; one that cannot be parsed is kept, so that its
    reading says why. One statement for those of which the catalogue has a notice.
    """
    read = [_candidate(item) for item in items]
    known = ours(ark for candidate in read if candidate for ark in candidate.arks)
    here = region()
    return {place for place, candidate in enumerate(read) if candidate is None or here.judge(candidate, ours=known).kept}


def _candidate(item: Item) -> Candidate | None:
    try:
        return of_dublin_core(parse_xml(item.data, warnings=[]), sets=item.sets)
    except BadRecord:
        return None

"""What a curated source lets go: of millions of documents, those that no rule of local interest keeps."""

from __future__ import annotations

from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml
from catalogue.local_interest import of_dublin_core
from catalogue.selectors.local_interest import region
from harvest.protocols.base import Item


def is_of_interest(item: Item) -> bool:
    """Whether a rule keeps a record of Dublin Core; one that cannot be parsed is kept, so that its reading says why."""
    try:
        element = parse_xml(item.data, warnings=[])
    except BadRecord:
        return True
    return region().judge(of_dublin_core(element, sets=item.sets)).kept

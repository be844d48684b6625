"""From the common description to a MARC 21 record: the fields of each module, block after block."""

from __future__ import annotations

import datetime

from catalogue.core.description import Description
from catalogue.formats.marc.digital_copies import digital_copies
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc21.writing import agents, coded, contents, holdings, numbers, publications, titles


def write(description: Description, *, entered: datetime.date | None = None) -> MarcRecord:
    """The MARC 21 record that says what ``description`` says, in UTF-8; never raises.

    What MARC 21 cannot hold is left out, or said under the nearest field: ``formats.comparing`` names it. ``entered``: 008/00-05.
    """
    fields: list[Field] = [*numbers.numbers(description), *coded.fixed(description, entered=entered), *coded.languages(description)]
    for part in (
        contents.classes, agents.agents, titles.title_proper, publications.editions, publications.publications, contents.extents,
        contents.notes, holdings.of_copies, contents.subjects, contents.genres, publications.production_places, titles.other_titles,
        numbers.links, digital_copies, holdings.holdings,
    ):  # fmt: skip
        fields += part(description)
    fields.sort(key=_block)
    return MarcRecord(coded.leader(description), fields)


def _block(field: Field) -> str:
    """The order of MARC 21: control fields by tag, then block by block, as the modules gave them inside a block."""
    tag = field.first("6")[:3] if field.tag == "880" else field.tag
    return tag if tag < "010" else f"{tag[0]}~"

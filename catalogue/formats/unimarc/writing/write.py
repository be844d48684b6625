"""From the common description to a UNIMARC record: the fields of each module, block after block."""

from __future__ import annotations

import datetime

from catalogue.core.description import Description
from catalogue.formats.marc.digital_copies import digital_copies
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.unimarc.writing import (
    agents,
    coded,
    extents,
    holdings,
    identifiers,
    links,
    notes,
    publications,
    subjects,
    titles,
)  # fmt: skip


def write(description: Description, *, entered: datetime.date | None = None) -> MarcRecord:
    """The UNIMARC record that says what ``description`` says, in UTF-8 (100 $a/26-29 is "50"); never raises.

    What UNIMARC cannot hold is left out, or said under the nearest field: ``formats.comparing`` names it, record by record.
    ``entered`` is the day the record was made (100 $a/0-7).
    """
    fields: list[Field] = [*identifiers.numbers(description), coded.processing_data(description, entered=entered)]
    for part in (
        coded.languages, coded.material, titles.title_proper, publications.editions, extents.areas, publications.publications,
        extents.extents, extents.series, notes.notes,
    ):  # fmt: skip
        fields += part(description)
    first = next((position for position, field in enumerate(fields) if field.tag[0] > "1"), len(fields))
    fields[first:first] = holdings.of_copies(description, block="1")
    fields += holdings.of_copies(description, block="3")
    for part in (links.links, titles.other_titles, subjects.subjects, subjects.genres, publications.production_places, agents.agents):
        fields += part(description)
    fields += holdings.of_copies(description, block="7")
    for part in (identifiers.agency, digital_copies, links.addresses, holdings.holdings):
        fields += part(description)
    return MarcRecord(coded.label(description), fields)

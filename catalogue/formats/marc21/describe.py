"""Walks a MARC 21 record once and hands each field, and each 880 as the field it repeats, to the functions of its tag."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core.description import Description
from catalogue.formats.base import MARC21
from catalogue.formats.coded_dates import settle
from catalogue.formats.copies import locate_holders
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc21 import (
    agents,
    dates,
    digital_copies,
    extents,
    holdings,
    identifiers,
    languages,
    links,
    material,
    notes,
    publications,
    subjects,
    titles,
)  # fmt: skip
from catalogue.formats.marc21.other_script import in_other_script

Handler = Callable[[Field, Draft], None]

HANDLERS: dict[str, tuple[Handler, ...]] = {}
for _module in (identifiers, titles, agents, publications, dates, languages, extents, notes, subjects, links, holdings, digital_copies):
    for _tag, _handler in _module.HANDLERS.items():
        HANDLERS[_tag] = (*HANDLERS.get(_tag, ()), _handler)


def describe(record: MarcRecord) -> Description:
    """The description of a MARC 21 bibliographic record. Never raises: what cannot be understood is left out.

    A record without any title has no ``titles``; ``deleted`` is the record status "d" (leader, position 5).
    """
    record.by_tag("001")  # numbers the occurrences, for the places
    draft = Draft(record, format=MARC21)
    material.start(draft)
    for field in record.fields:
        if field.tag == "880":
            linked = in_other_script(field, draft)
            if linked is None:
                continue
            field = linked
        for handler in HANDLERS.get(field.tag, ()):
            handler(field, draft)
    titles.settle(draft)
    locate_holders(draft)
    settle(draft, tag="008")
    material.settle(draft)
    return draft.finish(deleted=record.leader_at(5) == "d")

"""Walks a UNIMARC record once and hands each field to the functions that its tag concerns."""

from __future__ import annotations

from collections.abc import Callable

from catalogue.core.description import Description
from catalogue.formats.base import UNIMARC
from catalogue.formats.coded_dates import settle
from catalogue.formats.draft import Draft
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.unimarc import (
    agents,
    dates,
    digital_copies,
    extents,
    features,
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

Handler = Callable[[Field, Draft], None]

HANDLERS: dict[str, Handler] = {}
_MODULES = (
    identifiers, titles, agents, publications, dates, languages, extents, notes, subjects, links, holdings, digital_copies, features,
)  # fmt: skip
for _module in _MODULES:
    for _tag, _handler in _module.HANDLERS.items():
        if HANDLERS.setdefault(_tag, _handler) is not _handler:
            raise ValueError(f"two functions for the field {_tag}")


def describe(record: MarcRecord) -> Description:
    """The description of a UNIMARC bibliographic record. Never raises: what cannot be understood is left out.

    A record without any title has no ``titles``; ``deleted`` is the record status "d" (label, position 5).
    """
    record.by_tag("001")  # numbers the occurrences, for the places
    draft = Draft(record, format=UNIMARC)
    identifiers.source(draft)
    deleted = material.start(draft)
    handler_of = HANDLERS.get
    for field in record.fields:
        handler = handler_of(field.tag)
        if handler is not None:
            handler(field, draft)
    titles.settle(draft)
    holdings.settle(draft)
    settle(draft, tag="100")
    material.settle(draft)
    return draft.finish(deleted=deleted)

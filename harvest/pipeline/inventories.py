"""Finding aids in a harvest: an item of a point in EAD is no notice; it is read whole, and stored as a finding aid with its page."""

from __future__ import annotations

import io

from catalogue.core.messages import Message
from catalogue.formats.base import Reading
from catalogue.formats.ead import Component, Refusal, read_ead
from catalogue.models import Source
from catalogue.services import harvested_finding_aids
from harvest.protocols.base import Item


def read(item: Item) -> Reading:
    """What becomes of an item: read, under the identifier that the finding aid gives itself, or refused."""
    refused: Message | None = None
    eadid = ""
    warnings: tuple[Message, ...] = ()
    for piece in read_ead(io.BytesIO(item.data)):
        if isinstance(piece, Refusal):
            refused = refused or piece.reason
        elif not isinstance(piece, Component):
            eadid, warnings = piece.header.eadid, piece.warnings
    status = "refused" if refused else "read"
    return Reading(item.position, status, format="ead", identifier=eadid, reason=refused, warnings=warnings, raw=item.data)


def store(source: Source, item: Item, *, eadid: str) -> Message | None:
    """Store the finding aid of an item that was read, inside the caller's transaction; what is to be said of it, if anything."""
    other = harvested_finding_aids.of_another_name(source, item.identifier, eadid)
    harvested_finding_aids.receive(source, item.identifier, item.data)
    return Message("inventory_twice", {"eadid": eadid, "name": other}) if other else None

"""Copies: what tells a digital copy from the others of a notice, whatever their order; which copy in a library a note speaks of."""

from __future__ import annotations

import base64
import hashlib

from catalogue.core.description import DigitalCopy, Holding
from catalogue.core.kinds import NoteKind

LENGTH = 10  # of thirty-two letters: of a million copies, one chance in two thousand that two share a key, were they of one notice
OF_A_COPY: frozenset[NoteKind] = frozenset(("copy", "provenance", "binding", "conservation", "acquisition", "gaps", "inventory"))
"""The kinds of notes that speak of a copy and not of the edition."""


def copy_key(copy: DigitalCopy) -> str:
    """Ten small letters and figures made from the manifest of a copy, else from its address, its ark or its picture."""
    address = copy.manifest or copy.url or copy.ark or copy.thumbnail
    digest = hashlib.sha256(address.strip().encode("utf-8", "replace")).digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()


def concerned(copy: str, holdings: tuple[Holding, ...]) -> Holding | None:
    """The holding that a ``copy`` (RCR, or ``RCR:call number``) speaks of; None where several or none could be meant."""
    if not copy:
        return None
    rcr, _, call_number = copy.partition(":")
    same = [holding for holding in holdings if rcr in (holding.institution, holding.identifier)]
    if call_number:
        exact = [holding for holding in same if holding.call_number.casefold() == call_number.strip().casefold()]
        same = exact or same
    return same[0] if len(same) == 1 else None

"""What an OAI-PMH answer holds, whichever way it was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.core.messages import Message
from harvest.protocols.base import Item

MAX_RECORD_BYTES = 16_000_000
MAX_RECORD_TAGS = 400_000


@dataclass(frozen=True, slots=True)
class OaiAnswer:
    """One answer. ``verb`` is the element that holds the list, empty when there is none.

    ``token``: None when there is no resumptionToken element, else its text, stripped. ``errors``: (code, text) pairs. ``leaves``:
    (parent, name, text) of the small elements of Identify and ListSets. ``namespace``: the URI of the root, as bytes.
    """

    verb: str = ""
    items: tuple[Item, ...] = ()
    token: str | None = None
    total: int | None = None
    response_date: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    leaves: tuple[tuple[str, str, str], ...] = ()
    namespace: bytes = b""
    messages: tuple[Message, ...] = field(default=())


def heavy(data: bytes) -> bool:
    """Whether a record's metadata is more than a reader should be given: a tree costs far more memory than its bytes."""
    return len(data) > MAX_RECORD_TAGS and (len(data) > MAX_RECORD_BYTES or data.count(b"<") > MAX_RECORD_TAGS)


def too_heavy() -> Message:
    """Why such a record is set aside."""
    return Message("protocol.record.too_large", {"megabytes": MAX_RECORD_BYTES // 1_000_000})


def list_size(text: str | None) -> int | None:
    """completeListSize as a number; None when absent or absurd."""
    value = (text or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None

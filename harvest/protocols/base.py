"""The contract of every protocol: pages of items from a slice of time, resumable from a checkpoint.

A protocol keeps no state of its own between two pages: whatever it needs to go on is in the checkpoint (JSON), which the
pipeline stores in the transaction that stores the page's items. It never sleeps for more than a second or two: a server
that asks to wait raises :class:`RetryLater`, and the pipeline puts the run to sleep instead of a worker.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from catalogue.core.messages import Message

Checkpoint = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EndpointConfig:
    """How to reach a partner; the pipeline makes one from its Endpoint row.

    ``url`` is the base address (a path for ``file_drop``); ``prefix`` the metadataPrefix or recordSchema; ``set_spec`` the
    set or the SRU query; ``format`` of the records. ``ports``: allowed beside 80 and 443. ``ca_bundle``: PEM text added to
    the system's authorities. ``contact`` goes into From and User-Agent. ``requests_per_second`` is the politeness.
    """

    url: str
    prefix: str = ""
    set_spec: str = ""
    format: str = "auto"
    ports: tuple[int, ...] = ()
    ca_bundle: str = ""
    contact: str = ""
    user_agent: str = "Traboule"
    allow_loopback: bool = False
    requests_per_second: float = 5.0
    page_size: int = 100
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slice:
    """A period of datestamps, both ends included, UTC; None is open. ``options`` narrows it further (a set, a file)."""

    start: datetime | None = None
    end: datetime | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What the partner says of itself before the first page (OAI-PMH Identify and ListSets, SRU explain).

    ``granularity``: "second", "day" or "none" (the protocol has no dates). ``deletions``: persistent, transient, no.
    ``response_date`` is the server's own clock.
    """

    name: str = ""
    granularity: str = "none"
    deletions: str = "no"
    earliest: datetime | None = None
    response_date: datetime | None = None
    messages: tuple[Message, ...] = ()


@dataclass(slots=True)
class Item:
    """One record as served. ``data`` is the record's own metadata, self-contained (namespaces re-declared), empty when deleted.

    ``refusal`` says why the item cannot be taken although the page could be read (no identifier, no metadata, bytes that
    no XML parser takes): it goes to quarantine with its bytes. ``file``: of a delivery, the one it stood in.
    Slots, not frozen: a harvest builds millions.
    """

    identifier: str
    datestamp: str = ""
    deleted: bool = False
    sets: tuple[str, ...] = ()
    data: bytes = b""
    position: int = 0
    refusal: Message | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the server. ``checkpoint`` is what to give back to get the next page; None when the slice is finished.

    ``first_response_date``: the server's clock at the slice's first page, kept through the checkpoints. ``messages`` are
    things to tell the partner admin that did not stop the page (control characters replaced, a list size that is wrong).
    """

    items: tuple[Item, ...]
    checkpoint: Checkpoint | None = None
    total: int | None = None
    response_date: datetime | None = None
    first_response_date: datetime | None = None
    messages: tuple[Message, ...] = ()
    bytes_read: int = 0


class ProtocolError(Exception):
    """Something the server did; ``message`` is the sentence for the partner admin."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class RetryLater(ProtocolError):
    """Passing trouble (503, 429, time-out, reset, cut answer): the same request again after ``seconds``; tries are bounded."""

    def __init__(self, message: Message, *, seconds: float = 5.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class RestartSlice(ProtocolError):
    """The checkpoint is worth nothing any more (badResumptionToken): the slice starts again from its first page."""


class SplitSlice(ProtocolError):
    """The slice is too much for the server (413, 500 in deep pages): halve it."""


class Blocked(ProtocolError):
    """The partner refuses us (403, a challenge page): stop, no retry, a person must write to them."""


class Fatal(ProtocolError):
    """No retry will help: wrong address, wrong prefix, unknown set, not this protocol, bad certificate."""


class Protocol(ABC):
    """A way to fetch. One instance serves one task; ``close`` frees its connections."""

    name: str
    remote: bool = True  # its next page is worth reading in a thread while the last one is stored

    def __init__(self, config: EndpointConfig) -> None:
        self.config = config

    @abstractmethod
    def facts(self) -> ServerFacts:
        """Ask the server who it is; raises ProtocolError."""

    @abstractmethod
    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """The pages of a slice from ``checkpoint`` on, None being its start; raises ProtocolError."""

    def supposed(self, error: ProtocolError) -> ServerFacts | None:
        """What to go on with when the server does not say who it is, which ended in ``error``; None: nothing can be done without it."""
        return None

    @property
    def spent(self) -> tuple[int, float]:
        """How many requests this instance sent, and how many seconds it waited for their answers."""
        return 0, 0.0

    def identifiers(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """Pages of items without data, for reconciliation; by default the full pages."""
        return self.pages(slice_, checkpoint)

    def close(self) -> None:  # noqa: B027  (most protocols have nothing to free)
        """Free the connections."""

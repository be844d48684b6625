"""Drives a protocol as the pipeline does, without a database: retries, restarts, and notes what happened."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harvest.protocols.base import EndpointConfig, Item, ProtocolError, RestartSlice, RetryLater, Slice
from harvest.protocols.politeness import MANNERS
from harvest.protocols.registry import open_protocol

MEGABYTE = 1_000_000
FAST: dict[str, Any] = {"read_timeout": 2.0, "total_timeout": 3.0, "slow_grace": 0.5, "connect_timeout": 2.0, "granularity": "second"}


@dataclass
class Outcome:
    """What a harvest gave: every item of every page stored, the codes of the messages, the errors met, how it ended."""

    items: list[Item] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    ended: str = "done"
    error: ProtocolError | None = None
    pages: int = 0

    @property
    def kept(self) -> dict[str, Item]:
        """The last version of every identifier, without those set aside."""
        return {item.identifier: item for item in self.items if item.refusal is None}

    @property
    def refused(self) -> list[Item]:
        """The items set aside."""
        return [item for item in self.items if item.refusal is not None]


def config(url: str, **changes: Any) -> EndpointConfig:
    """An endpoint on this machine, in a hurry."""
    options = FAST | changes.pop("options", {})
    base = {"prefix": "oai_dc", "contact": "moissonnage@traboule.example", "allow_loopback": True, "requests_per_second": 1000.0}
    return EndpointConfig(url=url, options=options, **(base | changes))


def conduct(
    endpoint: EndpointConfig, *, protocol: str = "oai_pmh", slice_: Slice | None = None, tries: int = 3, identifiers: bool = False
) -> Outcome:
    """Harvest ``slice_`` to its end, at most ``tries`` failures of each kind; a fresh protocol instance after every failure."""
    outcome, checkpoint, failures = Outcome(), None, 0
    slice_ = slice_ or Slice()
    while True:
        client = open_protocol(protocol, endpoint)
        try:
            pages = client.identifiers(slice_, checkpoint) if identifiers else client.pages(slice_, checkpoint)
            for page in pages:
                outcome.pages += 1
                outcome.items += page.items
                outcome.codes += [message.code for message in page.messages]
                checkpoint = page.checkpoint
            return outcome
        except ProtocolError as error:
            outcome.errors.append((type(error).__name__, error.message.code))
            outcome.ended, outcome.error = type(error).__name__, error
            failures += 1
            if failures >= tries or not isinstance(error, RetryLater | RestartSlice):
                return outcome
            checkpoint = None if isinstance(error, RestartSlice) else checkpoint
            outcome.ended = "done"
            MANNERS.__init__()  # type: ignore[misc]  # the pipeline would sleep; a test does not
        finally:
            client.close()


def measured(action: Callable[[], Any]) -> tuple[Any, int]:
    """What ``action`` gives and the most memory that it held at once, in bytes."""
    tracemalloc.start()
    try:
        result = action()
        return result, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

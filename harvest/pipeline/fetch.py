"""Fetch: open the client of an endpoint, and read its next page while the last one is being stored."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress

from django.conf import settings

from harvest.models import HarvestRun
from harvest.pipeline.replay import Replay
from harvest.protocols.base import Checkpoint, EndpointConfig, Page, Protocol, Slice
from harvest.protocols.registry import open_protocol


def config_of(run: HarvestRun) -> EndpointConfig:
    """What the protocol client needs to know, from the run's endpoint and the settings."""
    endpoint = run.endpoint
    return EndpointConfig(
        url=endpoint.url,
        prefix=endpoint.prefix,
        set_spec=endpoint.set_spec,
        format=endpoint.format,
        ports=tuple(endpoint.ports),
        ca_bundle=endpoint.ca_bundle,
        contact=settings.CONTACT_EMAIL,
        user_agent="Traboule",
        allow_loopback=settings.HARVEST_ALLOW_LOOPBACK,
        requests_per_second=endpoint.requests_per_second,
        page_size=endpoint.page_size,
        options=dict(endpoint.options),
    )


def open_run(run: HarvestRun) -> Protocol:
    """The client of the run's endpoint; a replay reads the stored bytes instead of the partner. Raises ProtocolError."""
    config = config_of(run)
    if run.kind == HarvestRun.Kind.REPLAY:
        return Replay(config, source_id=run.endpoint.source_id)
    return open_protocol(run.endpoint.protocol, config)


class _End:
    """What the reading thread leaves at the end of its queue."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def pages_of(protocol: Protocol, slice_: Slice, checkpoint: Checkpoint | None) -> Generator[Page, None, None]:
    """The pages of a slice from a checkpoint on; those of a partner are read ahead. Raises ProtocolError."""
    pages = protocol.pages(slice_, checkpoint)
    yield from ahead(pages) if protocol.remote else pages


def ahead(pages: Iterator[Page]) -> Iterator[Page]:
    """The same pages, the next one being read in a thread while the caller works; at most two are in memory beside it."""
    ready: queue.Queue[Page | _End] = queue.Queue(maxsize=1)
    stop = threading.Event()

    def put(thing: Page | _End) -> None:
        while not stop.is_set():
            try:
                ready.put(thing, timeout=0.2)
                return
            except queue.Full:
                continue

    def read() -> None:
        try:
            for page in pages:
                put(page)
                if stop.is_set():
                    return
            put(_End(None))
        except BaseException as error:
            put(_End(error))

    thread = threading.Thread(target=read, name="fetch", daemon=True)
    thread.start()
    try:
        while True:
            thing = ready.get()
            if isinstance(thing, _End):
                if thing.error is not None:
                    raise thing.error
                return
            yield thing
    finally:
        stop.set()
        with suppress(queue.Empty):
            ready.get_nowait()  # makes room for what the thread waits to put, so that it sees the stop at once
        thread.join(timeout=5)

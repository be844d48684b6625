"""Fixtures of the harvest's tests: an endpoint, and a partner in memory behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from harvest.models import Endpoint, HarvestRun
from harvest.pipeline import fetch, lease
from harvest.protocols.politeness import MANNERS
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
from tests.fault_server import FaultServer
from tests.harvest.faulty import FAST
from tests.harvest.faulty import Partner as FaultyPartner
from tests.harvest.partner import Partner, PartnerProtocol


@pytest.fixture
def endpoint(db: None) -> Endpoint:
    """A source of Lyon's library, at an address nobody answers."""
    return add(NewEndpoint("lyon", protocol="oai_pmh", url="http://partner.invalid/oai", rcr="693836101", prefix="marcxchange"))


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[[Partner], Partner]:
    """Put a partner in memory behind every endpoint."""

    def put(partner: Partner) -> Partner:
        client = type("Client", (PartnerProtocol,), {"partner": partner})
        monkeypatch.setattr(fetch, "open_protocol", lambda _name, config: client(config))
        return partner

    return put


@pytest.fixture
def harvest(endpoint: Endpoint) -> Callable[..., HarvestRun]:
    """Start a run and drive it to its end."""

    def run(*, kind: str | None = None) -> HarvestRun:
        endpoint.refresh_from_db()
        return drive(runs.start(endpoint, kind=kind).pk, index=False)

    return run


@pytest.fixture
def held(endpoint: Endpoint) -> HarvestRun:
    """A full run of that source, whose master is this process."""
    run = lease.claim(runs.start(endpoint, kind="full").pk)
    assert run is not None
    return run


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Waits are asked for and counted, but they are short."""
    settings.HARVEST_ALLOW_LOOPBACK = True
    monkeypatch.setattr("harvest.pipeline.advance.LONGEST_SLEEP", 0.02)
    monkeypatch.setattr("harvest.protocols.oai_pmh.SECOND_TRY_SECONDS", 0.02)
    monkeypatch.setattr(MANNERS, "cool", lambda place, *, seconds: None)


@pytest.fixture
def partner(in_a_hurry: None, db: None) -> FaultyPartner:
    """An endpoint for a running server."""

    def make(server: FaultServer, *, slug: str = "partenaire", **changes: Any) -> Endpoint:
        options = FAST | changes.pop("options", {})
        new = NewEndpoint(slug, protocol="oai_pmh", url=server.url, rcr="693836101", prefix="oai_dc", format="dublin_core", options=options)
        endpoint = add(new)
        Endpoint.objects.filter(pk=endpoint.pk).update(requests_per_second=1000, **changes)
        endpoint.refresh_from_db()
        return endpoint

    return make

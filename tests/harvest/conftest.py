"""Fixtures of the harvest's tests: an endpoint, and a partner in memory behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harvest.models import Endpoint, HarvestRun
from harvest.pipeline import fetch
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
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

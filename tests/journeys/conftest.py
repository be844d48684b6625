"""The portal as it is deployed, for journeys: its own processes and services, with the whole demonstration set, started once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime.screens.site import Site
from tests.journeys.reader import Reader

NOT_OURS = ("DATABASE_URL", "BROKER_URL", "ELASTICSEARCH_URL", "TRABOULE_TEST_DATABASE", "TRABOULE_TEST_INDEX")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A portal beside the tests' own database, harvested and indexed; ``served(…)`` gives its address."""
    kept = {name: os.environ.pop(name) for name in NOT_OURS if name in os.environ}
    try:
        with tempfile.TemporaryDirectory(prefix="traboule-journeys-") as folder:
            Path(folder).chmod(0o755)  # PostgreSQL may run as another user
            started = Site(Path(folder))
            try:
                started.start()
                os.environ.update(kept)
                yield started
            finally:
                started.stop()
    finally:
        os.environ.update(kept)


@pytest.fixture(scope="session")
def portal(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the portal, served; ``TRABOULE_PORTAL`` names one that runs already."""
    if running := os.environ.get("TRABOULE_PORTAL"):
        yield running
        return
    with request.getfixturevalue("site").served("portal") as address:
        yield address


@pytest.fixture(params=["fr", "en"])
def reader(request: pytest.FixtureRequest, browser: Any, portal: str) -> Iterator[Reader]:
    """With a keyboard, on a phone; in French, then in English."""
    context = browser.new_context(locale=request.param, viewport={"width": 320, "height": 640})
    found = Reader(context.new_page(), portal, language=request.param)
    found.start()
    yield found
    context.close()

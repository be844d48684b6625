"""The console tells which engine answers readers, and how far each one lags."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from catalogue.search import engines
from catalogue.search.engine import Health
from catalogue.selectors import search
from catalogue.services import marks
from portal.backoffice.engines import ConsumerState, states


@pytest.fixture
def lags(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[int, float]]:
    """Two engines, the first one down for a while."""
    monkeypatch.setattr(engines, "names", lambda: ("elasticsearch", "tantivy"))
    found = {"elasticsearch": (1200, 610.0), "tantivy": (0, 0.0)}
    monkeypatch.setattr(marks, "lags", lambda: found)
    return found


def _health(monkeypatch: pytest.MonkeyPatch, **told: Any) -> None:
    monkeypatch.setattr(search, "health", lambda: Health(**told))


def test_the_standby_serves_while_the_first_one_lags(lags: dict[str, tuple[int, float]], monkeypatch: pytest.MonkeyPatch) -> None:
    _health(monkeypatch, ready=True, details={"serves": "tantivy"})
    assert states() == [ConsumerState("Elasticsearch", True, False, 1200, 10), ConsumerState("Tantivy", True, True, 0, 0)]


def test_no_engine_serves(lags: dict[str, tuple[int, float]], monkeypatch: pytest.MonkeyPatch) -> None:
    _health(monkeypatch, ready=False)
    assert [state.serves for state in states()] == [False, False]


def test_one_engine_alone_serves(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    _health(monkeypatch, ready=True, documents=3)
    assert states()[0] == ConsumerState("Tantivy", True, True, 0, 0)


def test_a_consumer_that_is_no_engine_tells_its_lag_too(lags: dict[str, tuple[int, float]], monkeypatch: pytest.MonkeyPatch) -> None:
    lags["clustering"] = (12, 130.0)
    _health(monkeypatch, ready=True, details={"serves": "tantivy"})
    assert states()[-1] == ConsumerState("Rapprochement des éditions", False, False, 12, 2)
    page = render_to_string("backoffice/engines.html", {"engines": states()[-1:]})
    assert "Rapprochement des éditions" in page and "12" in page and "lecteurs" not in page

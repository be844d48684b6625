"""What watch-dogs are told: is the process alive, can it serve, and which part cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.services import marks
from catalogue.services.consumers import Origin
from harvest.models import Heartbeat
from portal import health
from runtime import healthcheck
from runtime.environment import Database
from tests.portal.conftest import Library


def _beat(age_seconds: float = 1) -> None:
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now() - timedelta(seconds=age_seconds)})


def _ready(status: int) -> dict[str, Any]:
    response = Client().get("/sante/pret")
    assert response.status_code == status and response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"] and not response.cookies
    return response.json()


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/sante/")
    assert response.json() == {"status": "alive"} and "no-store" in response["Cache-Control"]


def test_ready_when_every_part_answers(library: Library) -> None:
    _beat()
    answer = _ready(200)
    assert answer["status"] == "ready"
    assert answer["database"] == {"ready": True} and answer["engine"]["ready"] and answer["engine"]["documents"] == 6
    assert answer["worker"]["heartbeat_age_seconds"] < 60 and answer["index"]["marks_waiting"] == 0


def test_the_lag_of_the_index_is_told_and_does_not_stop_readers(library: Library) -> None:
    _beat()
    marks.mark(Kind.NOTICE, [library.records["rich"].pk], origin=Origin.INTAKE)
    index = _ready(200)["index"]
    assert index["marks_waiting"] == 1 and index["oldest_mark_seconds"] >= 0
    assert index["consumers"]["tantivy"]["marks_waiting"] == 1


def test_a_consumer_that_is_no_engine_tells_its_lag_apart(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    _beat()
    marks.mark_for("clustering", Kind.NOTICE, [1, 2, 3])
    index = _ready(200)["index"]
    assert index["marks_waiting"] == 0 and set(index["engines"]) == {"tantivy"}
    assert index["consumers"]["clustering"]["marks_waiting"] == 3


@pytest.mark.parametrize("age", [None, 61, 86_400])
def test_a_worker_that_left_no_sign_is_told(library: Library, age: float | None) -> None:
    if age is not None:
        _beat(age)
    answer = _ready(503)
    assert answer["status"] == "unavailable" and answer["worker"]["ready"] is False and answer["database"]["ready"] is True


def test_an_engine_that_is_down_is_told(library: Library, engine_down: None) -> None:
    _beat()
    answer = _ready(503)
    assert answer["engine"]["ready"] is False and answer["worker"]["ready"] is True


def test_a_database_that_is_down_is_told_as_json(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    class Down:
        def cursor(self) -> None:
            nonlocal asked
            asked += 1
            raise OperationalError("connection refused at 10.0.0.1")

    down = Down()
    monkeypatch.setattr(health, "connection", down)
    monkeypatch.setattr(health.marks, "connection", down)
    answer = _ready(503)
    assert answer["database"] == answer["worker"] == answer["index"] == {"ready": False, "reason": "database"}
    assert asked == 1, "a watch-dog waits for a database that is down once, not once per question"


def _database(**changed: str) -> Database:
    names = {"name": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    asked = {field: str(connection.settings_dict[name]) for field, name in names.items()} | changed
    return Database(**asked, options={})


@pytest.mark.django_db(transaction=True)
def test_the_container_of_a_worker_is_asked_for_its_heartbeat() -> None:
    assert not healthcheck.works(_database())
    _beat()
    assert healthcheck.works(_database())
    _beat(600)
    assert not healthcheck.works(_database())
    assert not healthcheck.works(None) and not healthcheck.works(_database(port="9", host="127.0.0.1"))

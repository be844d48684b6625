"""Does the database's own trouble stay the database's: never the end of a run, never a page lost for one record?"""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import DataError, OperationalError

from catalogue.models import Record
from catalogue.services import sql
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord
from harvest.pipeline import advance as advance_module
from harvest.pipeline import load
from harvest.services import runs
from harvest.services.drive import drive
from tests.harvest.partner import Partner, item

pytestmark = pytest.mark.django_db


def test_errors_of_the_fast_cursor_are_djangos() -> None:
    with pytest.raises(DataError), sql.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def test_a_database_that_goes_away_never_ends_the_run(
    endpoint: Endpoint, serve: Callable[[Partner], Partner], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Partner([item(1)]))
    run = runs.start(endpoint)

    def down(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as broken:
        broken.setattr(load, "store", down)
        progress = advance_module.advance(run.pk)
    left = HarvestRun.objects.get(pk=run.pk)
    assert progress.again
    assert (left.state, left.lease, left.read) == ("running", None, 0)
    assert drive(run.pk, index=False).state == "done"


def test_one_record_that_the_database_refuses_goes_to_quarantine_alone(
    serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Partner([item(1), item(2, title="IMPOSSIBLE"), item(3)]))
    whole = sql.jsonb

    def spoiled(text: bytes) -> bytes:
        return whole(b'{"nul": "\\u0000"}' if b"IMPOSSIBLE" in text else text)

    monkeypatch.setattr(sql, "jsonb", spoiled)
    run = harvest()
    assert (run.state, run.new, run.refused) == ("done", 2, 1)
    assert QuarantinedRecord.objects.get().code == "database_refuses"
    assert Record.objects.count() == 2


def test_a_connection_killed_by_an_administrator_is_djangos_error() -> None:
    with pytest.raises(OperationalError) as killed, sql.cursor() as cursor:
        raise psycopg.errors.AdminShutdown("terminating connection due to administrator command")
    assert isinstance(killed.value.__cause__, psycopg.errors.AdminShutdown)
    assert cursor is not None

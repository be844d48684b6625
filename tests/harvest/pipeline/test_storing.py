"""Is a page stored beside the next one's sorting as it would be alone: in order, whole, by the run's master only?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from catalogue.models import Record
from catalogue.services import sql
from harvest.models import HarvestRun, QuarantinedRecord, RawRecord
from harvest.pipeline import load, storing
from tests.harvest.partner import Partner, item

# Outside a transaction, as a worker works: inside one, pages are stored in the thread that sorts them.
pytestmark = pytest.mark.django_db(transaction=True)
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]


@pytest.fixture
def stored_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the threads that stored a page, in order."""
    names: list[str] = []
    store = load.store

    def noted(*arguments: Any) -> None:
        names.append(threading.current_thread().name)
        store(*arguments)

    monkeypatch.setattr(load, "store", noted)
    return names


def test_pages_are_stored_in_a_thread_of_their_own(serve: Serve, harvest: Harvest, stored_by: list[str]) -> None:
    serve(Partner([item(number) for number in range(45)]))
    run = harvest()
    assert (run.state, run.read, run.new) == ("done", 45, 45)
    assert len(stored_by) == 5
    assert all(name.startswith("store") for name in stored_by)


def test_the_thread_leaves_no_connection_behind(serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[Any] = []
    store = load.store

    def noted(*arguments: Any) -> None:
        store(*arguments)
        used.append(connection.connection)

    monkeypatch.setattr(load, "store", noted)
    serve(Partner([item(number) for number in range(25)]))
    harvest()
    assert len(used) == 3 and len(set(used)) == 1 and used[0] is not connection.connection
    assert used[0].closed and not connection.connection.closed


def test_a_record_served_on_two_pages_in_a_row_is_stored_once(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(number) for number in [*range(10), *range(5, 15), *range(14, 24)]]))
    run = harvest()
    assert (run.state, run.read, run.new, run.unchanged) == ("done", 30, 24, 6)
    assert Record.objects.count() == RawRecord.objects.count() == 24


def test_a_record_that_changes_from_one_page_to_the_next_keeps_its_last_form(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([*(item(number) for number in range(10)), item(9, title="Le même, corrigé"), item(10)]))
    run = harvest()
    assert (run.new, run.changed) == (11, 1)
    assert Record.objects.get(identifier="oai:partner:9").as_description.title == "Le même, corrigé"


def test_an_identifier_with_a_nul_is_known_again_on_the_next_page(serve: Serve, harvest: Harvest) -> None:
    spoiled = [item(number) for number in range(20)]
    for place in (9, 10):
        spoiled[place].identifier = "oai:partner:\x00"
    serve(Partner(spoiled))
    run = harvest()
    assert (run.state, run.new, run.changed) == ("done", 19, 1)


def test_a_run_taken_over_while_its_page_is_stored_writes_nothing_more(
    serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Partner([item(number) for number in range(45)]))
    store = load.store

    def taken_over(run: HarvestRun, *arguments: Any) -> None:
        if HarvestRun.objects.get(pk=run.pk).read == 20:
            HarvestRun.objects.filter(pk=run.pk).update(state="aborted", lease=None)
        store(run, *arguments)

    monkeypatch.setattr(load, "store", taken_over)
    run = harvest()
    assert (run.state, run.read) == ("aborted", 20)
    assert Record.objects.count() == 20
    assert run.windows.get().checkpoint == {"at": 20}


def test_a_record_that_the_database_refuses_goes_to_quarantine_alone(
    serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Partner([item(number, title="IMPOSSIBLE" if number == 12 else "") for number in range(25)]))
    whole = sql.jsonb
    monkeypatch.setattr(sql, "jsonb", lambda text: whole(b'{"nul": "\\u0000"}' if b"IMPOSSIBLE" in text else text))
    run = harvest()
    assert (run.state, run.new, run.refused) == ("done", 24, 1)
    assert QuarantinedRecord.objects.get().identifier == "oai:partner:12"


def test_cycles_are_looked_for_after_refusals_and_now_and_then(serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[None] = []
    monkeypatch.setattr(storing.garbage, "sweep", lambda: swept.append(None))
    serve(Partner([item(number) for number in range(10 * storing.SWEEP_EVERY)]))
    harvest()
    assert len(swept) == 1
    broken = [item(number) for number in range(30)]
    broken[15].data = b"??"
    serve(Partner(broken))
    harvest()
    assert len(swept) == 2

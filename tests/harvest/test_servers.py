"""Servers that are odd, lie or refuse, seen from the run: what comes all the same, when a harvest gives up, what it says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from harvest.models import Endpoint, Window
from harvest.pipeline.advance import advance
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.report import report
from tests.fault_server import MODES, FaultServer, Play, Record, Request, Response, records
from tests.fault_server.modes_odd import From
from tests.harvest.failure_ends import FEBRUARY, SET
from tests.harvest.faulty import Partner, harvest, sentences

pytestmark = pytest.mark.django_db


def test_a_set_that_vanishes_in_the_middle_of_a_full_harvest_withdraws_nothing_by_itself(partner: Partner) -> None:
    class Vanishing(MODES["vanished_set"]):  # type: ignore[misc]
        """The set is there for the first slices of the period."""

        def select(self, state: dict[str, str]) -> list[Record]:
            return Play.select(self, state) if state["until"] and state["until"] < "2024-01-25" else super().select(state)

    with FaultServer() as good:
        endpoint = partner(good, **SET)
        harvest(endpoint)
    with FaultServer(play=Vanishing) as server:
        server.play.clock = FEBRUARY
        Endpoint.objects.filter(pk=endpoint.pk).update(url=server.url, window_days=5, deletion_guard=100)
        run = harvest(endpoint, kind="full")
    assert (run.state, run.reason_code, report(run)["totals"]["active"]) == ("needs_decision", "vanished_with_set", 24)


@pytest.mark.parametrize("silent", [True, False])
@pytest.mark.parametrize("earliest", ["2024-06-01T00:00:00Z", "2031-06-01T00:00:00Z"])
def test_what_is_new_is_found_where_the_partner_says_that_it_has_nothing_so_old(earliest: str, silent: bool, partner: Partner) -> None:
    with FaultServer(play=From) as server:
        server.play.clock = FEBRUARY
        endpoint = partner(server)
        harvest(endpoint)
        server.play.clock = "2024-07-01T00:00:00Z"
        server.play.earliest, server.play.silent = earliest, silent  # type: ignore[attr-defined]
        server.play.reload("Histoire de Vienne")  # type: ignore[attr-defined]
        run = harvest(endpoint)
    assert (run.kind, run.state, run.read, run.changed) == ("incremental", "done", 25, 1)
    assert "met again" in sentences(run)


def test_a_list_whose_beginning_is_refused_is_asked_without_it(partner: Partner) -> None:
    class Refuses(From):
        """Refuses what it announces."""

        def refused(self, low: str) -> bool:
            return bool(low) and self.earliest > "2025"

        def identify(self) -> str:
            return Play.identify(self)

    with FaultServer(play=Refuses) as server:
        endpoint = partner(server)
        harvest(endpoint)
        server.play.earliest = "2031-01-01T00:00:00Z"  # type: ignore[attr-defined]
        run = harvest(endpoint)
    assert (run.kind, run.state, run.unchanged) == ("incremental", "done", 25)
    assert run.messages.filter(code="protocol.oai.without_from").exists()


def test_a_clock_that_ran_ahead_hides_nothing_afterwards(partner: Partner) -> None:
    with FaultServer(mode="good") as server:
        server.play.clock = "2099-01-01T00:00:00Z"
        endpoint = partner(server)
        harvest(endpoint)
        server.play.clock = FEBRUARY
        run = harvest(endpoint)
    assert (run.kind, run.read) == ("incremental", 25)
    assert run.messages.filter(code="protocol.oai.clock_went_back").exists()


def test_every_year_is_sent_with_four_digits(partner: Partner) -> None:
    with FaultServer(mode="first_record_of_year_one") as server:
        server.play.clock = FEBRUARY
        harvest(partner(server, window_days=3000))
        asked = [request[name] for request in server.requests for name in ("from", "until") if request[name]]
    assert asked
    assert all(re.fullmatch(r"(19[7-9]\d|20\d\d)-\d\d-\d\dT\d\d:\d\d:\d\dZ", one) for one in asked)


def test_cookies_live_for_a_run_and_go_to_their_host_alone(partner: Partner) -> None:
    with FaultServer(mode="session_in_a_cookie") as server:
        endpoint = partner(server)
        run = runs.start(endpoint)
        while advance(run.pk, budget_seconds=0).again:
            pass
        run.refresh_from_db()
        first = len(server.requests)
        harvest(endpoint, kind="full")
        sent = [(bool(request["resumptionToken"]), request.headers.get("cookie", "")) for request in server.requests]
    assert (run.state, run.read, run.refused_tokens) == ("done", 25, 0)
    assert {cookie for deep, cookie in sent if deep} == {"JSESSIONID=abc/1="}
    assert sent[0] == sent[first] == (False, "")


def test_a_server_that_refuses_its_tokens_is_given_up_after_tens_of_requests(partner: Partner) -> None:
    with FaultServer(mode="token_always_expired", records=records(3000)) as server:
        run = harvest(partner(server))
        asked = len(server.requests)
    assert (run.state, run.reason_code) == ("failed", "tokens_refused")
    assert "30 times" in sentences(run)
    assert asked < 100 and abs(asked - run.requests) <= 2
    assert run.messages.get(code="protocol.oai.bad_token").count >= 30


def test_a_server_that_dies_in_the_middle_is_given_up_after_a_few_slices(partner: Partner) -> None:
    class Dies(Play):
        """After the first slices, nothing answers any more."""

        def list(self, request: Request) -> Response:
            return Response("gone", 500) if request["from"] > "2024-01-05" else super().list(request)

    with FaultServer(play=Dies, records=records(300)) as server:
        server.play.clock = "2024-12-01T00:00:00Z"
        run = harvest(partner(server, window_days=2))
        assert (run.state, run.reason_code) == ("failed", "windows_failed")
        assert len(server.requests) < 60
    assert run.windows.filter(state=Window.State.WAITING).count() > 100
    assert "Resume the harvest" in sentences(run)


def test_a_harvest_of_too_many_requests_stops_says_so_and_can_go_on(partner: Partner, settings: Any) -> None:
    settings.HARVEST_MOST_REQUESTS = 4
    with FaultServer(records=records(60)) as server:
        run = harvest(partner(server))
        assert (run.state, run.reason_code) == ("failed", "requests_ceiling")
        assert 4 <= run.requests <= 6 and run.read in {10, 20, 30}, "pages are asked for ahead"
        assert re.search(rf"[456] requests were sent for {run.read} records: no more than 4", sentences(run))
        settings.HARVEST_MOST_REQUESTS = 40
        run = drive(runs.resume(run).pk, index=False)
    assert (run.state, run.read) == ("done", 60)


def test_a_server_that_takes_an_hour_for_a_record_is_given_up(partner: Partner, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HARVEST_SECONDS_PER_RECORD = 1
    monkeypatch.setattr("harvest.pipeline.spending.GRACE_SECONDS", -20.0)
    with FaultServer(records=records(60)) as server:
        run = harvest(partner(server))
    assert (run.state, run.reason_code, run.read) == ("failed", "time_ceiling", 10)
    assert "more than 1 a record" in sentences(run)

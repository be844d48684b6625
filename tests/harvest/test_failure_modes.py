"""Every way in which a partner's server fails, seen from the run: how it ends, what is kept, what the partner admin reads."""

from __future__ import annotations

import pytest

from harvest.models import Endpoint, Window
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.report import report
from tests.fault_server import MODES, FaultServer, records
from tests.harvest.failure_ends import ENDS, FEBRUARY, SET
from tests.harvest.faulty import Partner, adds_up, harvest, sentences

pytestmark = pytest.mark.django_db


def test_every_mode_has_its_end() -> None:
    assert set(ENDS) == set(MODES)
    assert len({mode.number for mode in MODES.values()} - {0}) >= 36


@pytest.mark.parametrize("name", ENDS)
def test_the_run_ends_as_documented(name: str, partner: Partner) -> None:
    expected = ENDS[name]
    with FaultServer(mode=name) as server:
        server.play.clock = expected.clock
        run = harvest(partner(server, **expected.endpoint))

    told = sentences(run)
    held = report(run)["totals"]
    assert run.state == expected.state, told
    assert held == {
        "active": expected.active,
        "tombstones": expected.tombstones,
        "quarantined": expected.quarantined,
        "unidentified": expected.unidentified,
    }, told
    assert expected.says in told
    assert set(expected.codes) <= set(run.messages.values_list("code", flat=True))
    assert "%(" not in told
    assert adds_up(run)
    assert (run.state == "failed") == bool(run.reason)


def test_the_next_harvest_starts_from_the_servers_clock_not_from_ours(partner: Partner) -> None:
    with FaultServer(mode="clock_ahead") as server:
        endpoint = partner(server)
        first = harvest(endpoint)
        harvest(endpoint)
        asked = [request["from"] for request in server.requests if request["verb"] == "ListRecords" and request["from"]]
    assert first.first_response_date is not None
    assert asked and asked[0] < first.first_response_date.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_nothing_is_lost_at_the_edges_of_slices_when_until_is_excluded(partner: Partner) -> None:
    with FaultServer(mode="exclusive_until") as server:
        server.play.clock = FEBRUARY
        run = harvest(partner(server, window_days=1))
    assert (run.state, report(run)["totals"]["active"]) == ("done", 24)


def test_backdated_changes_are_caught_by_the_next_full_harvest(partner: Partner) -> None:
    with FaultServer(mode="backdated_datestamps") as server:
        endpoint = partner(server)
        harvest(endpoint)
        server.play.reload()  # type: ignore[attr-defined]
        assert harvest(endpoint, kind="incremental").changed == 0
        full = harvest(endpoint, kind="full")
    assert (full.state, full.changed) == ("done", 24)


def test_deletions_that_nobody_announced_are_found_by_comparison(partner: Partner) -> None:
    with FaultServer(mode="deletions_not_announced", records=records(40)) as server:
        endpoint = partner(server)
        harvest(endpoint)
        server.play.forget(2)  # type: ignore[attr-defined]
        run = harvest(endpoint, kind="full")
        assert (run.state, run.vanished) == ("done", 2)
        assert report(run)["totals"]["tombstones"] == 2
        server.play.forget(20)  # type: ignore[attr-defined]
        run = harvest(endpoint, kind="full")
    assert run.state == "needs_decision"
    assert "Nothing was withdrawn" in sentences(run)
    assert report(run)["totals"]["active"] == 38


def test_a_list_that_ends_early_withdraws_nothing_and_asks(partner: Partner) -> None:
    with FaultServer() as good:
        endpoint = partner(good)
        harvest(endpoint)
    with FaultServer(mode="list_ends_early") as server:
        Endpoint.objects.filter(pk=endpoint.pk).update(url=server.url)
        run = harvest(endpoint, kind="full")
    assert run.state == "needs_decision"
    assert report(run)["totals"]["active"] == 24


@pytest.mark.parametrize(("kind", "state"), [("full", "failed"), ("incremental", "done")])
def test_a_vanished_set_withdraws_nothing(kind: str, state: str, partner: Partner) -> None:
    with FaultServer() as good:
        endpoint = partner(good, **SET)
        harvest(endpoint)
    with FaultServer(mode="vanished_set") as server:
        Endpoint.objects.filter(pk=endpoint.pk).update(url=server.url)
        run = harvest(endpoint, kind=kind)
    assert (run.state, run.read) == (state, 0)
    assert report(run)["totals"]["active"] == 24
    assert "Ask the partner for the new name" in sentences(run)


def test_a_gap_behind_the_cursor_is_a_failure_that_resuming_fills(partner: Partner) -> None:
    with FaultServer(mode="gap_behind_the_cursor") as server:
        server.play.clock = FEBRUARY
        endpoint = partner(server, window_days=5)
        run = harvest(endpoint)
        assert run.state == "failed"
        assert run.windows.filter(state=Window.State.FAILED).count() == 1
        endpoint.refresh_from_db()
        assert endpoint.harvested_until is None, "a period with a gap is not covered"
        server.play.repaired = True  # type: ignore[attr-defined]
        run = drive(runs.resume(run).pk, index=False)
    assert (run.state, report(run)["totals"]["active"]) == ("done", 24)


def test_a_broken_partner_does_not_stop_the_others(partner: Partner) -> None:
    with FaultServer(mode="another_source_is_broken") as broken, FaultServer() as good:
        waiting = runs.start(partner(broken, slug="en-panne"))
        other = harvest(partner(good, slug="en-forme"))
        assert other.state == "done"
        assert drive(waiting.pk, index=False).state == "failed"


def test_a_second_run_of_the_same_source_is_refused(partner: Partner) -> None:
    with FaultServer(mode="slow_but_good") as server:
        endpoint = partner(server)
        run = runs.start(endpoint)
        with pytest.raises(runs.RunRefused) as refused:
            runs.start(endpoint)
        assert refused.value.message.code == "run_already_active"
        drive(run.pk, index=False)
        lists = [request for request in server.requests if request["verb"] == "ListRecords"]
    assert len(lists) == 3


def test_an_old_error_is_not_shown_with_a_new_run(partner: Partner) -> None:
    with FaultServer(mode="fails_then_recovers") as server:
        endpoint = partner(server)
        failed = harvest(endpoint)
        server.play.repaired = True  # type: ignore[attr-defined]
        run = harvest(endpoint)
    assert (failed.state, run.state) == ("failed", "done")
    assert sentences(run).strip() == ""
    assert "does not offer the format" in sentences(failed)


def test_the_newest_of_two_versions_wins(partner: Partner) -> None:
    with FaultServer(mode="duplicate_identifiers") as server:
        run = harvest(partner(server))
    from catalogue.models import Record

    assert run.state == "done"
    assert "revue" in Record.objects.get(identifier="oai:partenaire.example:1").as_description.title

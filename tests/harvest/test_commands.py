"""What the partner admin sees at a terminal: endpoints, harvests, aborts, replays, and sentences when she is wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.models import Institution
from harvest.models import Endpoint, HarvestRun
from harvest.protocols.base import Item
from harvest.services import runs
from tests.harvest.partner import Partner, gone, item

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]


@pytest.fixture(autouse=True)
def english() -> Any:
    """Sentences in English, to compare."""
    with translation.override("en"):
        yield


def run(*arguments: str) -> tuple[int, list[str]]:
    """(exit status, lines of standard output) of a command."""
    out = io.StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


ADD = ("add_endpoint", "lyon", "--protocol", "oai_pmh", "--url", "http://partner.invalid:8080/oai", "--prefix", "marcxchange")


def test_a_partner_is_added_with_its_institution_to_be_completed() -> None:
    status, lines = run(*ADD, "--format", "unimarc", "--institution", "693836101", "--set", "patrimoine", "--option", "read_seconds=3")
    assert status == 0
    assert "lyon" in lines[0]
    endpoint = Endpoint.objects.get(source__slug="lyon")
    assert (endpoint.format, endpoint.set_spec, endpoint.ports, endpoint.options) == ("unimarc", "patrimoine", [8080], {"read_seconds": 3})
    assert Institution.objects.get(isil="FR-693836101").to_complete


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((*ADD, "--institution", "Lyon"), "Museofile"),
        ((*ADD[:1], "é à", *ADD[2:], "--institution", "693836101"), "short name"),
        ((*ADD[:6], "--institution", "693836101"), "format prefix"),
        (("harvest", "nobody"), "No source is called"),
        (("abort_run", "nobody"), "nobody"),
        (("abort_run", "9" * 30), "No harvest under way"),
        (("decide_run", "nobody", "--keep"), "nobody"),
        (("decide_run", "lyon"), "required"),
        (("decide_run", "lyon", "--keep", "--withdraw"), "not allowed"),
        (("replay_raw", "nobody"), "No source is called"),
    ],
)
def test_a_mistake_gets_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(*arguments)


def test_a_harvest_that_waits_ends_with_one_json_line(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([*[item(n) for n in range(12)], gone(50), Item(identifier="oai:partner:bad", data=b"??", position=14)]))
    status, lines = run("harvest", "lyon", "--full", "--wait", "--identifiers")
    result = json.loads(lines[-1])
    assert (status, result["state"]) == (0, "done")
    assert result["counters"] == {"read": 14, "new": 12, "changed": 0, "unchanged": 0, "deleted": 1, "refused": 1}
    assert (result["active"], result["tombstones"], result["quarantined"]) == (12, 1, 1)
    assert result["identifiers"]["tombstones"] == ["oai:partner:50"]
    assert result["identifiers"]["quarantined"] == ["oai:partner:bad"]
    assert len(result["identifiers"]["active"]) == 12


def test_a_harvest_that_fails_says_so_by_its_exit_status(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([]))
    status, lines = run("harvest", "lyon", "--wait")
    assert status == 1
    assert json.loads(lines[-1])["reason_code"] == "nothing_read"


def test_a_harvest_that_does_not_wait_is_left_to_the_workers(endpoint: Endpoint, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[int] = []
    monkeypatch.setattr("harvest.management.commands.harvest.wake", woken.append)
    run("harvest", "lyon")
    assert woken == [HarvestRun.objects.get(state="waiting").pk]
    with pytest.raises(CommandError, match="already under way"):
        run("harvest", "lyon")


def test_the_same_command_again_takes_up_the_harvest_it_had_begun(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(n) for n in range(3)]))
    begun = runs.start(endpoint)
    status, lines = run("harvest", "lyon", "--full", "--wait")
    result = json.loads(lines[-1])
    assert (status, result["run"], result["state"], result["counters"]["new"]) == (0, begun.pk, "done", 3)
    assert HarvestRun.objects.count() == 1


def test_another_kind_of_harvest_than_the_one_under_way_is_refused(endpoint: Endpoint) -> None:
    runs.start(endpoint)
    with pytest.raises(CommandError, match="already under way"):
        run("harvest", "lyon", "--incremental", "--wait")
    runs.abort(HarvestRun.objects.get())
    runs.start(endpoint, kind=HarvestRun.Kind.REPLAY)
    with pytest.raises(CommandError, match="already under way"):
        run("harvest", "lyon", "--wait")


@pytest.mark.parametrize(("answer", "active", "tombstones"), [("--keep", 10, 0), ("--withdraw", 5, 5)])
def test_a_harvest_that_asks_is_answered_at_the_terminal(
    endpoint: Endpoint, serve: Serve, answer: str, active: int, tombstones: int
) -> None:
    serve(Partner([item(n) for n in range(10)]))
    run("harvest", "lyon", "--wait")
    serve(Partner([item(n) for n in range(5)]))
    for _ in range(2):  # asked again, it gives the question again and harvests nothing
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("harvest", "lyon", "--full", "--wait", stdout=out, stderr=err)
        assert json.loads(out.getvalue())["state"] == "needs_decision"
        assert "decide_run lyon --withdraw" in err.getvalue()
    status, lines = run("decide_run", "lyon", answer)
    result = json.loads(lines[-1])
    assert (status, result["state"], result["active"], result["tombstones"]) == (0, "done", active, tombstones)
    with pytest.raises(CommandError, match="lyon"):
        run("decide_run", "lyon", answer)


def test_a_run_is_aborted_by_its_source_or_its_number_and_resumed(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(n) for n in range(3)]))
    first = runs.start(endpoint)
    run("abort_run", "lyon")
    assert HarvestRun.objects.get(pk=first.pk).state == "aborted"
    with pytest.raises(CommandError, match="already ended"):
        run("abort_run", str(first.pk))
    status, lines = run("harvest", "lyon", "--resume", "--wait")
    assert (status, json.loads(lines[-1])["run"]) == (0, first.pk)


def test_a_replay_reports_as_a_harvest_does(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(n) for n in range(3)]))
    run("harvest", "lyon", "--wait")
    status, lines = run("replay_raw", "lyon")
    result = json.loads(lines[-1])
    assert (status, result["kind"], result["counters"]["unchanged"]) == (0, "replay", 3)

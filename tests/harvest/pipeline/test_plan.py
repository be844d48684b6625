"""Which slices of a period does a harvest ask for, and how is one cut that the partner's server cannot serve?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from catalogue.core.messages import Message
from harvest.models import Endpoint, HarvestRun, Window
from harvest.pipeline import lease, plan
from harvest.protocols.base import ServerFacts
from harvest.services import runs

pytestmark = pytest.mark.django_db
Bounds = list[tuple[datetime | None, datetime | None]]


def at(month: int, day: int, *time: int) -> datetime:
    return datetime(2026, month, day, *time, tzinfo=UTC)


def facts(**changes: Any) -> ServerFacts:
    """A server of records since January, on the first of March at noon."""
    return ServerFacts(**{"granularity": "second", "earliest": at(1, 1), "response_date": at(3, 1, 12)} | changes)


def planned(run: HarvestRun) -> Bounds:
    return list(run.windows.order_by("id").values_list("start", "end"))


def later(endpoint: Endpoint, *, until: datetime) -> HarvestRun:
    """A run for what is new since a harvest that went until then."""
    Endpoint.objects.filter(pk=endpoint.pk).update(harvested_until=until)
    endpoint.refresh_from_db()
    run = lease.claim(runs.start(endpoint, kind="incremental").pk)
    assert run is not None
    return run


def test_a_first_harvest_asks_for_everything_at_once_and_notes_what_the_server_said(held: HarvestRun) -> None:
    plan.plan(held, facts(messages=(Message("protocol.oai.vanished_set", {"set": "x"}),)))
    assert planned(held) == [(None, None)]
    assert held.windows.get().options == {"granularity": "second", "earliest": at(1, 1).isoformat(), "now": at(3, 1, 12).isoformat()}
    assert (held.planned, held.since, held.kind, held.first_response_date) == (True, None, "full", at(3, 1, 12))
    said = held.messages.get()
    assert (said.code, said.severity, said.args) == ("protocol.oai.vanished_set", "warning", {"set": "x"})


def test_a_point_with_days_in_a_slice_asks_slice_after_slice_and_leaves_the_last_open(held: HarvestRun) -> None:
    held.endpoint.window_days = 20
    plan.plan(held, facts())
    assert planned(held) == [(None, at(1, 20, 23, 59, 59)), (at(1, 21), at(2, 9, 23, 59, 59)), (at(2, 10), None)]


@pytest.mark.parametrize("changes", [{"granularity": "none"}, {"response_date": None}, {"earliest": None}])
def test_nothing_is_cut_where_the_server_has_no_dates_no_clock_or_no_beginning(changes: dict[str, Any], held: HarvestRun) -> None:
    held.endpoint.window_days = 20
    plan.plan(held, facts(**changes))
    assert planned(held) == [(None, None)]


def test_a_server_whose_beginning_is_to_come_is_asked_from_before_any_computer(held: HarvestRun) -> None:
    held.endpoint.window_days = 15_000
    plan.plan(held, facts(earliest=at(3, 1, 12)))
    assert planned(held)[0] == (None, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=15_000, seconds=-1))
    assert held.windows.first().options["earliest"] == "1970-01-01T00:00:00+00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize(("granularity", "since"), [("second", at(2, 1, 9, 55)), ("day", at(1, 31))])
def test_what_is_new_is_asked_with_an_overlap_of_ten_minutes_or_a_whole_day(granularity: str, since: datetime, endpoint: Endpoint) -> None:
    run = later(endpoint, until=at(2, 1, 10, 5))
    plan.plan(run, facts(granularity=granularity))
    assert planned(run) == [(since, None)]
    assert (run.kind, run.since) == ("incremental", since)
    assert not run.messages.exists()


def test_what_is_new_is_cut_from_the_last_harvest_on(endpoint: Endpoint) -> None:
    run = later(endpoint, until=at(2, 1, 0, 10))
    run.endpoint.window_days = 20
    plan.plan(run, facts())
    assert planned(run) == [(at(2, 1), at(2, 20, 23, 59, 59)), (at(2, 21), None)]


def test_a_server_without_dates_gives_everything_and_is_compared(endpoint: Endpoint) -> None:
    run = later(endpoint, until=at(2, 1))
    plan.plan(run, facts(granularity="none"))
    assert (run.kind, run.since, planned(run)) == ("full", None, [(None, None)])


@pytest.mark.parametrize(
    ("changes", "code", "args"),
    [
        ({"earliest": at(2, 15)}, "earlier_than_earliest", {"since": at(2, 1).isoformat(), "earliest": at(2, 15).isoformat()}),
        ({"response_date": at(1, 15)}, "clock_went_back", {"since": at(2, 1).isoformat(), "now": at(1, 15).isoformat()}),
    ],
)
def test_where_the_partners_dates_contradict_the_last_harvest_all_is_asked_for_and_it_is_said(
    changes: dict[str, Any], code: str, args: dict[str, str], endpoint: Endpoint
) -> None:
    run = later(endpoint, until=at(2, 1, 0, 10))
    plan.plan(run, facts(**changes))
    assert (planned(run), run.since, run.kind) == ([(None, None)], at(2, 1), "incremental")
    said = run.messages.get()
    assert (said.code, said.severity, said.args) == (f"protocol.oai.{code}", "warning", args)


def test_what_starts_on_the_very_moment_of_the_last_harvest_is_asked_from_there(endpoint: Endpoint) -> None:
    run = later(endpoint, until=at(2, 1, 0, 10))
    plan.plan(run, facts(earliest=at(2, 1), response_date=at(2, 1)))
    assert planned(run) == [(at(2, 1), None)] and not run.messages.exists()


@pytest.mark.parametrize(("kind", "said"), [("full", ["drops_read_again"]), ("replay", [])])
def test_a_source_that_must_be_read_again_says_why_when_it_is(kind: str, said: list[str], endpoint: Endpoint) -> None:
    run = lease.claim(runs.start(endpoint, kind=kind).pk)
    assert run is not None
    run.endpoint.read_again = "drops_read_again"
    plan.plan(run, facts())
    assert list(run.messages.values_list("code", flat=True)) == said
    assert all(message.severity == "info" for message in run.messages.all())


def test_slices_meet_without_a_gap_and_are_never_more_than_four_hundred() -> None:
    assert plan.slices(at(1, 1), at(1, 3), timedelta(days=1)) == [(at(1, 1), at(1, 1, 23, 59, 59)), (at(1, 2), None)]
    assert plan.slices(at(1, 1), at(1, 1), timedelta(days=1)) == [(at(1, 1), None)]
    many = plan.slices(datetime(1970, 1, 1, tzinfo=UTC), at(1, 1), timedelta(days=1))
    assert 399 <= len(many) <= 401
    assert all(end is not None and end + timedelta(seconds=1) == start for (_, end), (start, _) in pairwise(many))


OPTIONS = {"granularity": "second", "earliest": at(1, 1).isoformat(), "now": at(1, 3).isoformat()}


def cut(run: HarvestRun, start: datetime | None, end: datetime | None, **options: str) -> Bounds | None:
    """The halves of a slice; None where it cannot be cut."""
    window = Window.objects.create(run=run, start=start, end=end, options=OPTIONS | options, restarts=2, checkpoint={"at": 10})
    if not plan.split(run, window):
        window.refresh_from_db()
        assert (window.state, window.checkpoint) == ("waiting", {"at": 10})
        return None
    window.refresh_from_db()
    assert (window.state, window.checkpoint) == ("split", None)
    halves = list(run.windows.filter(pk__gt=window.pk).order_by("pk"))
    assert [(half.state, half.restarts, half.options) for half in halves] == [("waiting", 2, OPTIONS | options)] * 2
    said = run.messages.get()
    assert (said.code, said.severity) == ("split_slice", "info")
    return [(half.start, half.end) for half in halves]


def test_a_slice_that_is_too_much_is_cut_in_its_middle(held: HarvestRun) -> None:
    assert cut(held, at(2, 1), at(2, 3)) == [(at(2, 1), at(2, 1, 23, 59, 59)), (at(2, 2), at(2, 3))]


def test_an_open_slice_is_cut_between_the_first_record_and_now(held: HarvestRun) -> None:
    assert cut(held, None, None) == [(None, at(1, 1, 23, 59, 59)), (at(1, 2), None)]


def test_a_server_of_days_is_cut_at_midnight_and_one_of_seconds_at_a_second(held: HarvestRun) -> None:
    assert cut(held, at(2, 1), at(2, 4), granularity="day") == [(at(2, 1), at(2, 1, 23, 59, 59)), (at(2, 2), at(2, 4))]


def test_an_odd_number_of_seconds_is_cut_at_a_whole_one(held: HarvestRun) -> None:
    assert cut(held, at(2, 1), at(2, 1, 1, 0, 1)) == [(at(2, 1), at(2, 1, 0, 29, 59)), (at(2, 1, 0, 30), at(2, 1, 1, 0, 1))]


@pytest.mark.parametrize(
    ("end", "granularity", "cuts"),
    [
        (at(2, 1, 1), "second", True),
        (at(2, 1, 0, 59, 59), "second", False),
        (at(2, 3), "day", True),
        (at(2, 2, 23), "day", False),
        (at(2, 28), "none", False),
    ],
)
def test_an_hour_or_two_days_are_the_smallest_that_is_cut(end: datetime, granularity: str, cuts: bool, held: HarvestRun) -> None:
    assert (cut(held, at(2, 1), end, granularity=granularity) is not None) is cuts


@pytest.mark.parametrize(("most", "cuts"), [(1, False), (2, True)])
def test_a_period_in_too_many_slices_is_not_cut_any_more(most: int, cuts: bool, held: HarvestRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_WINDOWS", most)
    assert (cut(held, at(2, 1), at(2, 3)) is not None) is cuts


@pytest.mark.parametrize("missing", ["earliest", "now"])
def test_an_open_slice_of_unknown_length_cannot_be_cut(missing: str, held: HarvestRun) -> None:
    assert cut(held, None, None, **{missing: ""}) is None

"""What does a failure of the partner become: a wait, another try, a smaller slice, a slice given up, a run given up?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from catalogue.core.messages import Message
from harvest.models import Endpoint, HarvestRun
from harvest.pipeline import advance as at_work
from harvest.pipeline import fetch, lease
from harvest.pipeline.advance import Progress, advance
from harvest.protocols.base import Blocked, Fatal, ProtocolError, RestartSlice, RetryLater, ServerFacts, SplitSlice
from harvest.services import runs
from tests.harvest.partner import Partner, item
from tests.selections import some

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]
WHY = Message("database_refuses", {"error": "Why"})  # a sentence with an argument, which no other answer has
UNDATED = ServerFacts(granularity="none")
ENDED = Progress(claimed=True)


def always(error: ProtocolError) -> Callable[..., None]:
    """What fails in the same way each time."""

    def fails(*_: object) -> None:
        raise error

    return fails


def said(run: HarvestRun) -> dict[str, tuple[str, int]]:
    return {message.code: (message.severity, message.count) for message in run.messages.all()}


def wake(run: HarvestRun) -> HarvestRun:
    """As if its wait were over."""
    HarvestRun.objects.filter(pk=run.pk).update(not_before=None)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize(
    ("asked", "waits"), [(120, [120, 120, 120]), (60, [60, 60, 60]), (5, [5, 10, 20]), (0, [0.05, 0.1, 0.2]), (100_000, [3600] * 3)]
)
def test_a_partner_that_asks_to_wait_is_left_alone_for_so_long_and_longer_each_time(
    asked: float, waits: list[float], endpoint: Endpoint, serve: Serve
) -> None:
    serve(Partner([item(1)], before_page=always(RetryLater(WHY, seconds=asked))))
    run = runs.start(endpoint)
    for tries, seconds in enumerate(some(waits), start=1):
        assert advance(run.pk) == Progress(claimed=True, again=True, sleep_seconds=pytest.approx(seconds))
        run.refresh_from_db()
        assert (run.state, run.lease, run.windows.get().tries) == ("running", None, tries)
        assert run.not_before is not None and seconds - 10 < (run.not_before - timezone.now()).total_seconds() <= seconds
        if seconds > 60:
            assert advance(run.pk) == Progress(claimed=False), "it sleeps"
        wake(run)
    assert said(run) == {"database_refuses": ("warning", 3)}


def test_a_slice_is_given_up_after_six_tries_and_says_the_last_answer(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(1)], before_page=always(RetryLater(WHY, seconds=5))))
    run = runs.start(endpoint)
    steps = [advance(wake(run).pk) for _ in range(6)]
    assert [step.again for step in steps] == [True] * 5 + [False]
    run.refresh_from_db()
    window = run.windows.get()
    args = {"tries": 6, "last": {"code": "database_refuses", "args": {"error": "Why"}, "fact_only": True}}
    assert (window.state, window.reason_code, window.reason_args) == ("failed", "too_many_tries", args)
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "too_many_tries", args)
    assert said(run) == {"database_refuses": ("warning", 5), "too_many_tries": ("error", 1)}


@pytest.mark.parametrize("budget", [0, 600])
def test_a_worker_stops_at_the_page_where_its_time_is_up_and_the_next_one_goes_on(budget: float, endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(number) for number in range(25)]))
    run = runs.start(endpoint)
    progress = advance(run.pk, budget_seconds=budget)
    run.refresh_from_db()
    if budget:
        assert (progress, run.state, run.read) == (ENDED, "done", 25)
        return
    assert progress == Progress(claimed=True, again=True)
    assert (run.state, run.lease, run.not_before, run.read, run.windows.get().checkpoint) == ("running", None, None, 10, {"at": 10})
    assert advance(run.pk, budget_seconds=600) == ENDED
    run.refresh_from_db()
    assert (run.state, run.read, run.new) == ("done", 25, 25)


@pytest.mark.parametrize("error", [Blocked(WHY), Fatal(WHY)])
def test_what_no_try_can_help_fails_the_slice_and_the_run_and_the_others_are_not_asked_for(
    error: ProtocolError, endpoint: Endpoint, serve: Serve
) -> None:
    Endpoint.objects.update(window_days=300)
    partner = serve(Partner([item(1)], before_page=always(error)))
    run = runs.start(endpoint)
    assert advance(run.pk) == ENDED
    run.refresh_from_db()
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "database_refuses", {"error": "Why"})
    first, *others = run.windows.all()
    assert (first.state, first.reason_code, first.reason_args) == ("failed", "database_refuses", {"error": "Why"})
    assert others and {window.state for window in others} == {"waiting"}
    assert len(partner.asked) == 1
    assert said(run) == {"database_refuses": ("error", 2)}


@pytest.mark.parametrize("error", [ProtocolError(WHY), SplitSlice(WHY)])
def test_a_slice_that_can_be_neither_served_nor_cut_fails_with_the_partners_answer(
    error: ProtocolError, serve: Serve, harvest: Harvest
) -> None:
    serve(Partner([item(1)], facts=UNDATED, before_page=always(error)))
    run = harvest()
    window = run.windows.get()
    assert (window.state, window.reason_code, window.reason_args) == ("failed", "database_refuses", {"error": "Why"})
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "database_refuses", {"error": "Why"})
    assert said(run) == {"database_refuses": ("error", 1)}


def test_a_slice_that_fails_leaves_the_others_to_be_harvested(serve: Serve, harvest: Harvest) -> None:
    Endpoint.objects.update(window_days=1000)
    partner = serve(Partner([item(1)]))

    def fails(page: int) -> None:
        if partner.asked[-1][0].start is None:
            raise ProtocolError(WHY)

    partner.before_page = fails
    run = harvest()
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "windows_failed", {"failed": 1, "all": 3})
    assert [window.state for window in run.windows.all()].count("done") == 2


def test_a_list_that_is_always_forgotten_is_begun_three_times_again_then_given_up(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(25)], facts=UNDATED, before_page=lambda page: always(RestartSlice(WHY))() if page else None))
    run = harvest()
    window = run.windows.get()
    assert (window.state, window.restarts, window.reason_code) == ("failed", 3, "database_refuses")
    assert (run.state, run.reason_code, run.refused_tokens, run.read) == ("failed", "database_refuses", 4, 40)
    assert said(run) == {"database_refuses": ("warning", 5), "restarted_slice": ("info", 3)}


def test_a_list_that_is_always_forgotten_is_cut_where_its_server_has_dates(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(25)]))

    def forgets(page: int) -> None:
        slice_ = partner.asked[-1][0]
        if page and slice_.start is None and slice_.end is None:
            raise RestartSlice(WHY)

    partner.before_page = forgets
    run = harvest()
    assert run.state == "done"
    assert sorted(run.windows.values_list("state", "restarts")) == [("done", 3), ("done", 3), ("split", 3)]


def test_a_server_that_refuses_its_tokens_again_and_again_is_given_up(serve: Serve, harvest: Harvest, settings: Any) -> None:
    settings.HARVEST_REFUSED_TOKENS = 2
    serve(Partner([item(n) for n in range(25)], before_page=lambda page: always(RestartSlice(WHY))() if page else None))
    run = harvest()
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "tokens_refused", {"count": 2})
    window = run.windows.get()
    assert (window.state, window.reason_code, window.reason_args) == ("failed", "database_refuses", {"error": "Why"})


@pytest.mark.parametrize("served", [None, 2], ids=["all fail", "the third is served"])
def test_a_server_that_is_down_is_given_up_after_five_slices_in_a_row(
    served: int | None, serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "MOST_TRIES", 1)
    Endpoint.objects.update(window_days=300)  # eight slices
    partner = serve(Partner([item(1)]))

    def down(page: int) -> None:
        if len(partner.asked) - 1 != served:
            raise RetryLater(WHY)

    partner.before_page = down
    run = harvest()
    states = [window.state for window in run.windows.all()]
    assert run.reason_code == "windows_failed"
    if served is None:
        assert states == ["failed"] * 5 + ["waiting"] * 3 and run.reason_args == {"failed": 5, "all": 8}
    else:
        assert states == ["failed"] * 2 + ["done"] + ["failed"] * 5 and run.reason_args == {"failed": 7, "all": 8}


def test_a_partner_that_does_not_say_who_it_is_is_asked_three_times_then_its_answer_ends_the_run(endpoint: Endpoint, serve: Serve) -> None:
    serve(Partner([item(1)], before_facts=always(RetryLater(WHY, seconds=7))))
    run = runs.start(endpoint)
    for tries, seconds in ((1, 7), (2, 14)):
        assert advance(run.pk) == Progress(claimed=True, again=True, sleep_seconds=seconds)
        run.refresh_from_db()
        assert (run.state, run.planned, run.reason_args) == ("running", False, {"tries": tries})
        wake(run)
    assert advance(run.pk) == ENDED
    run.refresh_from_db()
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "database_refuses", {"error": "Why"})
    assert said(run) == {"database_refuses": ("warning", 3)}
    assert not run.windows.exists()


@pytest.mark.parametrize(("error", "state"), [(Blocked(WHY), "failed"), (Fatal(WHY), "done"), (ProtocolError(WHY), "done")])
def test_a_partner_that_does_not_say_who_it_is_is_harvested_all_the_same_where_its_lists_may_work(
    error: ProtocolError, state: str, serve: Serve, harvest: Harvest
) -> None:
    serve(Partner([item(1)], before_facts=always(error), supposed=ServerFacts(granularity="day")))
    run = harvest()
    assert (run.state, run.read, run.planned) == (state, int(state == "done"), state == "done")
    assert run.reason_code == ("" if state == "done" else "database_refuses")


def test_a_point_that_cannot_be_opened_ends_its_run_with_the_sentence(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "open_protocol", always(Fatal(WHY)))
    run = runs.start(endpoint)
    assert advance(run.pk) == ENDED
    run.refresh_from_db()
    assert (run.state, run.reason_code, run.lease) == ("failed", "database_refuses", None)


def test_an_error_of_our_own_is_named_to_the_team(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(1)], before_page=lambda page: 1 // 0))  # type: ignore[arg-type,return-value]
    run = harvest()
    assert (run.state, run.reason_code, run.reason_args) == ("failed", "internal_error", {"error": "ZeroDivisionError"})
    assert said(run) == {"internal_error": ("error", 1)}


@pytest.mark.parametrize("failures", [2, 10_000], ids=["comes back", "stays away"])
def test_a_database_that_is_away_is_waited_for_and_its_error_is_ours_when_it_stays_away(
    failures: int, endpoint: Endpoint, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(Partner([item(1)], before_page=lambda page: always(OperationalError("gone"))()))  # type: ignore[arg-type]
    run = runs.start(endpoint)
    release, left = lease.release, iter(range(failures))

    def away(*arguments: Any, **options: Any) -> None:
        if next(left, None) is not None:
            raise OperationalError("still gone")
        release(*arguments, **options)

    monkeypatch.setattr(lease, "release", away)
    monkeypatch.setattr(at_work, "PATIENCE", 60.0 if failures == 2 else 0.2)
    monkeypatch.setattr(at_work, "NAP", 0.01)
    if failures > 2:
        with pytest.raises(OperationalError, match=r"^gone$"):
            advance(run.pk)
        run.refresh_from_db()
        assert run.lease is not None, "it is freed by its expiry"
        return
    assert advance(run.pk) == Progress(claimed=True, again=True, sleep_seconds=0.01)
    run.refresh_from_db()
    assert (run.state, run.lease) == ("running", None)


def test_a_run_that_ended_or_was_taken_over_in_the_meantime_is_let_alone(endpoint: Endpoint, serve: Serve) -> None:
    run = runs.start(endpoint)
    serve(Partner([item(1)], before_facts=lambda: runs.abort(run) and None))
    assert advance(run.pk) == ENDED
    assert advance(run.pk) == Progress(claimed=False)
    run.refresh_from_db()
    assert (run.state, run.windows.count()) == ("aborted", 0)

"""Has a harvest one master at a time, and is it taken up at once when that one was killed?"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psutil
import pytest
from django.db import transaction
from django.utils import timezone

from harvest.models import Endpoint, HarvestRun
from harvest.pipeline import lease
from harvest.services import runs
from runtime.processes import wait_until

pytestmark = pytest.mark.django_db
HERE = socket.gethostname()


def seconds_to(moment: Any) -> float:
    return (moment - timezone.now()).total_seconds()


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """Another process of this machine."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def test_a_run_that_is_claimed_is_its_masters_for_two_minutes(endpoint: Endpoint) -> None:
    waiting = runs.start(endpoint)
    run = lease.claim(waiting.pk)
    assert run is not None
    assert (run.state, run.lease_holder, run.not_before, run.paused_at) == ("running", lease.me(), None, None)
    assert run.lease is not None and run.started_at is not None
    assert 110 < seconds_to(run.lease_until) <= 120
    assert lease.claim(waiting.pk) is None, "it has a living master"


def test_a_run_keeps_the_moment_of_its_first_start(held: HarvestRun) -> None:
    lease.release(held)
    again = lease.claim(held.pk)
    assert again is not None and again.started_at == held.started_at and again.lease != held.lease


@pytest.mark.parametrize("state", ["done", "failed", "aborted", "needs_decision"])
def test_a_run_that_has_ended_or_asks_a_person_has_no_master(state: str, endpoint: Endpoint) -> None:
    run = runs.start(endpoint)
    HarvestRun.objects.filter(pk=run.pk).update(state=state)
    assert lease.claim(run.pk) is None


def test_a_run_that_sleeps_is_claimed_when_its_time_has_come_and_says_how_long_it_slept(held: HarvestRun) -> None:
    lease.release(held, sleep_seconds=300)
    held.refresh_from_db()
    assert (held.state, held.lease, held.lease_until) == ("running", None, None)
    assert 290 < seconds_to(held.not_before) <= 300 and -10 < seconds_to(held.paused_at) <= 0
    assert lease.claim(held.pk) is None
    now = timezone.now()
    HarvestRun.objects.filter(pk=held.pk).update(not_before=now - timedelta(seconds=1), paused_at=now - timedelta(seconds=100))
    run = lease.claim(held.pk)
    assert run is not None and 100 <= run.paused_seconds < 110 and (run.not_before, run.paused_at) == (None, None)


def test_a_run_that_is_given_back_can_be_claimed_at_once(held: HarvestRun) -> None:
    lease.release(held)
    held.refresh_from_db()
    assert (held.state, held.lease, held.not_before, held.paused_at) == ("running", None, None, None)
    assert lease.claim(held.pk) is not None


def test_the_lease_of_a_silent_master_goes_to_another_and_the_first_writes_nothing_more(held: HarvestRun) -> None:
    HarvestRun.objects.filter(pk=held.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    other = lease.claim(held.pk)
    assert other is not None
    with pytest.raises(lease.LeaseLost), transaction.atomic():
        lease.hold(held)
    lease.release(held)
    other.refresh_from_db()
    assert other.lease is not None, "nobody gives back what another holds"
    lease.hold(other)


def test_each_page_makes_the_lease_last_longer(held: HarvestRun) -> None:
    HarvestRun.objects.filter(pk=held.pk).update(lease_until=timezone.now() + timedelta(seconds=2))
    lease.hold(held)
    held.refresh_from_db()
    assert 110 < seconds_to(held.lease_until) <= 120


def test_a_run_that_was_aborted_is_nobodys(held: HarvestRun) -> None:
    HarvestRun.objects.filter(pk=held.pk).update(state="aborted")
    with pytest.raises(lease.LeaseLost), transaction.atomic():
        lease.hold(held)


@pytest.mark.parametrize("by_clock", [False, True], ids=["this release", "an older release"])
def test_the_run_of_a_killed_process_is_freed_at_once(by_clock: bool, worker: subprocess.Popen[bytes], held: HarvestRun) -> None:
    holder = f"{HERE}:{worker.pid}:{lease._birth(worker.pid, by_clock=by_clock)}"
    HarvestRun.objects.filter(pk=held.pk).update(lease_holder=holder)
    assert not lease.is_dead(holder)
    assert lease.free_dead() == 0
    worker.kill()
    assert wait_until(lambda: lease.is_dead(holder), seconds=60), "a zombie, which nobody has waited for, is dead"
    worker.wait()
    assert lease.is_dead(holder)
    assert lease.free_dead() == 1
    held.refresh_from_db()
    assert (held.lease, held.lease_until) == (None, None)
    assert lease.claim(held.pk) is not None


def test_a_new_process_under_the_number_of_a_dead_one_is_not_taken_for_it() -> None:
    mine = lease.me()
    assert mine.startswith(f"{HERE}:{os.getpid()}:")
    assert not lease.is_dead(mine)
    assert lease.is_dead(f"{mine}1")


@pytest.mark.parametrize("holder", ["elsewhere:1:1.00", "", f"{HERE}", f"{HERE}:one:1.00"])
def test_of_a_process_of_another_machine_nothing_is_known(holder: str) -> None:
    assert not lease.is_dead(holder)


@pytest.mark.parametrize(
    ("error", "dead"),
    [(psutil.NoSuchProcess(1), True), (FileNotFoundError(), True), (ProcessLookupError(), True), (psutil.AccessDenied(), False)],
)
def test_a_process_that_may_not_be_looked_at_lives(error: Exception, dead: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> str:
        raise error

    mine = lease.me()
    monkeypatch.setattr(lease, "_birth", fails)
    assert lease.is_dead(mine) is dead

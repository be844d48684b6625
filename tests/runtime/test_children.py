"""The processes of `make run`: they come back when killed, go when asked, and never outlive their supervisor."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from runtime import children, processes
from runtime.children import Child, Command
from runtime.paths import ROOT

SLEEPER = "import time; print('ready', flush=True); time.sleep(600)"
STUBBORN = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (2, 15)]; print('ready', flush=True); time.sleep(600)"
FAMILY = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); {SLEEPER}"


def a_child(program: str, folder) -> Child:
    return Child(Command("sleeper", ("-c", program)), environ=dict(os.environ), logs_folder=folder)


@pytest.fixture
def child(tmp_path):
    started = a_child(SLEEPER, tmp_path)
    started.start()
    yield started
    children.stop([started])


def wait_for_words(child: Child, words: str = "ready") -> None:
    assert processes.wait_until(lambda: child.log.exists() and words in child.log.read_text(), seconds=60)


def test_a_killed_child_starts_again(child, capsys):
    wait_for_words(child)
    first = child.identity
    child.process.kill()
    assert processes.wait_until(child.look, seconds=60)
    assert child.identity != first
    assert processes.alive(child.identity)
    assert "sleeper stopped (status -9); it starts again in 0.5 s" in capsys.readouterr().out


def test_a_child_that_keeps_dying_waits_longer_each_time(tmp_path, capsys):
    child = a_child("raise SystemExit(3)", tmp_path)
    pauses = []
    for _ in range(3):
        child.start()
        child.process.wait()
        child.look()
        pauses.append(round(child.due - time.monotonic(), 1))
        child.due = 0.0
    assert pauses == sorted(pauses)
    assert pauses[2] >= 3 * pauses[0] > 0


def test_a_child_that_will_not_stop_is_killed_with_its_own_children(tmp_path):
    stubborn, family = a_child(STUBBORN, tmp_path / "1"), a_child(FAMILY, tmp_path / "2")
    for child in (stubborn, family):
        child.start()
        wait_for_words(child)
    members = processes.session_members(family.identity.pid)
    assert len(members) == 2
    children.stop([stubborn, family])
    assert not processes.alive(stubborn.identity)
    assert not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in members)


SUPERVISOR = """
import os, sys, time
from pathlib import Path
from runtime.children import Child, Command, note
child = Child(Command("sleeper", ("-c", sys.argv[2])), environ=dict(os.environ), logs_folder=Path(sys.argv[1]))
child.start()
note([child], Path(sys.argv[1]) / "children.json")
print(child.process.pid, flush=True)
time.sleep(600)
"""


def a_supervisor_that_is_killed(folder, program: str) -> int:
    supervisor = subprocess.Popen([sys.executable, "-c", SUPERVISOR, str(folder), program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(supervisor.stdout.readline())
    assert processes.wait_until(lambda: (folder / "sleeper.log").exists() and "ready" in (folder / "sleeper.log").read_text(), seconds=60)
    supervisor.send_signal(signal.SIGKILL)
    supervisor.communicate()
    return pid


def test_the_children_of_a_killed_supervisor_do_not_stay_behind(tmp_path):
    pid = a_supervisor_that_is_killed(tmp_path, SLEEPER)
    assert processes.wait_until(lambda: processes.identity(pid) is None, seconds=60)


def test_the_next_run_clears_what_would_not_go(tmp_path):
    pid = a_supervisor_that_is_killed(tmp_path, STUBBORN)
    bystander = subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.DEVNULL)
    try:
        assert processes.identity(pid) is not None
        children.clear_leftovers(tmp_path / "children.json")
        assert processes.wait_until(lambda: processes.identity(pid) is None, seconds=60)
        assert bystander.poll() is None
        assert not (tmp_path / "children.json").exists()
    finally:
        bystander.kill()
        bystander.wait()


def test_a_recycled_process_number_is_never_killed(tmp_path):
    bystander = subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        born_later = processes.Identity(bystander.pid, processes.identity(bystander.pid).born + 1000)
        children.files.write_json(tmp_path / "children.json", {"sleeper": born_later.as_dict()})
        children.clear_leftovers(tmp_path / "children.json")
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()

"""The processes of `make run`: each in a session of its own, started again when it dies, none left behind."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from runtime import files, logs, processes, tethered
from runtime.paths import ROOT

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a child that died starts again, doubling
STEADY = 60.0  # seconds after which a child counts as well, and its pause is short again
GRACE = 6.0  # seconds between the polite signal and the last one


@dataclass(frozen=True)
class Command:
    """What a child runs: its name in the logs, its arguments after the interpreter's, and how it is asked to stop."""

    name: str
    arguments: tuple[str, ...]
    polite: int = signal.SIGTERM


class Child:
    """One supervised process; everything is called from the supervisor's main thread."""

    def __init__(self, command: Command, *, environ: dict[str, str], logs_folder: Path) -> None:
        self.command = command
        self.environ = environ
        self.log = logs_folder / f"{command.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.identity: processes.Identity | None = None
        self.reader: threading.Thread | None = None
        self.deaths = 0
        self.started = 0.0
        self.due = 0.0

    def start(self) -> None:
        """Start the process; Linux ends it with this thread's process (see ``tethered``)."""
        self.process = subprocess.Popen(
            tethered.command(list(self.command.arguments)),
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.identity = processes.identity(self.process.pid)
        self.started = time.monotonic()
        if self.process.stdout is not None:
            self.reader = logs.follow(self.command.name, self.process.stdout, self.log)

    def look(self) -> bool:
        """Start the process again when it died and its pause is over; whether it was started."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self._bury(now)
        if now < self.due:
            return False
        self.start()
        return True

    def _bury(self, now: float) -> None:
        if self.process is None:
            return
        self.kill_rest()
        self.deaths = 1 if now - self.started > STEADY else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.due = now + pause
        logs.say(f"{self.command.name} stopped (status {self.process.returncode}); it starts again in {pause:g} s. Its log: {self.log}")
        self.process = None

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.command.polite)

    def kill_rest(self) -> None:
        """Kill whatever is left of the process and of those it started."""
        if self.identity is not None:
            processes.kill_session(self.identity)

    def finish(self, *, until: float) -> None:
        """Wait for the process up to ``until`` (monotonic seconds), then kill it and what it started."""
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.05, until - time.monotonic()))
            self.kill_rest()
            self.process.wait()
        if self.reader is not None:
            self.reader.join(timeout=2)


def note(children: Iterable[Child], path: Path) -> None:
    """Write down whom we started, for the run that comes after a kill -9."""
    files.write_json(path, {child.command.name: child.identity.as_dict() for child in children if child.identity})


def stop(children: list[Child]) -> None:
    """Stop every child: all are asked at once, and have the same grace."""
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + GRACE
    for child in children:
        child.finish(until=until)


def clear_leftovers(path: Path) -> None:
    """End what a run that was killed left behind: sessions it noted, and nothing else."""
    for values in files.read_json(path).values():
        leader = processes.from_dict(values)
        if leader is not None:
            processes.kill_session(leader)
    path.unlink(missing_ok=True)

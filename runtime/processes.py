"""Processes known by number *and* birth, so that a recycled number is never mistaken for ours, on every system."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

import psutil

BIRTH_TOLERANCE = 2.0  # seconds: Linux derives a birth from the clock at boot, which the clock's own corrections move a little


@dataclass(frozen=True)
class Identity:
    """One process: its number and the moment it was born (seconds since the epoch)."""

    pid: int
    born: float

    def as_dict(self) -> dict[str, Any]:
        """The two values, for JSON."""
        return asdict(self)


def identity(pid: int) -> Identity | None:
    """The identity of a living process, ``None`` when there is none of that number or it is only waiting to be buried."""
    try:
        process = psutil.Process(pid)
        if process.status() in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}:
            return None
        return Identity(pid, process.create_time())
    except (psutil.Error, ValueError):
        return None


def this_process() -> Identity:
    """The identity of the process that asks."""
    return Identity(os.getpid(), psutil.Process().create_time())


def from_dict(values: Any) -> Identity | None:
    """An identity read back from JSON; ``None`` for anything else."""
    try:
        return Identity(int(values["pid"]), float(values["born"]))
    except (KeyError, TypeError, ValueError):
        return None


def alive(known: Identity | None) -> bool:
    """Whether that very process still runs: same number, same birth, and not a zombie."""
    if known is None:
        return False
    found = identity(known.pid)
    return found is not None and abs(found.born - known.born) <= BIRTH_TOLERANCE


def is_zombie(pid: int) -> bool:
    """Whether the process is dead but not yet buried by its parent."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError):
        return False


def wait_until(condition: Callable[[], bool], *, seconds: float, pause: float = 0.02) -> bool:
    """Ask again and again until ``condition`` holds; ``False`` when ``seconds`` went by first."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def send(known: Identity | None, number: int) -> None:
    """Send a signal to that very process, if it still runs."""
    if known is not None and alive(known):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(known.pid, number)


def end(known: Identity | None, steps: Iterable[tuple[int, float]]) -> bool:
    """Send each signal of ``steps`` in turn, waiting its seconds for the process to go; whether it went."""
    for number, seconds in steps:
        if not alive(known):
            return True
        send(known, number)
        if wait_until(lambda: not alive(known), seconds=seconds):
            return True
    return not alive(known)


def session_members(session: int) -> list[psutil.Process]:
    """The living processes of a session, this one excepted: what is left of a child we started as the session's leader."""
    members = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError, psutil.Error):
            if process.pid != os.getpid() and os.getsid(process.pid) == session and process.status() != psutil.STATUS_ZOMBIE:
                members.append(process)
    return members


def kill_session(leader: Identity) -> None:
    """Kill what is left of the session that ``leader`` led, and wait for it to go; one born before ``leader`` is not ours."""
    ours = [process for process in session_members(leader.pid) if _born(process) >= leader.born - BIRTH_TOLERANCE]
    for process in ours:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(identity(process.pid) for process in ours), seconds=3)


def _born(process: psutil.Process) -> float:
    try:
        return float(process.create_time())
    except psutil.Error:
        return 0.0

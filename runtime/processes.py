"""Processes known by number *and* birth, so that a recycled number is never mistaken for ours, on every system.

Linux counts a birth in ticks since the machine's own start, and names each start: neither moves when somebody sets the clock.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

BIRTH_TOLERANCE = 2.0  # seconds, where the system knows births by the clock alone
BOOT = Path("/proc/sys/kernel/random/boot_id")
TICKS = 19  # field "starttime" of /proc/PID/stat, counted after the command's name (proc_pid_stat(5))


@dataclass(frozen=True)
class Identity:
    """One process: its number, the moment it was born (seconds since the epoch), and on Linux ``mark``, its birth by no clock."""

    pid: int
    born: float
    mark: str = ""

    @property
    def boot(self) -> str:
        """The machine's start that the process belongs to; empty where the system does not name it."""
        return self.mark.partition("/")[0]

    def as_dict(self) -> dict[str, Any]:
        """The two values, for JSON."""
        return asdict(self)


def identity(pid: int) -> Identity | None:
    """The identity of a living process, ``None`` when there is none of that number or it is only waiting to be buried."""
    try:
        process = psutil.Process(pid)
        if process.status() in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD}:
            return None
        return Identity(pid, process.create_time(), _mark(pid))
    except (psutil.Error, ValueError):
        return None


def this_boot() -> str:
    """The name of the machine's present start; empty where the system does not give it one."""
    try:
        return BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _mark(pid: int) -> str:
    boot = this_boot()
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[TICKS]
    except (OSError, IndexError):
        return ""
    return f"{boot}/{ticks}" if boot else ""


def this_process() -> Identity:
    """The identity of the process that asks."""
    return Identity(os.getpid(), psutil.Process().create_time(), _mark(os.getpid()))


def from_dict(values: Any) -> Identity | None:
    """An identity read back from JSON; ``None`` for anything else."""
    try:
        return Identity(int(values["pid"]), float(values["born"]), str(values.get("mark", "")))
    except (KeyError, TypeError, ValueError):
        return None


def alive(known: Identity | None) -> bool:
    """Whether that very process still runs: same number, same birth, and not a zombie."""
    if known is None:
        return False
    living = identity(known.pid)
    return living is not None and same(living, known)


def same(one: Identity, other: Identity) -> bool:
    """Whether two identities are one process's: by their marks where both have one, else by the clock."""
    if one.pid != other.pid:
        return False
    if one.mark and other.mark:
        return one.mark == other.mark
    return abs(one.born - other.born) <= BIRTH_TOLERANCE


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
    """Kill what is left of the session that ``leader`` led, and wait for it to go.

    Nothing of another start of the machine is ours, nor a session whose leader of that number is another process. A number is not
    given again while a session bears it, so that the members of a leader that is dead are its own.
    """
    if leader.boot and leader.boot != this_boot():
        return
    living = identity(leader.pid)
    if living is not None and not same(living, leader):
        return
    ours = session_members(leader.pid)
    for process in ours:
        with contextlib.suppress(psutil.Error):
            process.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(identity(process.pid) for process in ours), seconds=3)

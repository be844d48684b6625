"""Runs a command that ends when its supervisor does, however the supervisor ends.

usage: python tethered.py SUPERVISOR_PID COMMAND…    Linux tells the command itself (prctl(2), PR_SET_PDEATHSIG); elsewhere
this process stays beside it and looks once a second.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1


def command(arguments: list[str]) -> list[str]:
    """The command that runs ``arguments`` under this interpreter, tied to the life of the process that asks."""
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve()), str(os.getpid()), sys.executable, *arguments]


def follow_parent(parent: int, *, number: int = signal.SIGTERM) -> bool:
    """Ask Linux for a signal at the parent's death; ``False`` where the system has no such thing. Ends when it is dead already."""
    if not sys.platform.startswith("linux"):
        return False
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)
    return True


def _stand_beside(parent: int, arguments: list[str]) -> int:
    child = subprocess.Popen(arguments)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, lambda received, _frame: child.send_signal(received))
    while child.poll() is None:
        if os.getppid() != parent:
            child.terminate()
        time.sleep(1)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def main() -> int:
    """Entry point; the command's exit status."""
    parent, arguments = int(sys.argv[1]), sys.argv[2:]
    if follow_parent(parent):
        os.execv(arguments[0], arguments)  # noqa: S606  (our own command, no shell)
    return _stand_beside(parent, arguments)


if __name__ == "__main__":
    sys.exit(main())

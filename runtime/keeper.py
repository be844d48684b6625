"""The watchman beside embedded services: restarts what dies, stops everything once no user is left, and goes.

usage: python -m runtime.keeper VAR durable|quick SERVICE…    (started by runtime.services, never by hand)
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

from runtime import files, processes
from runtime.errors import ServiceError
from runtime.services import ALL, Services

PAUSE = 0.5  # seconds between two looks: a killed service is back within a second


def watch(services: Services, wanted: frozenset[str]) -> None:
    """Watch until the last user has gone, or another watchman has taken over."""
    note = services.run / "keeper.json"
    while True:
        time.sleep(PAUSE)
        with services.guard():
            keeper = processes.from_dict(files.read_json(note))
            if keeper is None or keeper.pid != os.getpid():
                return
            if not services.users.any():
                services.stop_held()
                note.unlink(missing_ok=True)
                return
            wanted |= frozenset(files.read_json(services.run / "services.json")) & ALL
            if not services.alive(wanted):
                with contextlib.suppress(ServiceError, OSError):  # a full disk, for one, ends no watch
                    services.start_held(wanted)


def main() -> None:
    """Entry point."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    os.umask(0o077)
    var, durable, *names = sys.argv[1:]
    watch(Services(Path(var), durable=durable == "durable"), frozenset(names))


if __name__ == "__main__":
    main()

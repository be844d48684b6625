"""Serves the portal: loads it once, then forks the workers, which share its memory and are ready at once.

usage: python -m runtime.web [--host 127.0.0.1] [--port 8000] [--workers 2] [--threads 4]
"""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import os
import signal

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from runtime import environment, tethered

TARGET = "portal.wsgi"
KILL_SECONDS = 5  # a request that takes longer than that at the end of a run is cut


def load() -> None:
    """Import the site and every view, leave no connection open for the workers to share, and nothing of it to be looked through
    for unreachable cycles: a worker would stop for a fifth of a second to do so, each hundred pages.
    """
    importlib.import_module(TARGET)
    from django.db import connections
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    connections.close_all()
    gc.collect()
    gc.freeze()


def follow_to_the_end() -> None:
    """Have each worker die with this process: granian's workers would go on serving after a kill -9 of their parent."""
    parent = os.getpid()
    os.register_at_fork(after_in_child=lambda: tethered.follow_parent(parent, number=signal.SIGKILL))


def main() -> None:
    """Entry point; serves until a signal."""
    options = argparse.ArgumentParser(prog="python -m runtime.web", description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--threads", type=int, default=environment.read(os.environ).web_threads, help="threads of each worker")
    chosen = options.parse_args()
    if multiprocessing.get_start_method() == "fork":
        load()
        follow_to_the_end()
    Granian(
        f"{TARGET}:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=chosen.workers,
        blocking_threads=chosen.threads,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=KILL_SECONDS,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()

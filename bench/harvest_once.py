"""One harvest in a process of its own: its time and its peak memory, and what the engines were not told, as one JSON line.

``python -m bench.harvest_once SLUG``, with DATABASE_URL set; the marks are drained by a second process, as the workers do.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time

import django


def main(slug: str) -> None:
    """Harvest, index, report."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    from catalogue.search import engines
    from catalogue.services import marks
    from harvest.models import Endpoint
    from harvest.services import runs
    from harvest.services.drive import drive

    follower = subprocess.Popen([sys.executable, "-m", "bench.follow"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert follower.stdin is not None and follower.stdout is not None
    follower.stdout.readline()  # a worker is there before a harvest begins: its own start is no part of the measure
    endpoint = Endpoint.objects.get(source__slug=slug)
    started = time.perf_counter()
    run = drive(runs.start(endpoint, kind="full").pk, index=False)
    harvested = time.perf_counter() - started
    follower.stdin.close()
    follower.stdout.readline()  # the last document is indexed: how long a process takes to leave is no part of the measure
    seconds = time.perf_counter() - started
    follower.wait()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    result = {"state": run.state, **run.counters, "seconds": seconds, "harvest_seconds": harvested, "peak_mb": peak}
    print(json.dumps({**result, "marks_left": marks.lag(engines.names()).waiting}))


if __name__ == "__main__":
    main(sys.argv[1])

"""Drains the marks until its standard input closes and none is left: the indexing worker of a bench.

Says a line when it begins, and one when nothing is left to index.
"""

from __future__ import annotations

import os
import select
import sys
import time

import django

EVERY_SECONDS = 1.0  # as often as the schedule of portal.celery


def main() -> None:
    """Drain, and stop when the harvest has."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    from catalogue.services import indexing

    print("ready", flush=True)
    ended = False
    while True:
        begun = time.monotonic()
        drained = indexing.drain()
        if ended and not drained:
            print("drained", flush=True)
            return
        pause = max(EVERY_SECONDS - (time.monotonic() - begun), 0.0)
        if not ended and select.select([sys.stdin], [], [], pause)[0]:
            ended = not sys.stdin.buffer.read(1)


if __name__ == "__main__":
    main()

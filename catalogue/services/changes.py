"""When what readers find last changed, told to every process that keeps pages or counts."""

from __future__ import annotations

import time

from django.core.cache import cache

KEY = "catalogue-changed"


def tell() -> None:
    """Say that what readers find has changed: an index was committed, or switched."""
    cache.set(KEY, time.time_ns(), None)


def stamp() -> int:
    """Another number after each change; 0 before the first, or when nothing is known of it."""
    return int(cache.get(KEY) or 0)

"""What a piece of work costs, in time of the processor: a machine that is busy with others makes it late, not dearer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What this thread does within takes no more; the limit is many times what it needs, and far below what a careless way would take."""
    before = time.thread_time()
    yield
    spent = time.thread_time() - before
    assert spent < seconds, f"{spent:.1f} s of processor time"

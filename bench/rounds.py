"""How often a measure is taken: a machine is not as fast at every moment, so the median of some rounds is shown."""

from __future__ import annotations

import os

VARIABLE = "BENCH_ROUNDS"


def rounds(usual: int = 3) -> int:
    """How many, as ``--rounds`` says or ``usual``."""
    return int(os.environ.get(VARIABLE) or usual)

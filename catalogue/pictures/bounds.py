"""What a process that opens somebody's file may take of the machine."""

from __future__ import annotations

import contextlib
import os
import resource
from typing import Final

COURTESY: Final = 10


def bound(*, memory: int, seconds: int) -> None:
    """Neither all of the machine's memory (bytes of addresses) nor its processor for ever; some systems know no such bounds."""
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    with contextlib.suppress(OSError):
        os.nice(COURTESY)

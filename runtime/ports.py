"""Free ports of this machine's loopback."""

from __future__ import annotations

import random
import socket
from contextlib import closing

LOOPBACK = "127.0.0.1"
QUIET = range(20_000, 32_000)  # below the ports that Linux (32768) and macOS (49152) hand out to outgoing connections


def is_free(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now; a server on every address counts as an occupant."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) != 0


def any_free() -> int:
    """A port that nobody listens on, and that no outgoing connection will take meanwhile. Raises OSError when there is none."""
    for port in random.sample(QUIET, 100):
        if is_free(port):
            return port
    raise OSError(f"No port is free between {QUIET.start} and {QUIET.stop - 1}.")


def first_free(start: int, *, tries: int = 100) -> int:
    """``start`` or the next port that nobody listens on. Raises OSError when none of ``tries`` ports is free."""
    for port in range(start, min(start + tries, 65_536)):
        if is_free(port):
            return port
    raise OSError(f"No port is free between {start} and {start + tries - 1}.")

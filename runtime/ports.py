"""Free ports of this machine's loopback."""

from __future__ import annotations

import random
import socket
import sys
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


def _hold(port: int) -> socket.socket | None:
    """A claim on the port: bound, never listening. The second claim on the same port is refused.

    Servers that share ports between their workers (SO_REUSEPORT) would share them with a stranger of the same user as
    well: two clones started together would then answer each other's readers. Once bound, the claim lets such a server in.
    """
    claim = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claim.bind((LOOPBACK, port))
    except OSError:
        claim.close()
        return None
    if sys.platform.startswith("linux"):
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
        claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    else:
        claim.close()
    return claim


def claim_from(start: int, *, tries: int = 100) -> tuple[int, socket.socket]:
    """``start`` or the next port that is free, and the claim to keep as long as the port is used. Raises OSError when none is."""
    for port in range(start, min(start + tries, 65_536)):
        if is_free(port) and (claim := _hold(port)) is not None:
            return port, claim
    raise OSError(f"No port is free between {start} and {start + tries - 1}.")

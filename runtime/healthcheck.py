"""Asks this container's own site whether it lives; the exit status is for the container engine.

usage: python -m runtime.healthcheck [PORT]
"""

from __future__ import annotations

import contextlib
import http.client
import os
import sys

from runtime.environment import read


def host_name() -> str:
    """A host name that the site answers to: the first one allowed."""
    first = next(iter(read(os.environ).allowed_hosts), "localhost")
    return "localhost" if first == "*" else first.removeprefix(".")


def answers(port: int, *, host: str) -> bool:
    """Whether the site on this machine answers 200 at /sante/ under the host name."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
        try:
            line.request("GET", "/sante/", headers={"Host": host})
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


def main() -> int:
    """Entry point; the exit status."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    return 0 if answers(port, host=host_name()) else 1


if __name__ == "__main__":
    sys.exit(main())

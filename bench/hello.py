"""The least that the portal's own server can do: five letters, from the same interface, with the same workers and threads.

usage: python -m bench.hello PORT
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

BODY = b"hello"
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(BODY)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Say hello, whatever is asked."""
    start_response("200 OK", HEADERS)
    return [BODY]


if __name__ == "__main__":
    Granian(
        "bench.hello:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()

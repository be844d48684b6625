"""Failure modes under HTTP: connections, time, sizes, compression."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from typing import Any

from tests.fault_server.modes_http import FirstTokenFails
from tests.fault_server.play import Play, Record, Request, Response, mode


def _reset(handler: Any, response: Response, *, at: int) -> None:
    data = response.data
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[:at])
    handler.wfile.flush()
    # Linger of zero seconds: the kernel sends a reset instead of a polite end.
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


@mode("connection_reset", 35)
class Reset(FirstTokenFails):
    """The connection is reset in the middle of a page, once."""

    def fault(self, good: Response) -> Response:
        good.wire = lambda handler, response: _reset(handler, response, at=700)
        return good


@mode("connection_closed_early", 35)
class ClosedEarly(FirstTokenFails):
    """The connection ends before the announced length, once."""

    def fault(self, good: Response) -> Response:
        def wire(handler: Any, response: Response) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(response.data)))
            handler.end_headers()
            handler.wfile.write(response.data[:500])
            handler.close_connection = True

        good.wire = wire
        return good


@mode("hanging_endpoint", 35)
class Hanging(FirstTokenFails):
    """The server takes the request and says nothing, once."""

    def fault(self, good: Response) -> Response:
        def wire(handler: Any, response: Response) -> None:
            time.sleep(4)
            handler.close_connection = True

        good.wire = wire
        return good


@mode("slow_drip", 35)
class SlowDrip(FirstTokenFails):
    """The answer comes one byte at a time, once."""

    def fault(self, good: Response) -> Response:
        def wire(handler: Any, response: Response) -> None:
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(response.data)))
            handler.end_headers()
            try:
                for byte in response.data[:200]:
                    handler.wfile.write(bytes((byte,)))
                    handler.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                return
            finally:
                handler.close_connection = True

        good.wire = wire
        return good


@mode("slow_drip_in_headers", 35)
class SlowHeaders(FirstTokenFails):
    """The headers come one byte at a time, once."""

    def fault(self, good: Response) -> Response:
        def wire(handler: Any, response: Response) -> None:
            try:
                for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 200:
                    handler.connection.sendall(bytes((byte,)))
                    time.sleep(0.05)
            except OSError:
                return
            finally:
                handler.close_connection = True

        good.wire = wire
        return good


@mode("huge_page", 36)
class HugePage(FirstTokenFails):
    """The second page weighs ten megabytes, as long as it is asked for in one list."""

    times = 1_000_000

    def fault(self, good: Response) -> Response:
        good.body = good.data.replace(b"</dc:title>", b"x" * 1_000_000 + b"</dc:title>")
        return good


@mode("gzip_unasked", 42)
class GzipUnasked(Play):
    """Pages are compressed without saying so."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        good = super().page(request, state, chosen, at)
        good.body = gzip.compress(good.data)
        return good


@mode("gzip_announced_but_plain", 42)
class GzipAnnounced(Play):
    """Pages say gzip and are plain."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        good = super().page(request, state, chosen, at)
        good.headers["Content-Encoding"] = "gzip"
        return good


@mode("gzip_damaged", 42)
class GzipDamaged(Play):
    """Compressed pages are damaged; without compression they are good."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        good = super().page(request, state, chosen, at)
        if "gzip" in request.headers.get("accept-encoding", ""):
            packed = bytearray(gzip.compress(good.data))
            packed[len(packed) // 2] ^= 0xFF
            good.body, good.headers["Content-Encoding"] = bytes(packed), "gzip"
        return good


@mode("gzip_bomb", 42)
class GzipBomb(Play):
    """A small answer unpacks to 200 megabytes: two hundred members of one megabyte each."""

    def list(self, request: Request) -> Response:
        return Response(gzip.compress(b" " * 1_000_000, 9) * 200, headers={"Content-Encoding": "gzip"})

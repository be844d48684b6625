"""Failure modes of HTTP and below: statuses, redirects, certificates, connections, compression, sizes, time."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, ClassVar

from tests.fault_server.play import Play, Record, Request, Response, mode


class _FirstTokenFails(Play):
    """The first request with a token gets ``fault()``, the others are answered."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        good = super().page(request, state, chosen, at)
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        return self.fault(good) if request["resumptionToken"] and asked <= self.times else good

    times = 1

    def fault(self, good: Response) -> Response:
        raise NotImplementedError


@mode("server_error_in_deep_pages", 8)
class DeepError(Play):
    """The server falls as soon as a list goes past its first page."""

    def list(self, request: Request) -> Response:
        return Response("Internal error", 500) if request["resumptionToken"] else super().list(request)


@mode("server_error_once", 8)
class ErrorOnce(_FirstTokenFails):
    """A gateway stumbles once."""

    def fault(self, good: Response) -> Response:
        return Response("Bad gateway", 502)


@mode("too_many_records_refused", 9)
class TooMany(Play):
    """A list of more than six records is refused."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        return Response("Too many records", 413) if len(chosen) > 6 else super().page(request, state, chosen, at)


@mode("busy_retry_after_seconds", 10)
class BusySeconds(_FirstTokenFails):
    """503 with a number of seconds, once."""

    def fault(self, good: Response) -> Response:
        return Response("busy", 503, {"Retry-After": "1"})


@mode("busy_retry_after_date", 10)
class BusyDate(_FirstTokenFails):
    """503 with a date, once."""

    def fault(self, good: Response) -> Response:
        return Response("busy", 503, {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)})


@mode("busy_without_retry_after", 10)
class BusyForEver(Play):
    """503 without a word on when to come back, for ever."""

    def respond(self, request: Request) -> Response:
        return Response("busy", 503)


@mode("too_many_requests", 11)
class TooManyRequests(_FirstTokenFails):
    """429, once."""

    def fault(self, good: Response) -> Response:
        return Response("slow down", 429, {"Retry-After": "1"})


@mode("robot_challenge", 14)
class Challenge(Play):
    """A protection asks for a human being."""

    def respond(self, request: Request) -> Response:
        page = (
            "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script src='/cdn-cgi/challenge-platform/x'></script>"
        )
        return Response(page, 403, {"Content-Type": "text/html", "cf-mitigated": "challenge"})


@mode("forbidden", 14)
class Forbidden(Play):
    """The server refuses the harvester."""

    def respond(self, request: Request) -> Response:
        return Response("Forbidden", 403)


@mode("another_source_is_broken", 27)
class AlwaysBroken(Play):
    """Every request fails, for ever."""

    def respond(self, request: Request) -> Response:
        return Response("Internal error", 500)


@mode("slow_but_good", 28)
class SlowButGood(Play):
    """Every page takes half a second: long enough to try a second run."""

    def list(self, request: Request) -> Response:
        time.sleep(0.5)
        return super().list(request)


@mode("fails_then_recovers", 29)
class FailsThenRecovers(Play):
    """Refuses the format until ``repaired`` is set."""

    repaired = False

    def list(self, request: Request) -> Response:
        if self.repaired:
            return super().list(request)
        return self.xml(self.envelope(self.error("cannotDisseminateFormat", "unknown prefix")))


@mode("certificate_expired", 33)
class Expired(Play):
    """The certificate expired in 2021."""

    tls: ClassVar[str] = "expired"


@mode("certificate_chain_incomplete", 33)
class Incomplete(Play):
    """The intermediate certificate is not sent."""

    tls: ClassVar[str] = "incomplete"


@mode("certificate_self_signed", 33)
class SelfSigned(Play):
    """The certificate is signed by itself."""

    tls: ClassVar[str] = "self_signed"


@mode("certificate_of_another_host", 33)
class OtherHost(Play):
    """The certificate belongs to another server."""

    tls: ClassVar[str] = "other_host"


@mode("moved_permanently", 34)
class Moved(Play):
    """The service has moved to another path; the new address forgets the question."""

    def respond(self, request: Request) -> Response:
        if request.path != "/nouveau/oai":
            return Response("", 301, {"Location": self.url.replace("/oai", "/nouveau/oai")})
        return super().respond(request)


@mode("redirect_circle", 34)
class RedirectCircle(Play):
    """The address leads to itself."""

    def respond(self, request: Request) -> Response:
        return Response("", 302, {"Location": self.url})


@mode("redirect_to_private_address", 34)
class RedirectPrivate(Play):
    """The address leads to the machine's own network."""

    def respond(self, request: Request) -> Response:
        return Response("", 302, {"Location": "http://169.254.169.254/latest/meta-data/"})


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
class Reset(_FirstTokenFails):
    """The connection is reset in the middle of a page, once."""

    def fault(self, good: Response) -> Response:
        good.wire = lambda handler, response: _reset(handler, response, at=700)
        return good


@mode("connection_closed_early", 35)
class ClosedEarly(_FirstTokenFails):
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
class Hanging(_FirstTokenFails):
    """The server takes the request and says nothing, once."""

    def fault(self, good: Response) -> Response:
        def wire(handler: Any, response: Response) -> None:
            time.sleep(4)
            handler.close_connection = True

        good.wire = wire
        return good


@mode("slow_drip", 35)
class SlowDrip(_FirstTokenFails):
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
class SlowHeaders(_FirstTokenFails):
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
class HugePage(_FirstTokenFails):
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

"""Failure modes of HTTP: statuses, redirects, certificates."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import ClassVar

from tests.fault_server.play import Play, Record, Request, Response, mode


class FirstTokenFails(Play):
    """The first request with a token gets ``fault()``, the others are answered."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        good = super().page(request, state, chosen, at)
        asked = sum(1 for one in self.requests if one["resumptionToken"])
        return self.fault(good) if request["resumptionToken"] and asked <= self.times else good

    times = 1

    def fault(self, good: Response) -> Response:
        """What is sent instead of ``good``."""
        return good


@mode("server_error_in_deep_pages", 8)
class DeepError(Play):
    """The server falls as soon as a list goes past its first page."""

    def list(self, request: Request) -> Response:
        return Response("Internal error", 500) if request["resumptionToken"] else super().list(request)


@mode("server_error_once", 8)
class ErrorOnce(FirstTokenFails):
    """A gateway stumbles once."""

    def fault(self, good: Response) -> Response:
        return Response("Bad gateway", 502)


@mode("too_many_records_refused", 9)
class TooMany(Play):
    """A list of more than six records is refused."""

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        return Response("Too many records", 413) if len(chosen) > 6 else super().page(request, state, chosen, at)


@mode("busy_retry_after_seconds", 10)
class BusySeconds(FirstTokenFails):
    """503 with a number of seconds, once."""

    def fault(self, good: Response) -> Response:
        return Response("busy", 503, {"Retry-After": "1"})


@mode("busy_retry_after_date", 10)
class BusyDate(FirstTokenFails):
    """503 with a date, once."""

    def fault(self, good: Response) -> Response:
        return Response("busy", 503, {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)})


@mode("busy_without_retry_after", 10)
class BusyForEver(Play):
    """503 without a word on when to come back, for ever."""

    def respond(self, request: Request) -> Response:
        return Response("busy", 503)


@mode("too_many_requests", 11)
class TooManyRequests(FirstTokenFails):
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

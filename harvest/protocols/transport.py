"""The one way out to partners: a guarded, polite, bounded HTTP GET that connects to the very address that was checked."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPException, IncompleteRead
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from catalogue.core.messages import Message
from harvest.protocols import guard, tls
from harvest.protocols.base import EndpointConfig, Fatal, RetryLater
from harvest.protocols.cookies import Cookies
from harvest.protocols.guard import Target
from harvest.protocols.limits import BadCompression, Limits, Unpacker, read_body
from harvest.protocols.politeness import MANNERS

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE | re.ASCII)
# What an address may hold without being encoded (RFC 3986), "%" included: partners type accents and blanks, and encode some already.
WRITTEN_AS_IS = "%/?:@!$&'()*+,;=~[]"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers with lower-case names, unpacked body, and the permanent new address if it moved.

    ``remarks``: what was tolerated in the way it was sent.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    host: str
    place: str
    moved_to: str = ""
    wire_bytes: int = 0
    remarks: tuple[Message, ...] = ()

    @property
    def charset(self) -> str:
        """The character set that the transport gives to the body (RFC 9110 §8.3.2); empty when it gives none."""
        found = CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""


class _Watched:
    """Keeps a handle on the socket, so that a watchdog can cut it whatever the reader is doing (headers dripped, TLS stuck)."""

    handle: socket.socket | None = None
    answered = False

    def _new_conn(self) -> socket.socket:
        made: socket.socket = super()._new_conn()  # type: ignore[misc]
        self.handle = made.dup()
        return made

    def cut(self) -> None:
        if self.handle is not None:
            try:
                self.handle.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def close(self) -> None:
        super().close()  # type: ignore[misc]
        if self.handle is not None:
            self.handle.close()
            self.handle = None


class _PlainConnection(_Watched, HTTPConnection):
    pass


class _SecureConnection(_Watched, HTTPSConnection):
    pass


class Transport:
    """Fetches pages of one endpoint. Connections are kept between requests; ``close`` frees them.

    ``cookies`` are those of the run. ``requests`` and ``waited`` (seconds) count what was asked, and how long the answers took.
    """

    def __init__(self, config: EndpointConfig) -> None:
        self.config = config
        self.limits = Limits.of(config.options)
        self.agent = f"{config.user_agent} (+{config.contact})" if config.contact else config.user_agent
        self.cookies = Cookies()
        self.requests, self.waited = 0, 0.0
        self._targets: dict[tuple[str, str], Target] = {}
        self._connections: dict[tuple[str, str, int, str], Any] = {}
        self._tls: ssl.SSLContext | None = None

    def get(self, url: str) -> Answer:
        """GET ``url``, following at most three checked redirects. Any status comes back; raises ProtocolError for the rest."""
        asked, moved_to = url, ""
        for _ in range(self.limits.max_redirects + 1):
            answer = self._once(url)
            if answer.status not in REDIRECTS:
                return replace(answer, moved_to=moved_to)
            url = _next_address(url, answer)
            moved_to = _without_query(url) if answer.status in PERMANENT else moved_to
        raise Fatal(Message("protocol.http.redirects", {"url": asked, "count": self.limits.max_redirects}))

    def close(self) -> None:
        """Close every connection."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _once(self, url: str) -> Answer:
        target = self._target(url)
        MANNERS.wait(f"{target.host}:{target.port}", requests_per_second=self.config.requests_per_second)
        try:
            return self._fetch(target, url, encoding="gzip, deflate")
        except BadCompression:
            pass
        try:
            return self._fetch(target, url, encoding="identity")
        except BadCompression as error:
            raise RetryLater(Message("protocol.http.bad_gzip", {"host": target.host}), seconds=30) from error

    def _target(self, url: str) -> Target:
        """Checked once per scheme and authority: the address is pinned for the life of this transport."""
        parts = urlsplit(url)
        key = (parts.scheme, parts.netloc)
        if key not in self._targets:
            self._targets[key] = guard.check(url, config=self.config)
        path = quote(parts.path or "/", safe=WRITTEN_AS_IS)
        return replace(self._targets[key], path=f"{path}?{quote(parts.query, safe=WRITTEN_AS_IS)}" if parts.query else path)

    def _fetch(self, target: Target, url: str, *, encoding: str) -> Answer:
        started = time.monotonic()
        for index, address in enumerate(target.addresses):
            key = (target.scheme, target.host, target.port, address)
            reused = key in self._connections
            connection = self._connections.setdefault(key, self._connection(target, address))
            last = index == len(target.addresses) - 1
            self.requests += 1
            try:
                with self._guarding(connection, target, started=started):
                    return self._exchange(connection, target, url, encoding=encoding, started=started)
            except RetryLater as error:
                self._drop(key)
                # A kept connection that the server closed meanwhile says nothing of the server: one fresh try.
                if reused and not connection.answered and error.message.code == "protocol.http.reset":
                    return self._fetch(target, url, encoding=encoding)
                if last or error.message.code not in ("protocol.http.refused", "protocol.http.connect_timeout"):
                    raise
            except BaseException:
                self._drop(key)
                raise
            finally:
                self.waited += time.monotonic() - started
        raise AssertionError("a target has at least one address")

    def _exchange(self, connection: Any, target: Target, url: str, *, encoding: str, started: float) -> Answer:
        connection.request("GET", target.path, headers=self._headers(target, encoding), preload_content=False, decode_content=False)
        response: urllib3.HTTPResponse = connection.getresponse()
        connection.answered = True
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.cookies.take(target.host, target.scheme, response.headers.getlist("set-cookie"))
        unpacker = Unpacker(headers.get("content-encoding", ""), host=target.host, limits=self.limits)
        try:
            body = read_body(
                lambda size: response.read1(size, decode_content=False), unpacker, host=target.host, limits=self.limits, started=started
            )
        except BadCompression:
            self._check_length(headers, unpacker.wire, target)
            raise
        self._check_length(headers, unpacker.wire, target)
        if headers.get("connection", "").lower() == "close":
            connection.close()
        place = f"{target.host}:{target.port}"
        return Answer(response.status, headers, body.data, url, target.host, place, wire_bytes=body.wire_bytes, remarks=unpacker.remarks)

    def _check_length(self, headers: Mapping[str, str], received: int, target: Target) -> None:
        announced = headers.get("content-length", "")
        if announced.isdecimal() and "transfer-encoding" not in headers and received < int(announced):
            raise RetryLater(Message("protocol.http.cut", {"host": target.host, "received": received}))

    def _headers(self, target: Target, encoding: str) -> dict[str, str]:
        headers = {
            "Host": target.authority,
            "User-Agent": self.agent,
            "Accept": "application/xml, text/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": encoding,
        }
        if "@" in self.config.contact:
            headers["From"] = self.config.contact
        if cookies := self.cookies.header(target.host, target.scheme):
            headers["Cookie"] = cookies
        return headers

    def _connection(self, target: Target, address: str) -> Any:
        timeout = urllib3.Timeout(connect=self.limits.connect_timeout, read=self.limits.read_timeout)
        if target.scheme == "http":
            return _PlainConnection(address, target.port, timeout=timeout.connect_timeout)
        self._tls = self._tls or tls.context(self.config.ca_bundle)
        # The name goes into SNI and is what the certificate must match; the connection goes to the pinned address.
        return _SecureConnection(
            address, target.port, timeout=timeout.connect_timeout, ssl_context=self._tls, server_hostname=target.host, assert_hostname=None
        )

    def _drop(self, key: tuple[str, str, int, str]) -> None:
        connection = self._connections.pop(key, None)
        if connection is not None:
            connection.close()

    @contextmanager
    def _guarding(self, connection: Any, target: Target, *, started: float) -> Iterator[None]:
        """Cut the connection at the total deadline, and translate what the libraries raise."""
        expired = threading.Event()

        def cut() -> None:
            expired.set()
            connection.cut()

        watchdog = threading.Timer(max(started + self.limits.total_timeout - time.monotonic(), 0.001), cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            self._open(connection, target)
            yield
            if expired.is_set():
                raise TimeoutError("cut by the watchdog")
        except (HTTPError, HTTPException, OSError) as error:
            if expired.is_set():
                raise RetryLater(
                    Message("protocol.http.deadline", {"host": target.host, "seconds": round(self.limits.total_timeout)}), seconds=30
                ) from error
            raise _translated(error, target, self.limits) from error
        finally:
            watchdog.cancel()

    def _open(self, connection: Any, target: Target) -> None:
        if connection.sock is not None:
            return
        try:
            connection.connect()
        except urllib3.exceptions.NewConnectionError as error:
            raise RetryLater(Message("protocol.http.refused", {"host": target.host}), seconds=30) from error
        except (urllib3.exceptions.ConnectTimeoutError, TimeoutError) as error:
            message = Message("protocol.http.connect_timeout", {"host": target.host, "seconds": round(self.limits.connect_timeout)})
            raise RetryLater(message, seconds=30) from error
        connection.timeout = self.limits.read_timeout


def _translated(error: Exception, target: Target, limits: Limits) -> Exception:
    """The protocol error for what urllib3, http.client or the socket raised."""
    chain: BaseException | None = error
    while chain is not None:
        if isinstance(chain, ssl.SSLError) and not isinstance(chain, TimeoutError):
            return tls.explain(chain, host=target.host)
        if isinstance(chain, IncompleteRead | urllib3.exceptions.IncompleteRead):
            received = chain.partial if isinstance(chain.partial, int) else len(chain.partial)
            return RetryLater(Message("protocol.http.cut", {"host": target.host, "received": received}))
        if isinstance(chain, TimeoutError | urllib3.exceptions.ReadTimeoutError):
            message = Message("protocol.http.read_timeout", {"host": target.host, "seconds": round(limits.read_timeout)})
            return RetryLater(message, seconds=30)
        if isinstance(chain, ConnectionError):
            return RetryLater(Message("protocol.http.reset", {"host": target.host}))
        chain = chain.__cause__ or chain.__context__
    detail = type(error).__name__
    return RetryLater(Message("protocol.http.bad_answer", {"host": target.host, "detail": detail}), seconds=30)


def _next_address(url: str, answer: Answer) -> str:
    """Where a redirect leads. Some servers forget the question when they move: it is put back (RFC 9110 §10.2.2)."""
    # Headers come as Latin-1: their bytes are those of the address, in whatever set the server wrote it.
    location = quote(answer.headers.get("location", "").strip().encode("latin-1", "replace"), safe=f"{WRITTEN_AS_IS}#")
    if not location:
        raise Fatal(Message("protocol.http.redirect_nowhere"))
    try:
        there = urlsplit(urljoin(url, location))
    except ValueError as error:
        raise Fatal(Message("protocol.address.invalid", {"url": location[:200]})) from error
    query = there.query or urlsplit(url).query
    return urlunsplit((there.scheme, there.netloc, there.path, query, ""))


def _without_query(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))

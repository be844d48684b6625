"""The SRU client: the records that a query finds, page by page, in versions 1.1, 1.2 and 2.0 of the protocol."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from catalogue.core.messages import Message
from harvest.protocols import dates, http_status, sru_answer
from harvest.protocols.base import Blocked, Checkpoint, EndpointConfig, Fatal, Page, Protocol, ProtocolError, RetryLater, ServerFacts, Slice
from harvest.protocols.sru_answer import Diagnostic, SruAnswer
from harvest.protocols.transport import Answer, Transport

ARGUMENTS = frozenset(
    {"version", "operation", "query", "queryType", "recordSchema", "startRecord", "maximumRecords", "recordPacking", "recordXMLEscaping"}
)
VERSIONS = ("1.2", "1.1")
UNSUPPORTED_VERSION = 5
OUT_OF_RANGE = 61
TOO_MANY_MATCHES = frozenset({60})
# What is wrong before any question: explain and searches fail alike.
NOBODY = ("protocol.address.", "protocol.tls.")
EMPTY_PAGES = 20

# SRU diagnostics to what the harvest does about them; any other number is a setting to correct.
BUSY = (RetryLater, "protocol.sru.busy")
LOGIN = (Blocked, "protocol.sru.login")
QUERY = (Fatal, "protocol.sru.query")
SCHEMA = (Fatal, "protocol.sru.schema")
SETTINGS = (Fatal, "protocol.sru.settings")
TOO_MANY = (Fatal, "protocol.sru.too_many")
KINDS: dict[int, tuple[type[ProtocolError], str]] = {
    **dict.fromkeys((1, 2, 64), BUSY),
    3: LOGIN,
    **dict.fromkeys(range(10, 50), QUERY),
    60: TOO_MANY,
    **dict.fromkeys((66, 67, 68, 69, 70, 71, 72), SCHEMA),
}


class Sru(Protocol):
    """Harvests what ``config.set_spec``, a CQL query, finds at ``config.url``, in the schema ``config.prefix``.

    There are no dates: a slice is the whole query. ``config.options``: ``version`` ("1.2", "1.1" or "2.0").
    """

    name = "sru"

    def __init__(self, config: EndpointConfig) -> None:
        super().__init__(config)
        self.transport = Transport(config)

    def facts(self) -> ServerFacts:
        """What explain says, if anything: the name. SRU has neither dates nor deletions."""
        answer, http = self._ask({"operation": "explain", "version": self._version(None)}, first=1)
        return ServerFacts(
            name=answer.title[:300], response_date=dates.parse_http(http.headers.get("date")), messages=(*answer.messages, *_remarks(http))
        )

    def supposed(self, error: ProtocolError) -> ServerFacts | None:
        """Searches work on many servers that do not explain themselves."""
        if error.message.code.startswith(NOBODY):
            return None
        return ServerFacts(messages=(Message("protocol.sru.no_explain", {"reason": error.message.as_json()}),))

    @property
    def spent(self) -> tuple[int, float]:
        """The transport's counts."""
        return self.transport.requests, self.transport.waited

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """The records of the query from the checkpoint's position on."""
        if not self.config.set_spec.strip():
            raise Fatal(Message("protocol.sru.no_query"))
        state: dict[str, Any] = dict(checkpoint or {"position": 1, "seen": 0, "mark": "", "first_date": ""})
        self.transport.cookies.restore(state.get("cookies"))
        while True:
            try:
                page = self._page(state)
            except ProtocolError:
                if _nothing_left(state):
                    return  # whatever the server says of a place that it does not have
                raise
            yield page
            if page.checkpoint is None:
                return
            state = dict(page.checkpoint)

    def close(self) -> None:
        """Free the connections."""
        self.transport.close()

    def _page(self, state: dict[str, Any]) -> Page:
        position = int(state["position"])
        answer, http = self._search(position, state)
        messages = [*answer.messages, *(_remarks(http) if position == 1 else ())]
        total = _total(answer, state, position=position)
        mark = _mark(answer)
        if state.get("guessed") and (mark == state["mark"] or (not answer.items and _past_the_end(answer))):
            answer = SruAnswer()  # nobody said that there was a page here
        messages += [] if _nothing_left(state) and not answer.items else self._judge(answer, position=position, total=total)
        if answer.items and mark == state["mark"]:
            raise Fatal(Message("protocol.sru.loop", {"position": position}))
        following, holes = self._next(answer, position=position, total=total)
        holes += int(state.get("holes", 0))
        empty = 0 if answer.shown else int(state.get("empty", 0)) + 1
        if following is None and holes:
            messages.append(Message("protocol.sru.holes", {"count": holes, "total": total or "?"}))
        if following is not None and empty > EMPTY_PAGES:
            raise Fatal(Message("protocol.sru.capped", {"total": total or "?", "position": position - 1}))
        clock = dates.parse_http(http.headers.get("date"))
        first_date = state["first_date"] or (clock.isoformat() if clock else "")
        checkpoint = None
        if following is not None:
            seen = int(state["seen"]) + len(answer.items)
            checkpoint = {"position": following, "seen": seen, "mark": mark, "first_date": first_date, "total": total}
            checkpoint |= {"holes": holes, "empty": empty, "cookies": self.transport.cookies.as_json()}
            checkpoint["version"] = state.get("version") or self._version(None)
            checkpoint["guessed"] = total is None and answer.next_position is None
        if position == 1 and answer.items and total is None:
            messages.append(Message("protocol.sru.no_total"))
        return Page(
            items=answer.items,
            checkpoint=checkpoint,
            total=total,
            response_date=clock,
            first_response_date=dates.parse(first_date),
            messages=tuple(messages),
            bytes_read=http.wire_bytes,
        )

    def _search(self, position: int, state: dict[str, Any]) -> tuple[SruAnswer, Answer]:
        """One searchRetrieve, in the version announced, else in an older one."""
        asked = self._version(state)
        for version in dict.fromkeys((asked, *(one for one in VERSIONS if one < asked))):
            state["version"] = version
            answer, http = self._ask(self._arguments(position, version), first=position)
            if not any(one.number == UNSUPPORTED_VERSION for one in answer.diagnostics):
                break
        return answer, http

    def _version(self, state: dict[str, Any] | None) -> str:
        return str((state or {}).get("version") or self.config.options.get("version", VERSIONS[0]))

    def _arguments(self, position: int, version: str) -> dict[str, str]:
        arguments = {"query": self.config.set_spec, "startRecord": str(position), "maximumRecords": str(self.config.page_size)}
        if self.config.prefix:
            arguments["recordSchema"] = self.config.prefix
        # 2.0 dropped version and operation, and calls the packing recordXMLEscaping.
        if version != "2.0":
            return {"version": version, "operation": "searchRetrieve", "recordPacking": "xml", **arguments}
        return {"queryType": "cql", "recordXMLEscaping": "xml", **arguments}

    def _ask(self, arguments: dict[str, str], *, first: int) -> tuple[SruAnswer, Answer]:
        parts = urlsplit(self.config.url.strip())
        kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in ARGUMENTS]
        query = urlencode([*kept, *arguments.items()], quote_via=quote, safe="")
        http = self.transport.get(urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")))
        told = b"iagnostic" in http.body[:8000] and b"<" in http.body[:200]
        if not (told and http.status not in http_status.BUSY):
            http_status.check(http, agent=self.transport.agent)
        if not http.body.strip():
            raise RetryLater(Message("protocol.http.empty", {"host": http.host}), seconds=10)
        return sru_answer.read(http.body, first=first, max_elements=self.transport.limits.max_elements, charset=http.charset), http

    def _judge(self, answer: SruAnswer, *, position: int, total: int | None) -> list[Message]:
        """Raise for a diagnostic that ends the harvest; a diagnostic beside records is only a warning."""
        messages = []
        for one in answer.diagnostics:
            values = {"number": one.number, "detail": one.detail, "prefix": self.config.prefix}
            if answer.items:
                messages.append(Message("protocol.sru.warning", values))
                continue
            raise _final(one, values, position=position, total=total)
        return messages

    def _next(self, answer: SruAnswer, *, position: int, total: int | None) -> tuple[int | None, int]:
        """The position of the next page, None at the end, and how many announced records this page left out without a word.

        nextRecordPosition may be missing, lead back, or point past the end. A page without any record is the end where no more than a page
        was still to come, and a hole where the server says how to go on; else the server has stopped giving, which is Fatal.
        """
        if not answer.shown:
            if answer.next_position is not None and answer.next_position > position:
                return answer.next_position, answer.next_position - position
            if total is not None and total >= position:
                if position == 1 or total - position >= self.config.page_size:
                    raise Fatal(Message("protocol.sru.capped", {"total": total, "position": position - 1}))
                return None, total - position + 1
            return None, 0
        after = max(position + answer.shown, answer.last_position + 1)
        following = answer.next_position if answer.next_position and answer.next_position > position else after
        if total is None:
            return following, 0
        if answer.next_position and following == total + 1 and answer.shown >= self.config.page_size:
            # The end, or a server that counts the records of its page: one more question tells.
            return following, 0
        return (following if following <= total else None), max(min(following, total + 1) - position - answer.shown, 0)


def _nothing_left(state: dict[str, Any]) -> bool:
    """Whether the place asked for is past the end, as the pages before announced it."""
    return state.get("total") is not None and int(state["position"]) > int(state["total"])


def _past_the_end(answer: SruAnswer) -> bool:
    """Whether a server says that there is nothing at the place asked for."""
    return not answer.diagnostics or any(one.number == OUT_OF_RANGE for one in answer.diagnostics)


def _total(answer: SruAnswer, state: dict[str, Any], *, position: int) -> int | None:
    """How many records there are in all, as far as anybody knows: servers that give a number smaller than what they show count something
    else, and know nothing.
    """
    total: int | None = answer.total if answer.total is not None else state.get("total")
    if not answer.shown:
        return state.get("total") if total == 0 and position > 1 else total
    return None if total is not None and total < position + answer.shown - 1 else total


def _final(one: Diagnostic, values: dict[str, Any], *, position: int, total: int | None) -> ProtocolError:
    if one.number == OUT_OF_RANGE and position > 1:
        return Fatal(Message("protocol.sru.capped", {"total": total or "?", "position": position - 1}))
    kind, code = KINDS.get(one.number, SETTINGS)
    return kind(Message(code, values))


def _remarks(http: Answer) -> tuple[Message, ...]:
    return (*http.remarks, *((Message("protocol.http.moved", {"url": http.moved_to}),) if http.moved_to else ()))


def _mark(answer: SruAnswer) -> str:
    """A page's own mark, from its records' bytes: some servers ignore startRecord and give the first page for ever."""
    if not answer.items:
        return ""
    return hashlib.blake2b(b"".join(item.identifier.encode() + item.data for item in answer.items), digest_size=8).hexdigest()

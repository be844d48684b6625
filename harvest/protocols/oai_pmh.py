"""The OAI-PMH 2.0 client: lists of records page by page, with every way in which servers have been seen to go wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from catalogue.core.messages import Message
from harvest.protocols import dates, http_status, oai_errors, oai_fast, oai_slow
from harvest.protocols.base import Blocked, Checkpoint, EndpointConfig, Page, Protocol, ProtocolError, RetryLater, ServerFacts, Slice
from harvest.protocols.oai_answer import OaiAnswer
from harvest.protocols.oai_chain import Chain
from harvest.protocols.transport import Answer, Transport

OAI_URI = b"http://www.openarchives.org/OAI/2.0/"
ARGUMENTS = frozenset({"verb", "metadataPrefix", "set", "from", "until", "resumptionToken", "identifier"})
GRANULARITIES = {"yyyy-mm-dd": dates.DAY, "yyyy-mm-ddthh:mm:ssz": dates.SECOND}
MAX_SET_PAGES = 50
CLOCK_HOURS = 24
OUTSIDE = 3  # records of a first page outside of the period asked for, all of them, that are no accident
# What is wrong before any question: Identify and lists fail alike.
NOBODY = ("protocol.address.", "protocol.tls.")
# One quick second try in deep pages: the pipeline's waits are for servers that are down, not for one that stumbled.
SECOND_TRY_SECONDS = 1.0


class OaiPmh(Protocol):
    """Harvests ``config.url`` in ``config.prefix``, within ``config.set_spec`` when it is given.

    ``config.options`` or the slice's: ``granularity`` ("day" or "second") spares an Identify request before the first page.
    """

    name = "oai_pmh"

    def __init__(self, config: EndpointConfig) -> None:
        super().__init__(config)
        self.transport = Transport(config)
        self._facts: ServerFacts | None = None
        self._set_checked = False

    def facts(self) -> ServerFacts:
        """What Identify says: name, granularity, deletions, earliest datestamp, the server's clock."""
        answer, http = self._ask({"verb": "Identify"})
        oai_errors.check(answer, config=self.config, deep=False)
        said = {name: text for parent, name, text in reversed(answer.leaves) if parent == "Identify"}
        if not said:
            raise RetryLater(Message("protocol.oai.no_list"), seconds=60)
        clock = dates.parse(answer.response_date) or dates.parse_http(http.headers.get("date"))
        messages = [*answer.messages, *self._remarks(answer, http)]
        earliest = _sane(said.get("earliestDatestamp", ""), messages)
        if clock and (hours := round(abs((datetime.now(UTC) - clock).total_seconds()) / 3600)) >= CLOCK_HOURS:
            messages.append(Message("protocol.oai.clock", {"hours": hours}))
        deletions = said.get("deletedRecord", "").strip().lower()
        self._facts = ServerFacts(
            name=said.get("repositoryName", "")[:300],
            granularity=GRANULARITIES.get(said.get("granularity", "").strip().lower(), dates.DAY),
            deletions=deletions if deletions in ("persistent", "transient") else "no",
            earliest=earliest,
            response_date=clock,
            messages=tuple(messages),
        )
        return self._facts

    def supposed(self, error: ProtocolError) -> ServerFacts | None:
        """Lists may work where Identify does not, unless nothing at all can be asked at this address. Days are what every server takes
        (OAI-PMH 2.0 §2.7.1).
        """
        if error.message.code.startswith(NOBODY):
            return None
        return ServerFacts(
            granularity=dates.DAY,
            earliest=dates.BEGINNING,
            messages=(Message("protocol.oai.no_identify", {"reason": error.message.as_json()}),),
        )

    @property
    def spent(self) -> tuple[int, float]:
        """The transport's counts."""
        return self.transport.requests, self.transport.waited

    def pages(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """ListRecords over the slice."""
        return self._list("ListRecords", slice_, checkpoint)

    def identifiers(self, slice_: Slice, checkpoint: Checkpoint | None = None) -> Iterator[Page]:
        """ListIdentifiers over the slice."""
        return self._list("ListIdentifiers", slice_, checkpoint)

    def close(self) -> None:
        """Free the connections."""
        self.transport.close()

    def _list(self, verb: str, slice_: Slice, checkpoint: Checkpoint | None) -> Iterator[Page]:
        chain = Chain.of(checkpoint)
        self.transport.cookies.restore((checkpoint or {}).get("cookies"))
        while True:
            page, chain = self._page(verb, slice_, chain)
            yield page
            if page.checkpoint is None:
                return

    def _page(self, verb: str, slice_: Slice, chain: Chain) -> tuple[Page, Chain]:
        chain.check()
        deep = chain.token is not None
        extra: list[Message] = []
        if deep:
            answer, http = self._ask({"verb": verb, "resumptionToken": chain.token or ""}, base=chain.seen, deep=True)
        else:
            answer, http = self._first(verb, slice_, extra)
        if self._nothing_matches(answer, extra):
            answer = replace(answer, verb=verb, errors=(), token=None)
        oai_errors.check(answer, config=self.config, deep=deep)
        if answer.verb not in oai_slow.LISTS:
            raise RetryLater(Message("protocol.oai.no_list"), seconds=60)
        clock = dates.parse(answer.response_date) or dates.parse_http(http.headers.get("date"))
        chain = chain.after(answer, first_date=clock.isoformat() if clock else "")
        if not deep:
            extra += [*self._remarks(answer, http), *_ignored(slice_, answer)]
        ended = chain.token is None
        page = Page(
            items=answer.items,
            checkpoint=None if ended else chain.checkpoint() | {"cookies": self.transport.cookies.as_json()},
            total=chain.total,
            response_date=clock,
            first_response_date=datetime.fromisoformat(chain.first_date) if chain.first_date else None,
            messages=(*extra, *answer.messages, *(chain.ending() if ended else ())),
            bytes_read=http.wire_bytes,
        )
        return page, chain

    def _first(self, verb: str, slice_: Slice, extra: list[Message]) -> tuple[OaiAnswer, Answer]:
        """The first page, with dates in the announced granularity, else in the other one: servers announce one and take the other; else
        without ``from``, which servers refuse when it goes before their first record: what is known already will be met again.
        """
        arguments = {"verb": verb, "metadataPrefix": self.config.prefix or "oai_dc"}
        if self.config.set_spec:
            arguments["set"] = self.config.set_spec
        if slice_.start is None and slice_.end is None:
            return self._ask(arguments)
        announced = self._granularity(slice_)
        answer, http = self._ask(arguments | _bounds(slice_, granularity=announced))
        if any(code == "badArgument" for code, _ in answer.errors):
            other = dates.DAY if announced == dates.SECOND else dates.SECOND
            again, http_again = self._ask(arguments | _bounds(slice_, granularity=other))
            if not any(code == "badArgument" for code, _ in again.errors):
                values = {"announced": dates.WRITTEN[announced], "used": dates.WRITTEN[other]}
                extra.append(Message("protocol.oai.granularity", values))
                return again, http_again
            if slice_.start is not None:
                return self._without_from(arguments, slice_, announced, extra) or (answer, http)
        return answer, http

    def _without_from(
        self, arguments: dict[str, str], slice_: Slice, granularity: str, extra: list[Message]
    ) -> tuple[OaiAnswer, Answer] | None:
        """The first page of all that the server has up to the slice's end; None where that is refused too."""
        answer, http = self._ask(arguments | _bounds(replace(slice_, start=None), granularity=granularity))
        if answer.errors and not any(code == "noRecordsMatch" for code, _ in answer.errors):
            return None
        extra.append(Message("protocol.oai.without_from", _bounds(slice_, granularity=granularity)))
        return answer, http

    def _granularity(self, slice_: Slice) -> str:
        chosen = self.config.options.get("granularity") or slice_.options.get("granularity")
        if chosen in dates.GRANULARITIES:
            return str(chosen)
        try:
            return (self._facts or self.facts()).granularity
        except Blocked:
            raise
        except ProtocolError as error:
            self._facts = self.supposed(error)
            if self._facts is None:
                raise
            return self._facts.granularity

    def _ask(self, arguments: dict[str, str], *, base: int = 0, deep: bool = False) -> tuple[OaiAnswer, Answer]:
        url = request_url(self.config.url, arguments)
        http = self.transport.get(url)
        if deep and http.status >= 500 and http.status not in http_status.BUSY:
            time.sleep(SECOND_TRY_SECONDS)
            http = self.transport.get(url)
        if not 200 <= http.status < 300 and http.status not in http_status.BUSY and (told := _told_in_protocol(http)):
            return told, http
        http_status.check(http, agent=self.transport.agent, deep=deep)
        if not http.body.strip():
            raise RetryLater(Message("protocol.http.empty", {"host": http.host}), seconds=10)
        answer = oai_fast.read(http.body, base=base) or oai_slow.read(
            http.body, base=base, max_elements=self.transport.limits.max_elements, charset=http.charset
        )
        return answer, http

    def _nothing_matches(self, answer: OaiAnswer, extra: list[Message]) -> bool:
        """Whether the server says that nothing matches. A set that vanished is told in the same words: that is said."""
        if not any(code == "noRecordsMatch" for code, _ in answer.errors):
            return False
        if self.config.set_spec and not self._set_checked:
            self._check_set(extra)
        return True

    def _check_set(self, extra: list[Message]) -> None:
        """Say so where the server does not list the set any more, or does not list its sets at all. Raises Fatal where it has none."""
        wanted = self.config.set_spec
        arguments = {"verb": "ListSets"}
        tokens: set[str] = set()
        try:
            for _ in range(MAX_SET_PAGES):
                answer, _http = self._ask(arguments)
                oai_errors.check(answer, config=self.config, deep=bool(tokens))
                if any(name == "setSpec" and text == wanted for _, name, text in answer.leaves):
                    self._set_checked = True
                    return
                if not answer.token:
                    self._set_checked = True
                    extra.append(Message("protocol.oai.vanished_set", {"set": wanted}))
                    return
                if answer.token in tokens:
                    break
                tokens.add(answer.token)
                arguments = {"verb": "ListSets", "resumptionToken": answer.token}
        except ProtocolError as error:
            if error.message.code == "protocol.oai.no_sets":
                raise
        extra.append(Message("protocol.oai.set_unchecked", {"set": wanted}))

    def _remarks(self, answer: OaiAnswer, http: Answer) -> tuple[Message, ...]:
        """What is worth saying once per list: a new address, a strange namespace, an odd way of sending."""
        remarks = [*http.remarks]
        if http.moved_to:
            remarks.append(Message("protocol.http.moved", {"url": http.moved_to}))
        if answer.namespace != OAI_URI:
            remarks.append(Message("protocol.oai.namespace", {"uri": answer.namespace.decode("utf-8", "replace")[:200] or "–"}))
        return tuple(remarks)


def request_url(base: str, arguments: dict[str, str]) -> str:
    """``base`` with ``arguments``, each encoded exactly once. Arguments of OAI-PMH pasted with the address are dropped."""
    parts = urlsplit(base.strip())
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in ARGUMENTS]
    query = urlencode([*kept, *arguments.items()], quote_via=quote, safe="")
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _bounds(slice_: Slice, *, granularity: str) -> dict[str, str]:
    bounds = {"from": slice_.start, "until": slice_.end}
    return {name: dates.written(moment, granularity=granularity) for name, moment in bounds.items() if moment is not None}


def _ignored(slice_: Slice, answer: OaiAnswer) -> tuple[Message, ...]:
    """What to say of a server that answers a period with records of other periods only: it ignores ``from`` and ``until``."""
    low, high = (f"{moment:%Y-%m-%d}" if moment else "" for moment in (slice_.start, slice_.end))
    days = [item.datestamp[:10] for item in answer.items if dates.parse(item.datestamp)]
    outside = [day for day in days if (low and day < low) or (high and day > high)]
    if len(outside) < OUTSIDE or len(outside) < len(days):
        return ()
    return (Message("protocol.oai.dates_ignored", {"from": low or "–", "until": high or "–", "date": outside[0]}),)


def _sane(said: str, messages: list[Message]) -> datetime:
    """The server's earliest datestamp, or a beginning that nothing precedes where it gives none, or one of before computers."""
    earliest = dates.parse(said)
    if earliest is not None and earliest >= dates.BEGINNING:
        return earliest
    messages.append(Message("protocol.oai.earliest", {"said": said[:40] or "–", "used": f"{dates.BEGINNING:%Y-%m-%d}"}))
    return dates.BEGINNING


def _told_in_protocol(http: Answer) -> OaiAnswer | None:
    """The error that a server told in OAI-PMH although its HTTP status is not 200 (the protocol wants 200)."""
    if b"OAI-PMH" not in http.body[:4000]:
        return None
    try:
        answer = oai_slow.read(http.body, charset=http.charset)
    except ProtocolError:
        return None
    return answer if answer.errors else None

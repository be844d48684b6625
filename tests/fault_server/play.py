"""How a good OAI-PMH server answers, method by method, so that a failure mode only has to say what it does differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar
from xml.sax.saxutils import escape

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>%s</dc:title><dc:identifier>%s</dc:identifier><dc:type>text</dc:type></oai_dc:dc>"
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the partner; ``metadata`` is XML."""

    identifier: str
    datestamp: str = "2024-01-01T00:00:00Z"
    metadata: str = ""
    deleted: bool = False
    sets: tuple[str, ...] = ("livres",)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: the arguments, decoded once, the query as sent, the path and the headers in lower case."""

    arguments: dict[str, str]
    query: str
    path: str
    headers: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.arguments.get(name, "")


@dataclass(slots=True)
class Response:
    """An answer. ``wire``, where given, writes the bytes itself on the raw connection: (handler, response)."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wire: Callable[[Any, Response], None] | None = None

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


def records(count: int, *, deleted: Iterable[int] = ()) -> list[Record]:
    """``count`` records, numbered from 1, one a day from 2 January 2024; those whose number is in ``deleted`` are tombstones."""
    gone = set(deleted)
    first = datetime(2024, 1, 1, tzinfo=UTC).timestamp()
    made = []
    for number in range(1, count + 1):
        stamp = datetime.fromtimestamp(first + 86400 * number, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        identifier = f"oai:partenaire.example:{number}"
        metadata = "" if number in gone else DC % (f"Notice n° {number} – Æsop à Lyon", f"n{number}")
        made.append(Record(identifier, stamp, metadata, deleted=number in gone))
    return made


class Play:
    """An ordinary server. A mode overrides what it spoils; ``number`` is its place in the list of failure modes."""

    number: ClassVar[int] = 0
    granularity = "YYYY-MM-DDThh:mm:ssZ"
    deleted_record = "persistent"
    verbs_of_lists = ("ListRecords", "ListIdentifiers")
    tls: ClassVar[str] = ""
    clock = ""

    def __init__(self, *, records: list[Record], page_size: int) -> None:
        self.all_records = records
        self.page_size = page_size
        self.requests: list[Request] = []
        self.url = ""

    # ---- HTTP

    def respond(self, request: Request) -> Response:
        """The answer to one request."""
        verb = request["verb"]
        if verb == "Identify":
            return self.xml(self.identify())
        if verb == "ListSets":
            return self.list_sets(request)
        if verb in self.verbs_of_lists:
            return self.list(request)
        return self.xml(self.envelope(self.error("badVerb", "unknown verb")))

    def xml(self, text: str | bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
        """``text`` as an XML answer."""
        return Response(text, status, {"Content-Type": "text/xml; charset=UTF-8", **(headers or {})})

    # ---- the protocol

    def identify(self) -> str:
        return self.envelope(
            f"<Identify><repositoryName>Bibliothèque d’essai</repositoryName><baseURL>{self.url}</baseURL>"
            "<protocolVersion>2.0</protocolVersion><adminEmail>essai@partenaire.example</adminEmail>"
            f"<earliestDatestamp>{'2024-01-01T00:00:00Z'[: len(self.granularity)]}</earliestDatestamp>"
            f"<deletedRecord>{self.deleted_record}</deletedRecord><granularity>{self.granularity}</granularity></Identify>"
        )

    def list_sets(self, request: Request) -> Response:
        return self.xml(self.envelope("<ListSets><set><setSpec>livres</setSpec><setName>Livres</setName></set></ListSets>"))

    def list(self, request: Request) -> Response:
        """One page of a list."""
        token = request["resumptionToken"]
        state = self.read_token(token) if token else self.first_state(request)
        if state is None:
            return self.xml(self.envelope(self.error("badResumptionToken", "unknown token")))
        fault = self.bad_argument(request)
        if fault and not token:
            return self.xml(self.envelope(self.error("badArgument", fault)))
        chosen = self.select(state)
        if not chosen:
            return self.xml(self.envelope(self.error("noRecordsMatch", "nothing")))
        at = int(state["offset"])
        return self.page(request, state, chosen, at)

    def page(self, request: Request, state: dict[str, str], chosen: list[Record], at: int) -> Response:
        part = chosen[at : at + self.page_size]
        verb = request["verb"]
        inner = "".join(self.record(one) if verb == "ListRecords" else self.header(one) for one in part)
        inner += self.token_element(state, total=len(chosen), at=at, shown=len(part))
        return self.xml(self.finish(self.envelope(f"<{verb}>{inner}</{verb}>"), at=at))

    def finish(self, page: str, *, at: int) -> str | bytes:
        """The last touch on a page of a list."""
        return page

    def first_state(self, request: Request) -> dict[str, str]:
        return {"offset": "0", "from": request["from"], "until": request["until"], "set": request["set"]}

    def bad_argument(self, request: Request) -> str:
        return ""

    def select(self, state: dict[str, str]) -> list[Record]:
        """The records of a list, in its order."""
        low, high = state["from"], state["until"]
        return [
            one
            for one in self.all_records
            if (not low or one.datestamp[: len(low)] >= low)
            and (not high or one.datestamp[: len(high)] <= high)
            and (not state["set"] or state["set"] in one.sets)
        ]

    def make_token(self, state: dict[str, str], offset: int) -> str:
        return "!".join((str(offset), state["from"], state["until"], state["set"]))

    def read_token(self, token: str) -> dict[str, str] | None:
        parts = token.split("!")
        if len(parts) != 4 or not parts[0].isdigit():
            return None
        return dict(zip(("offset", "from", "until", "set"), parts, strict=True))

    def token_element(self, state: dict[str, str], *, total: int, at: int, shown: int) -> str:
        following = at + shown
        if following >= total:
            return f'<resumptionToken completeListSize="{self.announced(total, at)}" cursor="{at}"/>' if at else ""
        token = escape(self.make_token(state, following))
        return f'<resumptionToken completeListSize="{self.announced(total, at)}" cursor="{at}">{token}</resumptionToken>'

    def announced(self, total: int, at: int) -> int:
        return total

    # ---- XML

    def envelope(self, inner: str) -> str:
        return (
            f'{DECLARATION}<OAI-PMH xmlns="{OAI}" xmlns:xsi="{XSI}"><responseDate>{self.now()}</responseDate>'
            f"<request>{escape(self.url)}</request>{inner}</OAI-PMH>"
        )

    def now(self) -> str:
        """The server's clock; ``clock``, where set, stops it."""
        return self.clock or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def error(self, code: str, text: str) -> str:
        return f'<error code="{code}">{escape(text)}</error>'

    def header(self, record: Record) -> str:
        status = ' status="deleted"' if record.deleted else ""
        sets = "".join(f"<setSpec>{one}</setSpec>" for one in record.sets)
        stamp = record.datestamp[: len(self.granularity)]
        return f"<header{status}><identifier>{escape(record.identifier)}</identifier><datestamp>{stamp}</datestamp>{sets}</header>"

    def record(self, record: Record) -> str:
        metadata = "" if record.deleted else f"<metadata>{record.metadata}</metadata>"
        return f"<record>{self.header(record)}{metadata}</record>\n"


MODES: dict[str, type[Play]] = {"good": Play}


def mode(name: str, number: int) -> Callable[[type[Play]], type[Play]]:
    """Register a class of answers under ``name``, for failure mode ``number``."""

    def register(made: type[Play]) -> type[Play]:
        assert name not in MODES, name
        made.number = number
        MODES[name] = made
        return made

    return register

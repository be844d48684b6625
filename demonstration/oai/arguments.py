"""The arguments of a request: which are allowed, what they mean, which error answers a wrong one."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# verb -> (required arguments, optional ones); resumptionToken excludes every other.
VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class OaiError(Exception):
    """A protocol error: ``code`` as the specification names it, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list request asks for. ``start`` and ``end`` are both included; ``cursor`` counts the records already given."""

    prefix: str
    start: str = ""
    end: str = ""
    set: str = ""
    cursor: int = 0

    def token(self, *, cursor: int) -> str:
        """The resumption token of the same list from ``cursor`` on: all of its state, so that the server keeps none."""
        state = json.dumps([self.prefix, self.start, self.end, self.set, cursor])
        return base64.urlsafe_b64encode(state.encode()).decode().rstrip("=")


def check(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The arguments by name, ``verb`` among them; raises OaiError (badVerb, badArgument)."""
    pairs = list(pairs)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", "The request needs one verb, and one that OAI-PMH knows.")
    arguments: dict[str, str] = {}
    required, optional = VERBS[verbs[0]]
    for name, value in pairs:
        if name != "verb" and name not in required | optional:
            raise OaiError("badArgument", f"The argument {name} does not belong to {verbs[0]}.")
        if name in arguments:
            raise OaiError("badArgument", f"The argument {name} stands twice.")
        arguments[name] = value
    if "resumptionToken" in arguments:
        if len(arguments) > 2:
            raise OaiError("badArgument", "A resumptionToken excludes every other argument.")
    elif missing := required - arguments.keys():
        raise OaiError("badArgument", f"The argument {min(missing)} is missing.")
    return arguments


def read_token(text: str) -> Selection:
    """The selection a token stands for; raises OaiError (badResumptionToken)."""
    try:
        prefix, start, end, set_spec, cursor = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        selection = Selection(str(prefix), str(start), str(end), str(set_spec), int(cursor))
    except (ValueError, TypeError, binascii.Error) as error:
        raise OaiError("badResumptionToken", "This resumption token is none of this server's.") from error
    if selection.cursor <= 0 or selection.token(cursor=selection.cursor) != text:
        raise OaiError("badResumptionToken", "This resumption token is none of this server's.")
    return selection


def _moment(text: str, *, name: str, end: bool, granularity: str) -> datetime:
    """A date argument as a moment; a day given as an end lasts until its last second. Raises OaiError (badArgument)."""
    if not text.isascii() or not (_DAY.fullmatch(text) or (_SECOND.fullmatch(text) and granularity == "second")):
        raise OaiError("badArgument", f"The argument {name} is no date of this server's granularity.")
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise OaiError("badArgument", f"The argument {name} is no date of the calendar.") from error
    if len(text) > 10:
        return moment
    whole = moment.replace(tzinfo=UTC)
    return whole + timedelta(days=1, seconds=-1) if end else whole


def bounds(selection: Selection, *, granularity: str) -> tuple[datetime | None, datetime | None]:
    """The first and last moment of a selection, both included; raises OaiError (badArgument)."""
    start, end = selection.start, selection.end
    first = _moment(start, name="from", end=False, granularity=granularity) if start else None
    last = _moment(end, name="until", end=True, granularity=granularity) if end else None
    if start and end and len(start) != len(end):
        raise OaiError("badArgument", "The arguments from and until have different granularities.")
    if first and last and first > last:
        raise OaiError("badArgument", "The argument from is later than until.")
    return first, last

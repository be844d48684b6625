"""The arguments of a request: which are allowed, what they mean, which error answers a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from portal.publish.oai.errors import OaiError

_LIST = frozenset({"from", "until", "set", "resumptionToken"})
# verb → (required arguments, optional ones); resumptionToken excludes every other.
VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), _LIST),
    "ListRecords": (frozenset({"metadataPrefix"}), _LIST),
}
DAY, SECOND = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


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
            raise OaiError("badArgument", f"The argument {name[:60]} does not belong to {verbs[0]}.")
        if name in arguments:
            raise OaiError("badArgument", f"The argument {name} stands twice.")
        arguments[name] = value
    if "resumptionToken" in arguments:
        if len(arguments) > 2:
            raise OaiError("badArgument", "A resumptionToken excludes every other argument.")
    elif missing := required - arguments.keys():
        raise OaiError("badArgument", f"The argument {min(missing)} is missing.")
    return arguments


class Window(NamedTuple):
    """From a moment, itself included, to another, not included; None: to now."""

    start: datetime
    end: datetime | None


def window(arguments: Mapping[str, str]) -> Window:
    """The period asked for; a day given as an end lasts until its last second. Raises OaiError."""
    start, end = arguments.get("from", ""), arguments.get("until", "")
    first = _moment(start, name="from") if "from" in arguments else _BEGINNING
    last = _moment(end, name="until") if "until" in arguments else None
    if start and end and len(start) != len(end):
        raise OaiError("badArgument", "The arguments from and until have different granularities.")
    if last is not None and first > last:
        raise OaiError("badArgument", "The argument from is later than until.")
    return Window(first, None if last is None else _after(last, days=1 if DAY.fullmatch(end) else 0))


def _after(moment: datetime, *, days: int) -> datetime:
    try:
        return moment + (timedelta(days=days) if days else timedelta(seconds=1))
    except OverflowError:
        return moment


def _moment(text: str, *, name: str) -> datetime:
    if not text.isascii() or not (DAY.fullmatch(text) or SECOND.fullmatch(text)):
        raise OaiError("badArgument", f"The argument {name} is no date of the form YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise OaiError("badArgument", f"The argument {name} is no date of the calendar.") from error

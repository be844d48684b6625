"""What an HTTP status means for a harvest: wait, cut the period, stop and write to the partner, or correct the endpoint."""

from __future__ import annotations

import re

from catalogue.core.messages import Message
from harvest.protocols.base import Blocked, Fatal, RestartSlice, RetryLater, SplitSlice
from harvest.protocols.politeness import MANNERS, retry_after
from harvest.protocols.transport import Answer

BUSY = frozenset({429, 503})
FORBIDDEN = frozenset({401, 402, 403, 407, 451})
GONE = frozenset({404, 410})
PASSING = frozenset({408, 425})
TOO_LARGE = frozenset({413})
# A server that forgot a token may say so in HTTP instead of in the protocol.
LOST_TOKEN = frozenset({400, 404, 410, 422})

# Pages that ask for a human being, whatever the status they come with.
CHALLENGE = re.compile(
    rb"cf-chl|challenge-platform|cdn-cgi/challenge|just a moment\.\.\.|g-recaptcha|h-captcha|hcaptcha"
    rb"|datadome|altcha|_incapsula_|making sure you.{1,6}re not a bot",
    re.IGNORECASE,
)


def check(answer: Answer, *, agent: str, deep: bool = False) -> None:
    """Raise what the status of ``answer`` calls for; return for a 2xx that is no challenge.

    ``deep``: the request continued a list, so that a server error means too long a list and a lost page a lost token.
    """
    values = {"host": answer.host, "status": answer.status, "agent": agent}
    if answer.headers.get("cf-mitigated") == "challenge" or _is_challenge(answer):
        raise Blocked(Message("protocol.http.challenge", values))
    if 200 <= answer.status < 300:
        return
    if answer.status in BUSY:
        seconds = retry_after(answer.headers.get("retry-after"))
        MANNERS.cool(answer.place, seconds=seconds)
        raise RetryLater(Message("protocol.http.busy", {**values, "seconds": round(seconds)}), seconds=seconds)
    if answer.status in FORBIDDEN:
        raise Blocked(Message("protocol.http.forbidden", values))
    if answer.status in TOO_LARGE:
        raise SplitSlice(Message("protocol.http.refused_size", values))
    if deep and answer.status in LOST_TOKEN:
        raise RestartSlice(Message("protocol.oai.bad_token", values))
    if answer.status in GONE:
        raise Fatal(Message("protocol.http.gone", values))
    if answer.status in PASSING or not 400 <= answer.status < 500:
        if deep and answer.status >= 500:
            raise SplitSlice(Message("protocol.http.deep_error", values))
        raise RetryLater(Message("protocol.http.server_error", values), seconds=60)
    raise Fatal(Message("protocol.http.bad_request", values))


def _is_challenge(answer: Answer) -> bool:
    start = answer.body[:20_000]
    return b"<html" in start[:2000].lower() and CHALLENGE.search(start) is not None

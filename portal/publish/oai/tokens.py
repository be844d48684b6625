"""Resumption tokens: the whole state of a list, signed, so that the server keeps none and the same token gives the same page again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing

from portal.publish.oai.errors import OaiError

LIFE = timedelta(days=7)
_SALT = "portal.publish.oai"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)


class Place(NamedTuple):
    """Where a list goes on: its verb, format and set, after which change and record, before which moment; how many records were given
    before (``cursor``) and how many there were in all when it began, and which moment that was (``begun``).
    """

    verb: str
    prefix: str
    set_spec: str
    changed: datetime
    number: int
    before: datetime
    cursor: int
    size: int
    begun: datetime

    @property
    def expires(self) -> datetime:
        """When the token is no good any more: a week after its list was begun."""
        return self.begun + LIFE


def write(place: Place) -> str:
    """The token of a place."""
    changed, before, begun = ((moment - _EPOCH) // _STEP for moment in (place.changed, place.before, place.begun))
    state = [*place[:3], changed, place.number, before, place.cursor, place.size, begun]
    return signing.Signer(salt=_SALT).sign_object(state)


def read(token: str, *, verb: str, now: datetime) -> Place:
    """The place of a token; raises OaiError (badResumptionToken) where it is none of ours, of another verb, or too old."""
    try:
        asked, prefix, set_spec, changed, number, before, cursor, size, begun = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise OaiError("badResumptionToken", "This resumption token is none of this server's.") from error
    changed, before, begun = (_EPOCH + moment * _STEP for moment in (changed, before, begun))
    place = Place(asked, prefix, set_spec, changed, number, before, cursor, size, begun)
    if place.verb != verb:
        raise OaiError("badResumptionToken", f"This resumption token was given for {place.verb}.")
    if now > place.expires:
        raise OaiError("badResumptionToken", "This resumption token has expired: begin the list again.")
    return place

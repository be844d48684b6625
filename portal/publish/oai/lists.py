"""ListRecords and ListIdentifiers: a page of the list, and the token of the next one. Two statements a page, whatever it holds."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from typing import NamedTuple, cast

from catalogue.selectors import disseminated
from portal.publish.oai import records, streams, tokens
from portal.publish.oai.arguments import window
from portal.publish.oai.errors import OaiError
from portal.publish.oai.tokens import Place
from portal.publish.oai.told import Entry, Told

MOST_BYTES = 8_000_000  # of one page: a finding aid may weigh megabytes
IDENTIFIERS = 500
LIST_RECORDS = "ListRecords"


class Begun(NamedTuple):
    """Where a list is to be read from, whether a token says so, and the moment until which all is known when it is answered."""

    place: Place
    resumed: bool
    horizon: datetime


def begin(arguments: Mapping[str, str]) -> Begun:
    """The place of a request; one statement. Raises OaiError."""
    verb = arguments["verb"]
    if "resumptionToken" in arguments:
        horizon = disseminated.horizon()
        return Begun(tokens.read(arguments["resumptionToken"], verb=verb, now=horizon), True, horizon)
    prefix, spec = arguments["metadataPrefix"], arguments.get("set", "")
    streams.form_of(prefix)
    period = window(arguments)
    horizon, size = streams.of_list(prefix, spec).begin(period.start, until=period.end, spec=spec)
    before = horizon if period.end is None else min(horizon, period.end)
    return Begun(Place(verb, prefix, spec, period.start, 0, before, 0, size, horizon), False, horizon)


def answer(begun: Begun, *, site: str) -> Iterator[bytes]:
    """The content of a list; raises OaiError before the first piece of it. One statement."""
    place = begun.place
    form, stream = streams.form_of(place.prefix), streams.of_list(place.prefix, place.set_spec)
    written = form if place.verb == LIST_RECORDS else None
    size = written.size if written else IDENTIFIERS
    after = disseminated.Place(place.changed, place.number)
    entries = stream.page(after, before=place.before, size=size + 1, spec=place.set_spec, form=written, site=site)
    pieces, following = _page(entries, size)
    if not pieces and begun.resumed:
        raise OaiError("badResumptionToken", "The records of this list have changed since: begin it again.")
    if not pieces:
        raise OaiError("noRecordsMatch", "No record answers these arguments.")
    yield f"<{place.verb}>".encode()
    yield from pieces
    yield _token(place, following, given=len(pieces), resumed=begun.resumed).encode()
    yield f"</{place.verb}>".encode()


def _page(entries: Iterator[Entry], size: int) -> tuple[list[bytes], Told | None]:
    """What stands on a page, as many as its bytes allow, one at least; and the last thing of it where others follow."""
    pieces: list[bytes] = []
    weight, last = 0, None
    with closing(cast("Generator[Entry]", entries)):
        for told, write in entries:
            if len(pieces) == size or write is None:
                return pieces, last
            piece = write()
            weight += len(piece)
            if pieces and weight > MOST_BYTES:
                return pieces, last
            pieces.append(piece)
            last = told
    return pieces, None


def _token(place: Place, last: Told | None, *, given: int, resumed: bool) -> str:
    """The element of the next page; an empty one ends a list of several pages, a list of one page has none."""
    size = max(place.size, place.cursor + given)
    if last is None:
        return f'<resumptionToken completeListSize="{size}" cursor="{place.cursor}"/>' if resumed else ""
    following = place._replace(changed=last.changed, number=last.number, cursor=place.cursor + given, size=size)
    return (
        f'<resumptionToken expirationDate="{records.stamp(following.expires)}" completeListSize="{size}" cursor="{place.cursor}">'
        f"{tokens.write(following)}</resumptionToken>"
    )

"""ListRecords and ListIdentifiers: a page of the list, and the token of the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from catalogue.selectors import disseminated
from portal.publish.oai import records, streams, tokens
from portal.publish.oai.arguments import window
from portal.publish.oai.errors import OaiError
from portal.publish.oai.formats import Format
from portal.publish.oai.tokens import Place
from portal.publish.oai.told import Stream, Told

MOST_BYTES = 8_000_000  # of one page: a finding aid may weigh megabytes
IDENTIFIERS = 500
LIST_RECORDS = "ListRecords"


def answer(arguments: Mapping[str, str], *, site: str, horizon: datetime) -> Iterator[bytes]:
    """The content of a list; raises OaiError before the first piece of it."""
    place, resumed = _place(arguments, horizon=horizon)
    form, stream = streams.form_of(place.prefix), streams.of_list(place.prefix, place.set_spec)
    whole = place.verb == LIST_RECORDS
    size = form.size if whole else IDENTIFIERS
    found = stream.page(
        disseminated.Place(place.changed, place.number),
        before=place.before, size=size + 1, spec=place.set_spec, described=whole, site=site,
    )  # fmt: skip
    if not found:
        code = "badResumptionToken" if resumed else "noRecordsMatch"
        raise OaiError(
            code, "No record answers these arguments." if not resumed else "The records of this list have changed since: begin it again."
        )
    pieces, given = _pieces(stream, found[:size], form=form, site=site) if whole else _headers(found[:size])
    following = found[given - 1] if given < len(found) else None
    yield f"<{place.verb}>".encode()
    yield from pieces
    yield _token(place, following, given=given, resumed=resumed).encode()
    yield f"</{place.verb}>".encode()


def _place(arguments: Mapping[str, str], *, horizon: datetime) -> tuple[Place, bool]:
    """Where the list is to be read from, and whether a token says so."""
    verb = arguments["verb"]
    if "resumptionToken" in arguments:
        return tokens.read(arguments["resumptionToken"], verb=verb, now=horizon), True
    streams.form_of(arguments["metadataPrefix"])
    period = window(arguments, horizon=horizon)
    spec = arguments.get("set", "")
    size = streams.of_list(arguments["metadataPrefix"], spec).count(period.start, before=period.end, spec=spec)
    return Place(verb, arguments["metadataPrefix"], spec, period.start, 0, period.end, 0, size), False


def _headers(found: Sequence[Told]) -> tuple[list[bytes], int]:
    return [records.header(told).encode() for told in found], len(found)


def _pieces(stream: Stream, found: Sequence[Told], *, form: Format, site: str) -> tuple[list[bytes], int]:
    """The records of a page, as many as its bytes allow, one at least; how many."""
    pieces: list[bytes] = []
    weight = 0
    for piece in stream.written(found, form=form, site=site):
        weight += len(piece)
        if pieces and weight > MOST_BYTES:
            break
        pieces.append(piece)
    return pieces, len(pieces)


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

"""ListRecords and ListIdentifiers: a page of the list, and the token of the next one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from catalogue.selectors import disseminated, institutions
from catalogue.selectors.disseminated import Item
from catalogue.services import changes
from harvest.selectors import originals
from portal.publish.oai import records, sets, tokens
from portal.publish.oai.arguments import window
from portal.publish.oai.errors import OaiError
from portal.publish.oai.formats import FORMATS, Format
from portal.publish.oai.tokens import Place

MOST_BYTES = 8_000_000  # of one page: a finding aid may weigh megabytes
IDENTIFIERS = 500
LIST_RECORDS = "ListRecords"


def form_of(prefix: str) -> Format:
    """The format of a prefix; raises OaiError (cannotDisseminateFormat)."""
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", f"This repository gives {', '.join(FORMATS)}.")
    return FORMATS[prefix]


def answer(arguments: Mapping[str, str], *, site: str, horizon: datetime) -> Iterator[bytes]:
    """The content of a list; raises OaiError before the first piece of it."""
    place, resumed = _place(arguments, horizon=horizon)
    form = form_of(place.prefix)
    whole = place.verb == LIST_RECORDS
    size = form.size if whole else IDENTIFIERS
    found = disseminated.page(
        disseminated.Place(place.changed, place.number),
        before=place.before, size=size + 1, chosen=sets.chosen(place.set_spec), described=whole,
    )  # fmt: skip
    if not found:
        code = "badResumptionToken" if resumed else "noRecordsMatch"
        raise OaiError(
            code, "No record answers these arguments." if not resumed else "The records of this list have changed since: begin it again."
        )
    pieces, given = _pieces(found[:size], form=form, site=site) if whole else _headers(found[:size], site=site)
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
    form_of(arguments["metadataPrefix"])
    period = window(arguments, horizon=horizon)
    spec = arguments.get("set", "")
    chosen = sets.chosen(spec)
    size = disseminated.count(period.start, before=period.end, chosen=chosen)
    return Place(verb, arguments["metadataPrefix"], spec, period.start, 0, period.end, 0, size), False


def _headers(found: Sequence[Item], *, site: str) -> tuple[list[bytes], int]:
    return [records.header(item, site=site).encode() for item in found], len(found)


def _pieces(found: Sequence[Item], *, form: Format, site: str) -> tuple[list[bytes], int]:
    """The records of a page, as many as its bytes allow, one at least; how many."""
    shown = [item for item in found if item.shown]
    known = originals.of([(item.source, item.identifier) for item in shown])
    named = institutions.kept_names((code for item in shown for code in item.institutions), generation=changes.stamp())
    pieces: list[bytes] = []
    weight = 0
    for item in found:
        piece = records.record(item, known.get((item.source, item.identifier)), form=form, site=site, institutions=named)
        weight += len(piece)
        if pieces and weight > MOST_BYTES:
            break
        pieces.append(piece)
    return pieces, len(pieces)


def _token(place: Place, last: Item | None, *, given: int, resumed: bool) -> str:
    """The element of the next page; an empty one ends a list of several pages, a list of one page has none."""
    size = max(place.size, place.cursor + given)
    if last is None:
        return f'<resumptionToken completeListSize="{size}" cursor="{place.cursor}"/>' if resumed else ""
    following = place._replace(changed=last.changed, number=last.number, cursor=place.cursor + given, size=size)
    return (
        f'<resumptionToken expirationDate="{records.stamp(following.expires)}" completeListSize="{size}" cursor="{place.cursor}">'
        f"{tokens.write(following)}</resumptionToken>"
    )

"""Notices: one by its ark with all that it says and who says it; all of them as they arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja import Query, Router

from catalogue.core.description import Description
from catalogue.core.keys import Kind
from catalogue.selectors import institutions, notices
from catalogue.selectors.notices import Arrival, ShownNotice
from catalogue.services import changes
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.names import instead
from portal.publish.api.problems import Problem, ark_named, its_own_parameters, refused
from portal.shown.forms import FORMS

USUAL, MOST = 20, 100
_MICROSECOND = 1_000_000
router = Router(tags=["notices"])


class SaidBy(Given, frozen=True, kw_only=True):
    """A source's own record of the document: its number there, its ark here, the licence of what the source says."""

    source: str
    name: str
    identifier: str
    format: str
    received: datetime
    changed: datetime
    ark: str = ""
    licence: str = ""
    licence_url: str = ""


class Notice(Given, frozen=True, kw_only=True):
    """A notice: ``description`` is what its records say together. ``institutions``: the names of those that its copies are at, by RCR or
    ISIL. ``forms``: its addresses in other forms. ``edition``: the ark of the notice that holds this record with others of one edition.
    """

    ark: str
    page: str
    received: datetime
    changed: datetime
    description: Description
    records: tuple[SaidBy, ...]
    institutions: Mapping[str, str]
    forms: Mapping[str, str]
    edition: str = ""


class Notices(Given, frozen=True, kw_only=True):
    """Some notices, and the address of those that follow, "" at the end."""

    notices: tuple[Notice, ...]
    next: str = ""


@router.get("/notices", summary=gettext_noop("Notices, the last received first"), openapi_extra=gives(Notices))
@its_own_parameters
def listed(
    request: HttpRequest,
    *,
    after: str = Query("", description=gettext_noop("Where to go on: as the address in “next” says it.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> Notices:
    """Three statements for any number."""
    found = notices.arrived(limit + 1, before=_place(after))
    last = found[limit - 1] if len(found) > limit else None
    following = address(request, "/notices", after=_after(last), limit=limit) if last else ""
    return Notices(notices=tuple(told(found[:limit], site=site_address(request))), next=following)


@router.get("/notices/{path:ark}", summary=gettext_noop("A notice by its ark"), openapi_extra=gives(Notice, refusals=(404, 410)))
def one(request: HttpRequest, ark: str) -> Notice | HttpResponse:
    """Two statements. 301 from an ark that another replaces, 410 for what was withdrawn."""
    name = ark_named(ark)
    found = notices.by_ark(name)
    if found is None:
        return instead(request, name, kind=Kind.NOTICE)
    if found.is_withdrawn:
        raise Problem(410, gettext("This notice was withdrawn by who described the document."))
    return next(told([found], site=site_address(request)))


def told(found: Iterable[ShownNotice], *, site: str) -> Iterator[Notice]:
    """Notices as they are given; one statement for the names of institutions, or none."""
    found = list(found)
    names = institutions.kept_names((code for notice in found for code in notice.rcrs), generation=changes.stamp())
    for notice in found:
        yield Notice(
            ark=addresses.identifier(notice),
            page=f"{site}{addresses.permanent(notice.ark)}",
            received=notice.received,
            changed=notice.changed,
            description=notice.description,
            records=tuple(_said_by(notice)),
            institutions={code: names[code] for code in sorted(notice.rcrs) if code in names},
            forms={form: f"{site}{addresses.in_form(notice.ark, form)}" for form in FORMS},
            edition=addresses.identifier_of(notice.edition) if notice.edition else "",
        )


def _said_by(notice: ShownNotice) -> Iterator[SaidBy]:
    for member in notice.members:
        yield SaidBy(
            source=member.source.slug,
            name=member.source.name,
            identifier=member.identifier,
            format=member.format,
            received=member.received,
            changed=member.changed,
            ark=addresses.identifier_of(member.ark) if member.ark else "",
            licence=member.source.licence,
            licence_url=member.source.licence_url,
        )


def _after(notice: ShownNotice) -> str:
    """The place of a notice in the order of arrival, as an address writes it."""
    arrival = notice.members[0].received
    return f"{int(arrival.timestamp()) * _MICROSECOND + arrival.microsecond}-{notice.key.id}"


def _place(after: str) -> Arrival | None:
    if not after:
        return None
    moment, _, number = after.partition("-")
    try:
        seconds, rest = divmod(int(moment), _MICROSECOND)
        return Arrival(datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), notices.key_of(int(number[:19])).id)
    except (ValueError, OverflowError, OSError) as error:
        raise refused("after", gettext("This is no place in the list.")) from error

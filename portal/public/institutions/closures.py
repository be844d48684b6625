"""When an institution is closed or keeps other hours, as a calendar that a reader's own program follows."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.opening import Period
from catalogue.formats.calendar import Event, calendar
from catalogue.selectors import institutions as selectors
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown import named

TYPE = "text/calendar; charset=utf-8"


@require_safe
def closures(request: HttpRequest, ark: str) -> HttpResponse:
    """The periods of the institution of an ark, those that are over left out; two statements."""
    try:
        name = parse(ark).name
    except NotAnArk:
        return named.mistyped(request, ark)
    if name != ark:
        return HttpResponsePermanentRedirect(addresses.instead(request, name))
    found = selectors.by_ark(name)
    if found is None:
        return named.elsewhere(request, name)
    site = addresses.site_address(request)
    answer = HttpResponse(calendar(found.placed, (_event(found, one, site) for one in found.periods)), content_type=TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name.partition("/")[2]}.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _event(found: KnownInstitution, one: Period, site: str) -> Event:
    said = gettext("closed") if one.closes else gettext("other hours")
    title = f"{found.placed}\u00a0: {said}" + (f" ({one.reason})" if one.reason else "")
    return Event(
        uid=f"{found.ark.replace('/', '-')}-{one.first:%Y%m%d}-{one.last:%Y%m%d}",
        title=title,
        start=one.first,
        end=one.last,
        changed=datetime.combine(one.first, time(), UTC),
        place=found.address.replace("\r\n", "\n"),
        address=f"{site}{addresses.of_ark(found.ark)}",
    )

"""When an institution is closed or keeps other hours, as a calendar that a reader's own program follows."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.opening import Period
from catalogue.formats.calendar import TYPE, Event, calendar
from catalogue.selectors import institutions as selectors
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.shown import named


@require_safe
@named.of_target(selectors.by_ark)
def closures(request: HttpRequest, found: KnownInstitution) -> HttpResponse:
    """The periods of the institution of an ark, those that are over left out; two statements."""
    site = addresses.site_address(request)
    answer = HttpResponse(calendar(found.placed, (_event(found, one, site) for one in found.periods)), content_type=TYPE)
    answer["Content-Disposition"] = f'inline; filename="{found.ark.partition("/")[2]}.ics"'
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

"""Finding aids and their components: one by its ark, with the way down to it and a page of what lies in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import Query, Router

from catalogue.core.keys import Kind
from catalogue.formats.ead.model import Unit
from catalogue.selectors import finding_aids
from catalogue.selectors.finding_aids import LARGEST_PLACE, Line
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.names import instead, path_of
from portal.publish.api.problems import ark_named

router = Router(tags=["components"])


class ComponentLine(Given, frozen=True, kw_only=True):
    """A component in a list; ``below`` counts what lies in it at any depth."""

    ark: str
    level: str = ""
    title: str = ""
    call_number: str = ""
    dates: str = ""
    below: int = 0
    digital_objects: int = 0


class Component(Given, frozen=True, kw_only=True):
    """A component of a finding aid, or the whole of one. ``path``: from the whole down to what it lies in; ``children``: a page of what
    lies in it, ``next`` the address of the following page, "" at the end. ``institution``: RCR or ISIL of who keeps what is described.
    """

    ark: str
    page: str
    ead: str
    finding_aid: str
    institution: str = ""
    description: Unit
    path: tuple[ComponentLine, ...] = ()
    children: tuple[ComponentLine, ...] = ()
    next: str = ""


@router.get(
    "/components/{path:ark}",
    summary=gettext_noop("A component of a finding aid by its ark"),
    openapi_extra=gives(Component, refusals=(400, 404, 410)),
)
def one(
    request: HttpRequest,
    ark: str,
    *,
    after: int = Query(None, ge=0, le=LARGEST_PLACE, description=gettext_noop("Where to go on: as the address in “next” says it.")),
) -> Component | HttpResponse:
    """Three statements, whatever lies in it; nothing that is meant for staff."""
    name = ark_named(ark)
    found = finding_aids.by_ark(name)
    if found is None:
        return instead(request, name, kind=Kind.COMPONENT)
    below, site = finding_aids.children(found, after=after), site_address(request)
    return Component(
        ark=addresses.identifier_of(name),
        page=f"{site}{addresses.permanent(name)}",
        ead=f"{site}{addresses.permanent(name)}/ead.xml",
        finding_aid=found.aid.title,
        institution=found.aid.institution,
        description=found.unit,
        path=tuple(_lines(finding_aids.around(found).path)),
        children=tuple(_lines(below.lines)),
        next="" if below.next is None else address(request, path_of(name, Kind.COMPONENT), after=below.next),
    )


def _lines(lines: Iterable[Line]) -> Iterable[ComponentLine]:
    for line in lines:
        yield ComponentLine(
            ark=addresses.identifier_of(line.ark) if line.ark else "",
            level=line.level,
            title=line.title,
            call_number=line.call_number,
            dates=line.dates,
            below=line.below,
            digital_objects=line.digital_objects,
        )

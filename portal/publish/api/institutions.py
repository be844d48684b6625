"""Institutions: libraries, archives and museums, by their number or their ark, and in a list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, gettext_noop
from ninja import Query, Router

from catalogue.core.isil import normalise_isil
from catalogue.core.keys import Kind
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.names import instead
from portal.publish.api.problems import Problem, ark_named, its_own_parameters, refused
from portal.shown.links import web_address

USUAL, MOST = 50, 100
router = Router(tags=["institutions"])


class Institution(Given, frozen=True, kw_only=True):
    """An institution as readers are told of it: by its page, else by the national directories. Coordinates in degrees (WGS 84)."""

    isil: str
    name: str
    page: str
    rcr: str = ""
    ark: str = ""
    kind: str = ""
    town: str = ""
    insee: str = ""
    department: str = ""
    latitude: float | None = None
    longitude: float | None = None
    presentation: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    access: str = ""


class Institutions(Given, frozen=True, kw_only=True):
    """Some institutions in the order of their ISIL, and the address of those that follow, "" at the end."""

    institutions: tuple[Institution, ...]
    next: str = ""


@router.get("/institutions", summary=gettext_noop("Institutions, in the order of their ISIL"), openapi_extra=gives(Institutions))
@its_own_parameters
def listed(
    request: HttpRequest,
    *,
    q: str = Query("", max_length=200, description=gettext_noop("Words of the name or of the town.")),
    department: str = Query("", max_length=3, description=gettext_noop("Number of the department.")),
    after: str = Query("", max_length=20, description=gettext_noop("Where to go on: as the address in “next” says it.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> Institutions:
    """One statement."""
    if after and not normalise_isil(after):
        raise refused("after", gettext("This is no place in the list."))
    found = institutions.following(after, department=department, words=q, most=limit + 1)
    asked = [("q", q), ("department", department), ("limit", limit)]
    following = address(request, "/institutions", pairs=[*asked, ("after", found[limit - 1].isil)]) if len(found) > limit else ""
    return Institutions(institutions=tuple(told(one, site_address(request)) for one in found[:limit]), next=following)


@router.get(
    "/institutions/{path:number}",
    summary=gettext_noop("An institution by its ark, its RCR or its ISIL"),
    openapi_extra=gives(Institution),
)
def one(request: HttpRequest, number: str) -> Institution | HttpResponse:
    """One statement."""
    if number.lower().startswith("ark:"):
        name = ark_named(number)
        found = institutions.by_ark(name)
        if found is None:
            return instead(request, name, kind=Kind.INSTITUTION)
    else:
        found = institutions.one(number)
    if found is None:
        raise Problem(404, gettext("No institution of the directories has this number."))
    return told(found, site_address(request))


def told(found: KnownInstitution, site: str) -> Institution:
    """An institution as it is given."""
    path = addresses.permanent(found.ark) if found.ark else addresses.of_code(found.code)
    return Institution(
        isil=found.isil,
        name=found.title,
        page=f"{site}{path}",
        rcr=found.rcr,
        ark=addresses.identifier_of(found.ark) if found.ark else "",
        kind=found.kind,
        website=web_address(found.website),
        **{name: getattr(found, name) for name in _AS_THEY_ARE},
    )


_AS_THEY_ARE = (
    "town", "insee", "department", "latitude", "longitude", "presentation", "address", "telephone", "email", "opening_hours", "access",
)  # fmt: skip

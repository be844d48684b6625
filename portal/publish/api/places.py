"""Places: the communes of France, by INSEE code, by the names they have or had; what the catalogue keeps there is asked of the search."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from ninja import Query, Router

from catalogue.geography.communes import Commune, commune, ways_in
from catalogue.geography.departments import departments_of
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.problems import Problem, its_own_parameters

USUAL, MOST = 10, 30
router = Router(tags=["places"])


class FormerName(Given, frozen=True, kw_only=True):
    """A name that the commune or a part of it had; ``kind``: merged, arrondissement, former, usual."""

    name: str
    kind: str
    insee: str = ""


class Place(Given, frozen=True, kw_only=True):
    """A commune. ``by``: the former name or the postal code that led to it. ``search``: the notices that have to do with it."""

    insee: str
    name: str
    department: str
    page: str
    search: str
    population: int = 0
    postal_codes: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    by: str = ""


class Places(Given, frozen=True, kw_only=True):
    """The communes that a text may mean: those so named first, then those of the region, then the most populous."""

    places: tuple[Place, ...]


@router.get(
    "/places",
    summary=gettext_noop("The communes that a name, a former name or a postal code may mean"),
    openapi_extra=gives(Places),
)
@its_own_parameters
def named(
    request: HttpRequest,
    *,
    q: str = Query(max_length=100, description=gettext_noop("A name or its beginning, a former name, a postal code, an INSEE code.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 30 at most.")),
) -> Places:
    """No statement."""
    found = ways_in(q, first=_region(), most=limit)
    return Places(places=tuple(_told(request, each.commune, by=each.by) for each in found))


@router.get(
    "/places/{insee}",
    summary=gettext_noop("A commune by its INSEE code, or by that of a former commune"),
    openapi_extra=gives(Place),
)
def one(request: HttpRequest, insee: str) -> Place:
    """No statement."""
    found = commune(insee.upper())
    if found is None:
        raise Problem(404, gettext("No commune has this code."))
    return _told(request, found)


def _told(request: HttpRequest, found: Commune, *, by: str = "") -> Place:
    return Place(
        insee=found.code,
        name=found.name,
        department=found.department,
        page=f"{site_address(request)}{reverse('public:commune', args=[found.code])}",
        search=address(request, "/search", commune=found.code),
        population=found.population,
        postal_codes=found.postal_codes,
        former=tuple(FormerName(name=one.name, kind=one.kind, insee=one.code) for one in found.former),
        latitude=found.latitude,
        longitude=found.longitude,
        by=by,
    )


def _region() -> frozenset[str]:
    return frozenset(each.code for each in departments_of(settings.REGION_CODE))

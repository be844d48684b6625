"""Where to go on from a commune, with records or without: its neighbours, the nearest houses, the archives of its department."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from catalogue.core.isil import institution_code
from catalogue.geography.communes import Commune, commune
from catalogue.geography.departments import department
from catalogue.geography.distance import kilometres, neighbours
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution
from portal.public import addresses

FEW = 30  # records of a commune from which nobody needs its neighbours
DIRECTORY = "https://francearchives.gouv.fr/fr/annuaire/departements?dpt="  # of the archives of every department, by its code
WITHIN = 40.0  # kilometres: an hour's drive in the mountains
MOST_NEIGHBOURS, MOST_HOUSES = 8, 3


@dataclass(frozen=True, slots=True)
class Near:
    """A commune or an institution at some distance (whole kilometres); ``count``: its records, 0 where nobody counted."""

    label: str
    kilometres: int
    url: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Archives:
    """The archives of a department: its name, the town of the prefecture, and their page here, "" where they have none.

    ``directory``: the page of the national directory that says where they are and what they have put online.
    """

    department: str
    town: str
    name: str
    url: str
    website: str
    directory: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a commune."""

    neighbours: tuple[Near, ...]
    houses: tuple[Near, ...]
    archives: Archives | None


def around(found: Commune, known: Sequence[KnownInstitution], *, total: int, counts: Callable[[], Mapping[str, int]]) -> Around:
    """Neighbours where the commune has few records (``total``), the nearest houses where it has none, the departmental archives.

    ``known``: the institutions of the commune, and the archives where they are known. ``counts`` gives the records of each commune; it
    is asked only where neighbours are shown. One statement at most.
    """
    counted = counts() if total < FEW else {}
    close = neighbours(found, counted, within=WITHIN, most=MOST_NEIGHBOURS)
    near = tuple(Near(known.name, round(far), reverse("public:commune", args=[known.code]), counted[known.code]) for known, far in close)
    code = archives_code(found.department)
    houses = () if any(one.insee == found.code for one in known) else _houses(found)
    return Around(near, houses, _archives(found.department, next((one for one in known if one.code == code), None)))


def archives_code(department: str) -> str:
    """The code by which the register knows the archives of a department (INSEE code)."""
    return institution_code(f"FRAD{department}")


def _houses(found: Commune) -> tuple[Near, ...]:
    if found.latitude is None or found.longitude is None:
        return ()
    here = found.latitude, found.longitude
    return tuple(
        Near(known.placed, round(kilometres(here, (known.latitude, known.longitude))), addresses.institution(known))
        for known in institutions.nearest(*here, most=MOST_HOUSES)
        if known.latitude is not None and known.longitude is not None
    )


def _archives(code: str, known: KnownInstitution | None) -> Archives | None:
    area = department(code)
    if area is None:
        return None
    town = commune(area.chief_town)
    shown = known is not None and not known.unpublished
    return Archives(
        area.name, town.name if town else "", known.title if known and shown else "",
        addresses.institution(known) if known and shown else "", known.website if known and shown else "",
        DIRECTORY + code,
    )  # fmt: skip

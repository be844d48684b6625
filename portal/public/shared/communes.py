"""Communes and departments as several rooms need them: names, and which commune a heading means, the region first."""

from __future__ import annotations

from functools import lru_cache

from catalogue.geography.communes import Commune, commune
from catalogue.geography.departments import department
from catalogue.geography.resolve import Gazetteer
from portal.public.maps import drawing as maps


def near() -> frozenset[str]:
    """The departments among which homonyms are looked for first: the region's."""
    return frozenset(maps.region())


@lru_cache(maxsize=4)
def _gazetteer(region: frozenset[str]) -> Gazetteer:
    return Gazetteer(region)


def gazetteer() -> Gazetteer:
    """What resolves the places of headings, those of the region before their homonyms."""
    return _gazetteer(near())


def area_name(code: str) -> str:
    """The name of a department, its code where it is unknown."""
    found = department(code)
    return found.name if found else code


def commune_of_heading(label: str) -> Commune | None:
    """The one commune that a subject heading names; None for any other heading."""
    codes = gazetteer().of_heading(label).communes
    return commune(codes[0]) if len(codes) == 1 else None

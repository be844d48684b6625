"""Places as pages show them: the region's departments first, communes with their former names, towns abroad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.core.headings import heading_key
from catalogue.core.text import fold
from catalogue.geography.communes import Commune, Found, codes_named, commune
from catalogue.geography.departments import Department, departments
from catalogue.geography.resolve import communes_of
from catalogue.search.result import FacetValue
from portal.public.maps import drawing as maps
from portal.public.shared.communes import area_name, gazetteer, near
from portal.public.shared.shelves import Beside

MOST = 24
MOST_KEYS = 50


@dataclass(frozen=True, slots=True)
class Suggested:
    """A commune that a reader may mean. ``why`` says which former name or postal code led to it, "" for its own name."""

    name: str
    department: str
    why: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Region:
    """The departments of one region, each with its count."""

    name: str
    departments: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the official list says of a commune. ``merged``: communes that are now part of it; ``named``: its other names."""

    postal_codes: tuple[str, ...]
    named: tuple[str, ...]
    merged: tuple[str, ...]
    arrondissements: int
    homonyms: tuple[Suggested, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The rows of a list under one letter."""

    letter: str
    rows: tuple[maps.Row, ...]


def suggested(found: Iterable[Found], counts: Mapping[str, int]) -> tuple[Suggested, ...]:
    """The communes found, with what led to each and how many notices it has."""
    return tuple(_suggested(one.commune, one.by, counts.get(one.commune.code, 0)) for one in found)


def _suggested(found: Commune, by: str, count: int) -> Suggested:
    why = ""
    if by:
        told = gettext("postal code %(code)s") if by in found.postal_codes else gettext("%(name)s is part of it, or is its other name")
        why = told % {"code": by, "name": by}
    return Suggested(found.name, area_name(found.department), why, count, reverse("public:commune", args=[found.code]))


def facts(found: Commune) -> Facts:
    """What the official list says of a commune, its homonyms elsewhere included."""
    others = sorted((code for code in codes_named(found.name) if code != found.code), key=lambda code: (code[:2] not in near(), code))
    homonyms = tuple(_suggested(other, "", 0) for code in others[:MOST] if (other := commune(code)))
    return Facts(
        postal_codes=found.postal_codes,
        named=tuple(former.name for former in found.former if former.kind in ("former", "usual") and fold(former.name) != fold(found.name)),
        merged=tuple(dict.fromkeys(former.name for former in found.former if former.kind == "merged")),
        arrondissements=sum(former.kind == "arrondissement" for former in found.former),
        homonyms=homonyms,
    )


def regions(counts: Mapping[str, int], *, first: str) -> tuple[Region, ...]:
    """Every region with a department that has notices, the region ``first`` left out: it has its map."""
    kept = [found for found in departments().values() if counts.get(found.code) and found.region != first]
    ordered = sorted(kept, key=lambda found: (fold(found.region_name), found.code))
    return tuple(
        Region(name, tuple(_area(found, counts[found.code]) for found in group))
        for name, group in groupby(ordered, key=lambda found: found.region_name)
    )


def _area(found: Department, count: int) -> Beside:
    return Beside(found.name, count, reverse("public:department", args=[found.code]))


def towns(values: Iterable[FacetValue], *, most: int = MOST) -> list[Beside]:
    """The communes counted, most notices first."""
    named = ((found, value.count) for value in values if (found := commune(value.value)))
    return [Beside(found.name, count, reverse("public:commune", args=[found.code])) for found, count in list(named)[:most]]


def elsewhere(values: Iterable[FacetValue], *, most: int = MOST) -> list[Beside]:
    """The places of publication that are no commune of France, most notices first."""
    region = near()
    kept = [value for value in values if not communes_of(value.label, near=region)]
    return [Beside(value.label, value.count, reverse("public:place", args=[value.value])) for value in kept[:most]]


def printed_keys(found: Commune, values: Iterable[FacetValue]) -> tuple[str, ...]:
    """The headings of place that mean this commune, among those its notices were published in."""
    region = near()
    keys = [value.value for value in values if found.code in communes_of(value.label, near=region)]
    return tuple(keys[:MOST_KEYS]) or (heading_key(found.name),)


def about_keys(found: Commune, values: Iterable[FacetValue]) -> tuple[str, ...]:
    """The subject headings that name this commune, among those of its notices."""
    region = gazetteer()
    keys = [value.value for value in values if found.code in region.of_heading(value.label).communes]
    return tuple(keys[:MOST_KEYS])


def by_letter(rows: Iterable[maps.Row]) -> tuple[Letter, ...]:
    """Rows in alphabetical order under their letters."""
    ordered = sorted(rows, key=lambda row: fold(row.label))
    return tuple(Letter(letter, tuple(group)) for letter, group in groupby(ordered, key=lambda row: fold(row.label)[:1].upper()))

"""Institutions as readers are told of them: by their published page first, then by the register; in one statement however many."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from catalogue.core.isil import code_of, isil, normalise_isil, normalise_rcr, unnamed
from catalogue.core.keys import Kind
from catalogue.core.opening import Period, readable_hours
from catalogue.core.places import in_its_town
from catalogue.models import Institution
from catalogue.models.ark import ISIL
from catalogue.search.document import InstitutionFacts

_PLACE = ("town", "insee", "department", "latitude", "longitude")
_TOLD = (
    "presentation", "address", "telephone", "email", "website", "opening_hours", "weekly_hours", "access", "history", "services",
    "reading_room", "getting_there", "catalogue_address",
)  # fmt: skip
# What opens otherwise from today on, as text: a row of another table for each period.
_PERIODS = """(SELECT coalesce(json_agg(json_build_array(period.first_day, period.last_day, period.hours, period.reason)
                                       ORDER BY period.first_day), '[]')::text
              FROM catalogue_institutionperiod AS period WHERE period.page_id = own.page_ptr_id AND period.last_day >= CURRENT_DATE)"""
_SHOWN = f"""
    SELECT entry.isil, entry.kind, own.title, entry.name,
           coalesce(nullif(own.town, ''), entry.town) AS town, coalesce(nullif(own.insee, ''), entry.insee) AS insee,
           coalesce(nullif(own.department, ''), entry.department) AS department,
           coalesce(own.latitude, entry.latitude) AS latitude, coalesce(own.longitude, entry.longitude) AS longitude,
           coalesce(own.to_complete, true) AS to_complete, own.isil IS NOT NULL AS published,
           own.isil IS NULL AND EXISTS (SELECT FROM catalogue_institution AS page WHERE page.isil = entry.isil) AS unpublished,
           coalesce((SELECT name FROM catalogue_ark WHERE kind = {int(Kind.INSTITUTION)} AND namespace = '{ISIL}'
                     AND identifier = entry.isil), '') AS ark,
           coalesce(network.title, '') AS network, coalesce(network.slug, '') AS network_slug,
           {", ".join(f"coalesce(own.{name}, '') AS {name}" for name in _TOLD)}, {_PERIODS} AS periods
    FROM catalogue_registerentry AS entry
    LEFT JOIN (SELECT page.title, page.path, institution.* FROM catalogue_institution AS institution
               JOIN wagtailcore_page AS page ON page.id = institution.page_ptr_id WHERE page.live) AS own ON own.isil = entry.isil
    LEFT JOIN (SELECT page.title, page.path, page.slug FROM catalogue_network AS net
               JOIN wagtailcore_page AS page ON page.id = net.page_ptr_id WHERE page.live) AS network
        ON network.path = left(own.path, length(own.path) - {Institution.steplen})
"""  # noqa: S608 - names of ours
_KNOWN = "(entry.met OR own.isil IS NOT NULL)"
_ORDER = "department, to_complete, coalesce(own.title, entry.name), entry.isil"


@dataclass(frozen=True, slots=True)
class KnownInstitution:
    """What readers are told of an institution; "" and None where nobody says it.

    ``title`` is its name, its number while it has none. ``to_complete``: nobody has described it on a page. ``published``: it has a
    page that readers see; ``unpublished``: it has one that they do not, of which nothing is here. ``network``: the name of the network
    of libraries that it is part of, ``network_slug`` its address.
    """

    isil: str
    kind: str
    title: str
    town: str
    insee: str
    department: str
    latitude: float | None
    longitude: float | None
    to_complete: bool
    published: bool
    unpublished: bool
    ark: str = ""
    network: str = ""
    network_slug: str = ""
    presentation: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    opening_hours: str = ""
    weekly_hours: str = ""
    access: str = ""
    history: str = ""
    services: str = ""
    reading_room: str = ""
    getting_there: str = ""
    catalogue_address: str = ""
    periods: tuple[Period, ...] = ()

    @property
    def code(self) -> str:
        """What records and addresses name it by: the RCR of a library, the ISIL of anything else."""
        return code_of(self.isil)

    @property
    def placed(self) -> str:
        """Its name behind that of its town, as lists give it."""
        return in_its_town(self.title, self.town)

    @property
    def rcr(self) -> str:
        """The RCR of a library; "" for archives, museums and others."""
        return normalise_rcr(self.isil)


def _shown(condition: str, values: Mapping[str, Any], *, most: int | None = None, order: str = _ORDER) -> list[KnownInstitution]:
    statement = f"{_SHOWN} WHERE {condition} ORDER BY {order}" + (f" LIMIT {int(most)}" if most else "")
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_known(*row) for row in cursor.fetchall()]


def _known(number: str, kind: str, title: str | None, name: str, *others: Any) -> KnownInstitution:
    """From a row: what is told of it, then its periods as text."""
    told = [_name(number, title, name), *others[:-1], _periods(json.loads(others[-1]))]
    return KnownInstitution(number, kind, *told)


def _periods(rows: Iterable[Sequence[Any]]) -> tuple[Period, ...]:
    """Periods of other hours; hours that nobody can read leave theirs closed."""
    return tuple(
        Period(date.fromisoformat(str(first)), date.fromisoformat(str(last)), readable_hours(hours), reason)
        for first, last, hours, reason in rows
    )


def _name(number: str, title: str | None, name: str) -> str:
    bare = unnamed(number)
    return title if title and title != bare else name or bare


def of_page(page: Institution, *, told: KnownInstitution | None = None) -> KnownInstitution:
    """What readers would be told by a page as it is being written; the register (``told``) fills what it leaves empty."""
    told = told or one(page.isil) or KnownInstitution(page.isil, "", "", "", "", "", None, None, True, True, False)
    periods = _periods((one.first_day, one.last_day, one.hours, one.reason) for one in page.periods.all())
    return replace(_written(page, told), periods=periods)


def _written(page: Institution, told: KnownInstitution) -> KnownInstitution:
    """What the page's own row says, over what is told already."""
    own = {name: value for name in _PLACE if (value := getattr(page, name)) not in ("", None)}
    own |= {name: getattr(page, name) for name in _TOLD}
    return replace(told, title=page.title, to_complete=page.to_complete, published=True, unpublished=False, **own)


def of_source(page: Institution, *, ark: str = "") -> KnownInstitution:
    """What is told of the institution that a source belongs to, from its page and its ark as they were read with the source: no statement,
    and so without its periods of other hours.

    Of a page that is not published, its name and where it is.
    """
    told = KnownInstitution(
        page.isil, "", page.title, page.town, page.insee, page.department, None, None, page.to_complete, page.live, not page.live, ark
    )
    return _written(page, told) if page.live else told


def facts() -> dict[str, InstitutionFacts]:
    """What indexes say of the institutions that records name or that have a page, by code; one statement."""
    shown = _shown(f"{_KNOWN} OR EXISTS (SELECT FROM catalogue_institution AS page WHERE page.isil = entry.isil)", {})
    return {known.code: InstitutionFacts(known.title, known.town, known.department) for known in shown}


def names(codes: Iterable[str]) -> dict[str, str]:
    """The name of each institution that is known, behind its town, by code."""
    return {code: known.placed for code, known in by_code(codes).items()}


_kept: dict[Hashable, dict[str, str]] = {}


def kept_names(codes: Iterable[str], *, generation: Hashable) -> dict[str, str]:
    """The same, each asked for once by this process until ``generation``, which changes with what readers find, is another.

    An institution that changes its name has its records indexed again, after which the generation is another. 0: nothing is kept.
    """
    wanted = {code for code in codes if code}
    known = _kept.get(generation, {})
    if missing := wanted - known.keys():
        known = {**known, **dict.fromkeys(missing, ""), **names(missing)}  # of those that nobody knows nobody is asked again
        if generation:
            _kept.clear()
            _kept[generation] = known
    return {code: known[code] for code in wanted if known[code]}


def by_code(codes: Iterable[str]) -> dict[str, KnownInstitution]:
    """The institutions that are known, by code."""
    wanted = [isil(code) for code in dict.fromkeys(codes) if code and "\0" not in code]
    if not wanted:
        return {}
    return {known.code: known for known in _shown("entry.isil = ANY(%(isils)s)", {"isils": wanted})}


def one(number: str) -> KnownInstitution | None:
    """The institution of a number in any form (RCR, ISIL, code of archives, Museofile); None where the register has none."""
    wanted = normalise_isil(number)
    return next(iter(_shown("entry.isil = %(isil)s", {"isil": wanted})), None) if wanted else None


def by_ark(name: str) -> KnownInstitution | None:
    """The institution of an ark ("NAAN/name"); None where it names none that the register has, or another replaces it."""
    named = f"SELECT identifier FROM catalogue_ark WHERE name = %(ark)s AND kind = {int(Kind.INSTITUTION)} AND replaced_by_id IS NULL"  # noqa: S608 - a number of ours
    return next(iter(_shown(f"entry.isil = ({named})", {"ark": name})), None)


def of_commune(codes: Iterable[str], *, also: Iterable[str] = ()) -> list[KnownInstitution]:
    """The institutions that stand in a commune (any of its INSEE codes), and those of the codes ``also``, by name."""
    shown = _shown(
        f"({_KNOWN} AND coalesce(nullif(own.insee, ''), entry.insee) = ANY(%(communes)s)) OR entry.isil = ANY(%(also)s)",
        {"communes": list(codes), "also": [isil(code) for code in also if code]},
    )
    return sorted(shown, key=lambda known: known.title)


def nearest(latitude: float, longitude: float, *, most: int) -> list[KnownInstitution]:
    """The libraries, archives and museums that stand nearest to a point (degrees), nearest first; one statement.

    A degree of longitude is shortened by the latitude: within a region that orders as the sphere does.
    """
    north, east = "coalesce(own.latitude, entry.latitude)", "coalesce(own.longitude, entry.longitude)"
    order = f"power({north} - %(latitude)s, 2) + power(({east} - %(longitude)s) * cos(radians(%(latitude)s)), 2)"
    values = {"latitude": latitude, "longitude": longitude}
    return _shown(f"{_KNOWN} AND {north} IS NOT NULL AND {east} IS NOT NULL", values, most=most, order=order)


def listed(*, department: str = "", words: str = "", most: int = 500) -> list[KnownInstitution]:
    """The institutions that have a page or that a record names, by department and name, at most ``most``: of one department, whose
    name or town holds each word.
    """
    condition, values = _wanted(department, words)
    return _shown(condition, values, most=most)


def of_network(slug: str, *, most: int) -> list[KnownInstitution]:
    """Those that readers see of a network of libraries."""
    return _shown("network.slug = %(slug)s", {"slug": slug}, most=most)


def following(after: str, *, department: str = "", words: str = "", most: int) -> list[KnownInstitution]:
    """The same in the order of their ISIL, from the one that follows ``after`` on ("": from the first)."""
    condition, values = _wanted(department, words)
    return _shown(f"{condition} AND entry.isil > %(after)s", {**values, "after": after}, most=most, order="entry.isil")


def _wanted(department: str, words: str) -> tuple[str, dict[str, str]]:
    """The condition of those of a department whose name or town holds each word, and its values."""
    conditions, values = [_KNOWN], dict[str, str]()
    if department:
        conditions.append("coalesce(nullif(own.department, ''), entry.department) = %(department)s")
        values["department"] = department
    for position, word in enumerate(words.split()[:8]):
        key = f"word{position}"
        conditions.append(
            f"(coalesce(own.title, entry.name) ILIKE %({key})s OR coalesce(nullif(own.town, ''), entry.town) ILIKE %({key})s"
            f" OR entry.isil = %({key}_isil)s)"
        )
        values |= {key: f"%{_literal(word)}%", f"{key}_isil": normalise_isil(word)}
    return " AND ".join(conditions), values


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

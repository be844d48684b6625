"""What an address of the portal would show in a block: what an ark names, the notices of a search, or nothing that others may show."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from catalogue.core.ark import NotAnArk, parse
from catalogue.selectors import arks, institutions
from portal.beginnings import BACK_OFFICE
from portal.hygiene import whole
from portal.public.addresses import site_address
from portal.shown import query as queries
from portal.shown.filters import FILTERS
from portal.shown.query import Query

LONGEST = 2000  # characters of an address
YEAR = "annee"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+/")
_ARK = re.compile(r"ark:", re.IGNORECASE)
_PERSONAL = "basket"  # the visit sheet: what it holds is its reader's
# The pages about one value of a facet: the facet, and the argument of the route that holds the value.
_PAGES_OF_A_VALUE = {
    "commune": ("commune", "insee"),
    "department": ("area", "code"),
    "place": ("place", "key"),
    "person": ("person", "key"),
    "subject": ("subject", "key"),
}


class Reason(StrEnum):
    """Why nothing is shown: the address is another site's, one reader's or the back office's, of no page at all, or of one that no block
    is made of.
    """

    ELSEWHERE = "elsewhere"
    ABSENT = "absent"
    PRIVATE = "private"
    NOTHING = "nothing"


class Refused(LookupError):
    """No block shows what is at this address."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Target:
    """What a block shows: what ``ark`` ("NAAN/name") names, else the notices of ``query``. ``language``: that of the address.

    ``press``: the calendar of the newspaper that the ark names, of a year where it is not 0; None: no calendar.
    """

    language: str
    ark: str = ""
    query: Query = field(default_factory=Query)
    press: int | None = None


def hosts(request: HttpRequest) -> frozenset[str]:
    """The names that this portal has in addresses."""
    return frozenset((urlsplit(site_address(request)).netloc.lower(), request.get_host().lower()))


def looks_like_an_address(typed: str, *, hosts: Collection[str]) -> bool:
    """Whether somebody pasted an address or an ark, and did not type words."""
    bare = typed.lower()
    return "://" in bare or bare.startswith(("/", "ark:", *(f"{host}/" for host in hosts))) or bool(_HOST.match(bare))


def read(address: str, *, hosts: Collection[str]) -> Target:
    """What stands at an address of the portal, whole, without its host, or an ark alone; raises Refused."""
    path, query = _own(address.strip(), hosts)
    if path.startswith(BACK_OFFICE):
        raise Refused(Reason.PRIVATE)
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404 as error:
            raise Refused(Reason.ABSENT) from error
    if match.namespace != "public" or not match.url_name:
        raise Refused(Reason.NOTHING)
    if match.url_name.startswith(_PERSONAL):
        raise Refused(Reason.PRIVATE)
    return replace(_shown(match, query), language=language)


def _own(address: str, hosts: Collection[str]) -> tuple[str, str]:
    """The path of an address of this portal, decoded, and its query; raises Refused."""
    if len(address) > LONGEST or not address.isprintable():
        raise Refused(Reason.NOTHING)
    if _ARK.match(address):
        address = f"/{address}"
    elif "://" not in address and not address.startswith("/"):
        address = f"//{address}"
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise Refused(Reason.ELSEWHERE) from error
    if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc.lower() not in hosts):
        raise Refused(Reason.ELSEWHERE)
    return unquote(parts.path) or "/", parts.query


def _shown(match: ResolverMatch, query: str) -> Target:
    if facet := _PAGES_OF_A_VALUE.get(match.url_name or ""):
        return Target("", query=_of_a_value(facet[0], str(match.kwargs[facet[1]])))
    reader = _READERS.get(match.url_name or "")
    if reader is None:
        raise Refused(Reason.NOTHING)
    return reader(match.kwargs, query)


def of_query(parameters: QueryDict) -> Query:
    """The search of an address as a block shows it: its first notices as a list, whatever page and view the address asks for."""
    return queries.parse(parameters).changed(view="", logarithmic=False)


def _of_a_value(facet: str, value: str) -> Query:
    if not FILTERS[facet].shape.fullmatch(value):
        raise Refused(Reason.ABSENT)
    return Query(filters=((facet, value),))


def _of_an_ark(named: Mapping[str, Any], _query: str) -> Target:
    try:
        return Target("", ark=parse(named["ark"]).name)
    except NotAnArk as error:
        raise Refused(Reason.ABSENT) from error


def _of_a_calendar(named: Mapping[str, Any], query: str) -> Target:
    """Of a title, or of one of its years, which stands in the path of a page and behind it in that of a block."""
    return replace(_of_an_ark(named, ""), press=named.get("year") or year_of(QueryDict(query[:LONGEST])))


def year_of(parameters: QueryDict) -> int:
    """The year of a calendar that an address asks for, 0 for none."""
    return whole(parameters.get(YEAR, ""), digits=4) or 0


def _of_a_search(_named: Mapping[str, Any], query: str) -> Target:
    try:
        return Target("", query=of_query(QueryDict(query)))
    except TooManyFieldsSent as error:
        raise Refused(Reason.NOTHING) from error


def _of_a_former_notice(named: Mapping[str, Any], _query: str) -> Target:
    return _known("" if "rest" in named else arks.of_old_number(named["number"]))


def _of_a_former_institution(named: Mapping[str, Any], _query: str) -> Target:
    found = institutions.one(named["code"].rstrip("/"))
    return _known(found.ark if found else "")


def _known(ark: str) -> Target:
    if not ark:
        raise Refused(Reason.ABSENT)
    return Target("", ark=ark)


_READERS: dict[str, Callable[[Mapping[str, Any], str], Target]] = {
    **dict.fromkeys(
        ("ark", "ark_with_slash", "ark_without_slash", "ark_in_capitals", "ark_in_capitals_without_slash", "embedded"), _of_an_ark
    ),
    **dict.fromkeys(("results", "embedded_results"), _of_a_search),
    **dict.fromkeys(("press_title", "press_year", "embedded_press"), _of_a_calendar),
    "former_notice": _of_a_former_notice,
    "former_institution": _of_a_former_institution,
}

"""The search: the request of the page of results, word for word, and its answer in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from ninja import Query as Parameter
from ninja import Router

from catalogue.core.keys import Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import DEFAULT_SIZE, MAX_SIZE
from catalogue.search.result import Hit
from catalogue.selectors.facet_counts import search_counted
from catalogue.services import changes
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.names import path_of
from portal.publish.api.problems import Problem, refuse_others, refused, search_is_down
from portal.shown.filters import FIELD_WORDS, FILTERS, SORTS
from portal.shown.query import STRICT, Query, parse, year

FACET_VALUES = 50
router = Router(tags=["search"])
_COUNTED = {**{filter_.parameter: name for name, filter_ in FILTERS.items() if not filter_.apart}, "numerise": "digital"}
_OWN = ("limit", "facettes")


class Found(Given, frozen=True, kw_only=True):
    """A notice, or a component of a finding aid (``kind``), as a line of results has it. ``copies``: institution, town, call number of the
    first ones; ``institutions`` counts all. ``path``: the titles above a component.
    """

    kind: str
    title: str
    ark: str = ""
    page: str = ""
    address: str = ""
    title_rest: str = ""
    agents: tuple[str, ...] = ()
    imprint: str = ""
    date: str = ""
    year_from: int | None = None
    year_to: int | None = None
    document_type: str = ""
    languages: tuple[str, ...] = ()
    copies: tuple[tuple[str, str, str], ...] = ()
    institutions: int = 0
    digital: bool = False
    level: str = ""
    path: tuple[str, ...] = ()


class Counted(Given, frozen=True, kw_only=True):
    """A value of a facet: what to ask it by, how many notices have it, what a heading is called."""

    value: str
    notices: int
    label: str = ""


class Answer(Given, frozen=True, kw_only=True):
    """The answer to a search: ``total`` is exact. ``next``, ``previous``: addresses of the pages beside this one, "" at either end.
    ``relaxed``: how the words were taken where all of them found too little. ``corrected``: the other spelling that finds more.
    """

    total: int
    found: tuple[Found, ...]
    facets: dict[str, tuple[Counted, ...]] = {}
    next: str = ""
    previous: str = ""
    corrected: str = ""
    relaxed: str = ""


_WORDS = {
    "q": gettext_noop("What is typed in the box of the page: words, “words kept together”, -word to leave out."),
    **dict.fromkeys(FIELD_WORDS.values(), gettext_noop("Words of this field alone, as in the advanced form.")),
    **dict.fromkeys((each.parameter for each in FILTERS.values()), gettext_noop("A value of this facet; may be repeated.")),
    "de": gettext_noop("First year of the period."),
    "a": gettext_noop("Last year of the period."),
    "numerise": gettext_noop("1: only what can be read on line."),
    "mots": gettext_noop("“tous”: all the words or nothing."),
    "tri": gettext_noop("The order; without it, the most relevant first."),
    "page": gettext_noop("A page number, or where to go on as the address in “next” says it."),
}  # fmt: skip
_VALUES = {"numerise": ["1"], "mots": [STRICT], "tri": list(SORTS)}
_REPEATED = {each.parameter for each in FILTERS.values()}


def _schema(name: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"type": "string", **({"enum": _VALUES[name]} if name in _VALUES else {})}
    return {"type": "array", "items": plain} if name in _REPEATED else plain


PARAMETERS = [
    {"in": "query", "name": name, "description": told, "required": False, "schema": _schema(name)} for name, told in _WORDS.items()
]


@router.get(
    "/search",
    summary=gettext_noop("Search, as the page of results does"),
    openapi_extra=gives(Answer, refusals=(400,), parameters=PARAMETERS),
)
def search(
    request: HttpRequest,
    *,
    facettes: str = Parameter("", max_length=200, description=gettext_noop("Facets to count, by their parameters, separated by commas.")),
    limit: int = Parameter(DEFAULT_SIZE, ge=0, le=MAX_SIZE, description=gettext_noop("How many, 100 at most.")),
) -> Answer:
    """One search, no statement."""
    query = _asked(request)
    wanted = [each for each in facettes.split(",") if each]
    if wrong := [each for each in wanted if each not in _COUNTED]:
        raise refused("facettes", gettext("No facet is called %(name)s.") % {"name": wrong[0]})
    counted = tuple(_COUNTED[each] for each in dict.fromkeys(wanted))
    try:
        result = search_counted(query.request(facets=counted, size=limit), generation=changes.stamp())
    except SearchUnavailable as error:
        raise search_is_down() from error

    def beside(place: str | None) -> str:
        return address(request, "/search", pairs=[*query.changed(place=place).pairs(), ("limit", limit)]) if place else ""

    return Answer(
        total=result.total,
        found=tuple(_found(result.hits, request)),
        facets={
            name: tuple(Counted(value=one.value, notices=one.count, label=one.label) for one in result.facets.get(facet, ())[:FACET_VALUES])
            for name, facet in _COUNTED.items()
            if facet in counted
        },
        next=beside(result.next),
        previous=beside(result.previous),
        corrected=result.corrected,
        relaxed=result.relaxed.how if result.relaxed else "",
    )


def _asked(request: HttpRequest) -> Query:
    """The search that is asked; raises Problem (400) for a parameter that it has not, or a value that none of them can have."""
    refuse_others(request, (*_WORDS, *_OWN))
    for facet in FILTERS.values():
        if any(not facet.shape.fullmatch(value) for value in request.GET.getlist(facet.parameter)):
            raise refused(facet.parameter, gettext("No value of this facet is written so."))
    for name, values in _VALUES.items():
        if request.GET.get(name, "") not in ("", *values):
            raise refused(name, gettext("One of these is expected: %(words)s.") % {"words": ", ".join(values)})
    query = parse(request.GET)
    if wrong := [name for name in ("de", "a") if request.GET.get(name, "") and year(request.GET[name]) is None]:
        raise refused(wrong[0], gettext("This is no year."))
    if not query.place and request.GET.get("page", "") not in ("", "1"):
        raise refused("page", gettext("This is no place in the list."))
    if query.too_long:
        raise refused("q", gettext("This search is too long."))
    if query.left_out:
        raise Problem(400, gettext("More than %(most)s filters cannot be combined.") % {"most": query.most})
    return query


def _found(hits: Iterable[Hit], request: HttpRequest) -> Iterable[Found]:
    site = site_address(request)
    for hit in hits:
        display, kind = hit.display, Kind(hit.key.kind)
        yield Found(
            kind=kind.word,
            title=display.get("title", ""),
            ark=addresses.identifier(hit) if hit.ark else "",
            page=f"{site}{addresses.permanent(hit.ark)}" if hit.ark else "",
            address=address(request, path_of(hit.ark, kind)) if hit.ark else "",
            title_rest=display.get("title_rest", ""),
            agents=tuple(display.get("agents", ())),
            imprint=display.get("imprint", ""),
            date=display.get("date", ""),
            year_from=display.get("year_from"),
            year_to=display.get("year_to"),
            document_type=display.get("document_type", ""),
            languages=tuple(display.get("languages", ())),
            copies=tuple((held[0], held[1], held[2]) for held in display.get("holdings", ())),
            institutions=display.get("institutions_count", 0),
            digital=bool(display.get("digital")),
            level=display.get("level", ""),
            path=tuple(display.get("path", ())),
        )

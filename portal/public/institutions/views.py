"""Institutions as readers see them: a list by department, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from catalogue.core.text import fold
from catalogue.geography.communes import commune
from catalogue.geography.departments import department, departments
from catalogue.models import Institution
from catalogue.search.facets import MAX_VALUES
from catalogue.selectors import institution_media, notices
from catalogue.selectors import institutions as selectors
from catalogue.selectors.institution_media import Media
from catalogue.selectors.institutions import KnownInstitution
from portal.pages.selectors import of_institution
from portal.public import addresses
from portal.public.fonds import presenters as fonds_presenters
from portal.public.maps import drawing as maps
from portal.public.shared.browsing import ask, said_when_down
from portal.public.shared.communes import area_name
from portal.public.shared.opening import now_in_words, periods_in_words
from portal.public.shared.shelves import Beside, decades, filtered, of_centuries, of_types, shelf
from portal.shown.citing import as_data
from portal.shown.linked import institutions as linked
from portal.shown.links import host, web_address

SHOWN = 5
MOST = 500
LONGEST_TYPED = 80


@require_safe
@said_when_down
def institutions(request: HttpRequest) -> HttpResponse:
    """Every institution by department, those of one department or whose name holds some words; one call of the engine, one statement."""
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TYPED]
    chosen = request.GET.get("departement", "").upper()
    area = department(chosen)
    found = selectors.listed(department=area.code if area else "", words=words, most=MOST)
    counts = counted()
    first = maps.region()
    ordered = sorted(found, key=lambda one: (one.department not in first, one.department, one.to_complete, fold(one.placed)))
    grouped = groupby(ordered, key=lambda one: one.department)
    context = {
        "words": words,
        "area": area,
        "groups": [(area_name(code), [line(one, counts) for one in group]) for code, group in grouped],
        "count": len(found),
        "cut": len(found) >= MOST,
        "map": None if words or area else towns(found, counts),
        "networks": [] if words or area else _networks(found),
        "departments": [*(department(code) for code in first), *(one for one in departments().values() if one.code not in first)],
    }
    return render(request, "public/institutions.html", context)


def counted() -> dict[str, int]:
    """How many notices each institution keeps, by its code; one call of the engine."""
    return {value.value: value.count for value in ask(size=0, facets=("institution",), facet_size=MAX_VALUES).facets.get("institution", ())}


def line(institution: KnownInstitution, counts: dict[str, int]) -> dict[str, Any]:
    """An institution as a list names it, with the number of notices that it keeps."""
    rcr = institution.code
    return {
        "name": institution.placed,
        "count": counts.get(rcr, 0),
        "url": addresses.institution(institution),
        "to_complete": institution.to_complete,
    }


def _networks(found: Iterable[KnownInstitution]) -> list[tuple[str, str]]:
    """The networks that they are part of, by name, each with its address."""
    named = {(one.network, one.network_slug) for one in found if one.network_slug}
    return [(name, reverse("public:network", args=[slug])) for name, slug in sorted(named, key=lambda one: fold(one[0]))]


def towns(found: Iterable[KnownInstitution], counts: dict[str, int]) -> maps.Map:
    """The towns of the institutions, by the number of notices kept there."""
    kept: dict[str, int] = {}
    for institution in found:
        town = commune(institution.insee) if institution.insee else None
        if town:
            kept[town.code] = kept.get(town.code, 0) + counts.get(institution.code, 0)
    return maps.dots_map(kept, links=lambda code: reverse("public:commune", args=[code]), name="institutions")


@said_when_down
def institution(request: HttpRequest, found: KnownInstitution) -> HttpResponse:
    """Where it is, when it opens, what it keeps; one call of the engine, six statements at most."""
    return _page_of(request, found, institution_media.of_published(found.isil))


@csp_replace({"frame-ancestors": [SELF]})
@said_when_down
def preview(request: HttpRequest, found: Institution) -> HttpResponse:
    """The page of an institution as its librarian is writing it, in a frame of the back office; nothing of it is stored."""
    return _page_of(request, selectors.of_page(found), institution_media.of_page(found))


def _page_of(request: HttpRequest, found: KnownInstitution, media: Media) -> HttpResponse:
    rcr = found.code
    result = ask(filters=(("institution", rcr),), size=SHOWN, sort="recent", facets=("document_type", "century", "decade", "digital"))
    query = filtered("institution", rcr)
    told = [(addresses.of_ark(page.ark), page) for page in of_institution(found.isil)]
    website = web_address(found.website)
    area = department(found.department)
    context = {
        "institution": found,
        "address": addresses.institution(found),
        "json_ld": as_data(linked.described(found, site=addresses.site_address(request))),
        "media": media,
        "area": area,
        "network_url": reverse("public:network", args=[found.network_slug]) if found.network_slug else "",
        "website": website,
        "today": now_in_words(found.weekly_hours, timezone.localtime(), found.periods),
        "host": host(website),
        "own_catalogue": web_address(found.catalogue_address),
        "own_catalogue_host": host(web_address(found.catalogue_address)),
        "periods": periods_in_words(found.periods),
        "closures_url": reverse("public:closures", args=[found.ark]) if found.ark and found.periods else "",
        "map": _place(found),
        "town": _town(found),
        "fonds": fonds_presenters.some([found]),
        "articles": [one for one in told if one[1].sort][:SHOWN],
        "told": [one for one in told if not one[1].sort],
        "total": result.total,
        "digitised": sum(value.count for value in result.facets.get("digital", ()) if value.value == "1"),
        "collection_url": addresses.collection(found.ark) if found.ark else "",
        "digital_url": query.changed(digital=True).url(),
        "all_url": query.url(),
        "types": of_types(result.facets.get("document_type", ()), query, most=20),
        "centuries": of_centuries(result.facets.get("century", ()), query),
        "decades": decades(result.facets.get("decade", ()), query),
        "newest": shelf("newest", "", result, query.changed(sort="recent"), shown=SHOWN),
        "received": notices.last_change(hit.key for hit in result.hits),
    }
    return render(request, "public/institution.html", context)


def _place(found: KnownInstitution) -> SafeString:
    if found.latitude is not None and found.longitude is not None:
        return maps.point(found.title, found.department, found.latitude, found.longitude, name="institution")
    town = commune(found.insee) if found.insee else None
    return maps.one_dot(town, name="institution") if town else SafeString("")


def _town(found: KnownInstitution) -> Beside | None:
    """The page of its town."""
    town = commune(found.insee) if found.insee else None
    return Beside(town.name, 0, reverse("public:commune", args=[town.code])) if town else None

"""Places: the region and its departments, communes, and towns that are no commune of France."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.headings import heading_key
from catalogue.geography.communes import Commune, codes_named, commune, ways_in
from catalogue.geography.departments import department as department_of
from catalogue.geography.resolve import communes_of
from catalogue.search.facets import MAX_VALUES
from catalogue.search.result import SearchResult
from catalogue.selectors import institutions, local_interest
from portal.public import addresses
from portal.public.fonds import presenters as fonds_presenters
from portal.public.maps import drawing as maps
from portal.public.places import around
from portal.public.places import presenters as presenter
from portal.public.shared.browsing import ask, said_when_down, unknown
from portal.public.shared.shelves import Beside, Shelf, decades, filtered, of_centuries, of_types, people, shelf
from portal.shown import gallica
from portal.shown.query import MOST_FILTERS, Query

SHOWN = 6
LOOKED_AT = 30  # notices, of which those of one and the same work are shown once
MOST_BESIDE = 10
LONGEST_TYPED = 80


@require_safe
@said_when_down
def places(request: HttpRequest) -> HttpResponse:
    """The map of the region's departments with the list that says the same; or, for what was typed, the places it may mean.

    One call of the engine, two for a search; no statement.
    """
    typed = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_TYPED]
    counted = ask(size=0, facets=("area", "commune", "place"), facet_size=MAX_VALUES).facets
    if typed:
        return _found(request, typed, counts={value.value: value.count for value in counted.get("commune", ())})
    counts = {value.value: value.count for value in counted.get("area", ())}
    drawn = maps.departments_map({code: counts.get(code, 0) for code in maps.region()}, links=_department_url, name="region")
    context = {
        "map": drawn,
        "regions": presenter.regions(counts, first=settings.REGION_CODE),
        "towns": presenter.towns(counted.get("commune", ())),
        "elsewhere": presenter.elsewhere(counted.get("place", ())),
        "region": next((found.region_name for code in maps.region() if (found := department_of(code))), ""),
    }
    return render(request, "public/places.html", context)


def _found(request: HttpRequest, typed: str, *, counts: dict[str, int]) -> HttpResponse:
    key = heading_key(typed)
    beginning = ask(size=0, facets=("place",), facet_prefix=key, facet_size=MAX_VALUES).facets.get("place", ()) if key else ()
    context = {
        "typed": typed,
        "found": presenter.suggested(ways_in(typed, first=presenter.near()), counts),
        "elsewhere": presenter.elsewhere([value for value in beginning if value.value.startswith(key)]),
    }
    return render(request, "public/places_found.html", context)


@require_safe
@said_when_down
def department(request: HttpRequest, code: str) -> HttpResponse:
    """Its communes as dots on its map and by alphabet; one call of the engine, no statement."""
    found = department_of(code.upper())
    if found is None:
        raise Http404
    result = ask(filters=(("area", found.code),), size=0, facets=("commune", "document_type", "century"), facet_size=MAX_VALUES)
    counts = {value.value: value.count for value in result.facets.get("commune", ()) if _is_in(value.value, found.code)}
    drawn = maps.dots_map(counts, links=_commune_url, departments=(found.code,), name="department", title=found.name)
    context = {
        "department": found,
        "map": drawn,
        "letters": presenter.by_letter(drawn.rows),
        "total": result.total,
        "all_url": filtered("area", found.code).url(),
        "types": of_types(result.facets.get("document_type", ()), filtered("area", found.code)),
        "centuries": of_centuries(result.facets.get("century", ()), filtered("area", found.code)),
        "others": [(other, name) for other in maps.region() if (name := presenter.area_name(other)) and other != found.code],
    }
    return render(request, "public/department.html", context)


def _is_in(code: str, area: str) -> bool:
    known = commune(code)
    return known is not None and known.department == area


@require_safe
@said_when_down
def commune_page(request: HttpRequest, insee: str) -> HttpResponse:
    """What was printed there, what is about it, who keeps it, what Gallica has, where to go on; four calls of the engine, four
    statements.

    404 for a code that is no commune's; 301 from the code of an arrondissement or of a former commune.
    """
    found = commune(insee.upper())
    if found is None:
        raise Http404
    if found.code != insee:
        return HttpResponsePermanentRedirect(_commune_url(found.code))
    facets = ("decade", "document_type", "institution", "place", "subject", "person")
    everything = ask(filters=(("commune", found.code),), size=0, facets=facets, facet_size=MAX_VALUES)
    query = filtered("commune", found.code)
    keepers = [value.value for value in everything.facets.get("institution", ())[:SHOWN]]
    codes = found.codes
    known = institutions.of_commune(codes, also=(*keepers, around.archives_code(found.department)))
    context = {
        "commune": found,
        "department": department_of(found.department),
        "facts": presenter.facts(found),
        "map": maps.one_dot(found, name="commune"),
        "total": everything.total,
        "all_url": query.url(),
        "shelves": _shelves(found, everything),
        "around": around.around(found, known, total=everything.total, counts=_everywhere),
        "keepers": _keepers(everything, [one for one in known if one.insee in codes or one.code in keepers], codes, query),
        "fonds": fonds_presenters.some([one for one in known if one.insee in codes]),
        "gallica": [gallica.kept_line(one) for one in local_interest.kept_of_communes(codes, most=SHOWN)],
        "persons": people(everything.facets.get("person", ()), query, most=MOST_BESIDE),
        "types": of_types(everything.facets.get("document_type", ()), query),
        "decades": decades(everything.facets.get("decade", ()), query),
    }
    return render(request, "public/commune.html", context)


def _everywhere() -> dict[str, int]:
    """How many notices each commune has; kept, as every count of the whole catalogue is."""
    return {value.value: value.count for value in ask(size=0, facets=("commune",), facet_size=MAX_VALUES).facets.get("commune", ())}


def _shelves(found: Commune, everything: SearchResult) -> list[Shelf]:
    """What was printed in the commune and what is about it; the engine is not asked about what its counts say is empty."""
    if not everything.total:
        return []
    printed_in = presenter.printed_keys(found, everything.facets.get("place", ()))
    printed = ask(filters=(("commune", found.code), *(("place", key) for key in printed_in)), size=LOOKED_AT, sort="oldest")
    here = filtered("commune", found.code)
    all_printed = Query(filters=(*here.filters, *(("place", key) for key in printed_in))) if len(printed_in) < MOST_FILTERS else here
    shelves = [shelf("printed", gettext("Printed or published here"), printed, all_printed, shown=SHOWN)]
    if keys := presenter.about_keys(found, everything.facets.get("subject", ())):
        about = ask(filters=tuple(("subject", key) for key in keys), size=LOOKED_AT, sort="oldest")
        shelves.append(
            shelf(
                "about", gettext("About this place"), about, filtered("subject", *keys) if len(keys) <= MOST_FILTERS else here, shown=SHOWN
            )
        )
    return [one for one in shelves if one.total]


def _keepers(
    everything: SearchResult, known: list[institutions.KnownInstitution], codes: tuple[str, ...], query: Query
) -> dict[str, list[Beside]]:
    """The institutions of the town, and those elsewhere that keep the most of these notices."""
    counts = {value.value: value.count for value in everything.facets.get("institution", ())}
    here: list[Beside] = []
    away: list[Beside] = []
    for institution in known:
        rcr = institution.code
        url, both = addresses.institution(institution), query.toggled("institution", rcr).url()
        place = here if institution.insee in codes else away
        place.append(Beside(institution.title if place is here else institution.placed, counts.get(rcr, 0), url, both))
    return {"here": here, "away": sorted(away, key=lambda one: -one.count)}


@require_safe
@said_when_down
def place(request: HttpRequest, key: str) -> HttpResponse:
    """A town of an imprint that is no commune of France, or that several communes may be: Genève, Saint-Denis.

    301 to the commune when it is one without doubt; 404 where nothing has the name; one call of the engine, no statement.
    """
    words = key.replace("-", " ")
    codes = communes_of(words, near=presenter.near())
    if len(codes) == 1:
        return HttpResponsePermanentRedirect(_commune_url(codes[0]))
    key = heading_key(key)
    result = ask(filters=(("place", key),), size=LOOKED_AT, sort="oldest", facets=("decade", "document_type", "person"))
    homonyms = presenter.suggested(ways_in(words, first=presenter.near(), most=MOST_BESIDE) if codes_named(words) else (), {})
    if not result.total and not homonyms:
        return unknown(request, words=key)
    query = filtered("place", key)
    context = {
        "label": next((label for _facet, found, label in result.understood.headings if found == key), words.title()),
        "shelf": shelf("printed", gettext("Printed or published here"), result, query, shown=SHOWN + 4) if result.total else None,
        "homonyms": homonyms,
        "persons": people(result.facets.get("person", ()), query, most=MOST_BESIDE),
        "types": of_types(result.facets.get("document_type", ()), query),
        "decades": decades(result.facets.get("decade", ()), query),
    }
    return render(request, "public/place.html", context)


def _department_url(code: str) -> str:
    return reverse("public:department", args=[code])


def _commune_url(code: str) -> str:
    return reverse("public:commune", args=[code])

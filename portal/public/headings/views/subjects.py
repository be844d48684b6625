"""Subjects: an index, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.headings import heading_key
from catalogue.search.facets import MAX_VALUES
from catalogue.search.result import FacetValue
from portal.public.shared.browsing import LETTERS, ask, index, said_when_down, unknown
from portal.public.shared.communes import commune_of_heading
from portal.public.shared.shelves import Beside, decades, filtered, of_types, people, shelf

SHOWN = 8
LOOKED_AT = 40  # notices, of which those of one and the same work are shown once
MOST_BESIDE = 12


@require_safe
@said_when_down
def subjects(request: HttpRequest) -> HttpResponse:
    """The index of subjects; one call of the engine, no statement."""
    context = {"index": index("subject", request.GET), "letters": LETTERS, "facet": "subject"}
    return render(request, "public/subjects.html", context)


@require_safe
@said_when_down
def subject(request: HttpRequest, key: str) -> HttpResponse:
    """What is about it, its narrower headings, who wrote of it; two calls of the engine, no statement; 404 where nothing is."""
    key = heading_key(key)
    result = ask(filters=(("subject", key),), size=LOOKED_AT, sort="oldest", facets=("decade", "document_type", "person", "place"))
    beneath = ask(size=0, facets=("subject",), facet_size=MAX_VALUES, facet_prefix=key).facets.get("subject", ())
    narrower = sorted((value for value in beneath if value.value.startswith(f"{key}-")), key=lambda value: -value.count)
    if not result.total and not narrower:
        return unknown(request, words=key)
    query = filtered("subject", key)
    label = next((label for _facet, found, label in result.understood.headings if found == key), "") or _shortest(narrower, key)
    context = {
        "key": key,
        "label": label,
        "shelf": shelf("about", gettext("About this subject"), result, query, shown=SHOWN) if result.total else None,
        "narrower": [Beside(value.label, value.count, reverse("public:subject", args=[value.value])) for value in narrower[:MOST_BESIDE]],
        "persons": people(result.facets.get("person", ()), query, most=MOST_BESIDE),
        "types": of_types(result.facets.get("document_type", ()), query),
        "decades": decades(result.facets.get("decade", ()), query),
        "commune": _commune(label),
    }
    return render(request, "public/subject.html", context)


def _shortest(narrower: list[FacetValue], key: str) -> str:
    """The beginning that narrower headings share, for a heading that stands in none alone."""
    first = narrower[0].label.split(" -- ")[0] if narrower else ""
    return first if heading_key(first) == key else key.replace("-", " ").capitalize()


def _commune(label: str) -> dict[str, str] | None:
    """The page of the commune that the heading names, where there is one."""
    found = commune_of_heading(label)
    return {"name": found.name, "url": reverse("public:commune", args=[found.code])} if found else None

"""Persons, families and bodies: an index, and a page for each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.headings import heading_key
from catalogue.search.result import SearchResult
from catalogue.selectors import notices
from portal.public.headings.presenters import portrait
from portal.public.shared.browsing import LETTERS, ask, index, said_when_down, unknown
from portal.public.shared.shelves import decades, filtered, of_types, shelf

SHOWN = 5
LOOKED_AT = 20  # notices, of which those of one and the same work are shown once
READ = 40  # notices whose descriptions are read for roles, other forms of the name and persons beside


@require_safe
@said_when_down
def persons(request: HttpRequest) -> HttpResponse:
    """The index of persons and bodies; one call of the engine, no statement."""
    context = {"index": index("person", request.GET), "letters": LETTERS, "facet": "person"}
    return render(request, "public/persons.html", context)


@require_safe
@said_when_down
def person(request: HttpRequest, key: str) -> HttpResponse:
    """By, about, owned by: three calls of the engine, one statement; 404 where no notice has the heading."""
    key = heading_key(key)
    made = ask(filters=(("person", key),), size=READ, sort="oldest", facets=("decade", "document_type", "subject"))
    about = ask(filters=(("subject", key),), size=LOOKED_AT, sort="oldest")
    owned = ask(filters=(("owner", key),), size=LOOKED_AT, sort="oldest")
    if not made.total and not about.total and not owned.total:
        return unknown(request, words=key)
    read = notices.descriptions(hit.key for hit in (*made.hits, *owned.hits))
    found = portrait(key, read.values())
    shelves = [
        shelf("by", gettext("Made by this person"), made, filtered("person", key), shown=SHOWN),
        shelf("about", gettext("About this person"), about, filtered("subject", key), shown=SHOWN),
        shelf("owned", gettext("From this person’s library"), owned, filtered("owner", key), shown=SHOWN),
    ]
    query = filtered("person", key)
    context = {
        "key": key,
        "label": found.label if found else _label(key, made, about, owned),
        "portrait": found,
        "shelves": [one for one in shelves if one.total],
        "total": made.total + about.total + owned.total,
        "types": of_types(made.facets.get("document_type", ()), query),
        "decades": decades(made.facets.get("decade", ()), query),
    }
    return render(request, "public/person.html", context)


def _label(key: str, *answers: SearchResult) -> str:
    """The heading as the engine has it, else what its key still says."""
    labels = (label for result in answers for _facet, found, label in result.understood.headings if found == key)
    return next(labels, key.replace("-", " ").capitalize())

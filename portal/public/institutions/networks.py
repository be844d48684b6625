"""A network of libraries as readers see it: what it is, and its libraries."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.core.text import fold
from catalogue.selectors import institutions, networks
from portal.public.institutions.views import MOST, counted, line, towns
from portal.public.shared.browsing import said_when_down
from portal.shown.links import host, web_address


@require_safe
@said_when_down
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Its presentation, its libraries by town and where they are; one call of the engine, two statements."""
    found = networks.by_slug(slug)
    if found is None:
        raise Http404
    libraries = sorted(institutions.of_network(slug, most=MOST), key=lambda one: fold(one.placed))
    counts = counted()
    website = web_address(found.website)
    context = {
        "network": found,
        "website": website,
        "host": host(website),
        "libraries": [line(one, counts) for one in libraries],
        "map": towns(libraries, counts) if libraries else None,
    }
    return render(request, "public/network.html", context)

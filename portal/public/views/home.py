"""The first page, and what machines look for at the root."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.public import showcase

ROBOTS = """\
User-agent: *
Disallow: /gestion/
Disallow: /administration/
Disallow: /recherche/affiner/
Disallow: /en/recherche/affiner/
Disallow: /numerisation/
Disallow: /en/numerisation/
Disallow: /*?*etablissement=
Disallow: /*?*type=
Disallow: /*?*siecle=
Disallow: /*?*langue=
Disallow: /*?*tri=
Allow: /
"""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One sentence, the search, the work of the day, the doors, what is new; stands without the engine, and says so."""
    context = {
        "overview": showcase.overview(),
        "feature": showcase.feature(),
        "news": showcase.news(),
        "region_name": settings.REGION_NAME,
    }
    return render(request, "public/home.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Notices are open to every machine; the endless combinations of filters are not."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
